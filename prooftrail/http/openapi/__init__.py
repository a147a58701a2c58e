"""The API's description of itself: OpenAPI 3.1, made from the schema a caller's transaction pins."""

from prooftrail.http.openapi.document import describe_api, described, operations
from prooftrail.http.openapi.parts import Ground

__all__ = ["Ground", "describe_api", "described", "operations"]

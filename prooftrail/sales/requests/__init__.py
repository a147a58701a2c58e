"""The engine of requests from one team to another. See docs/requests.md."""

from prooftrail.sales.requests.actions.raise_request import RaiseRequest, raise_request

__all__ = ["RaiseRequest", "raise_request"]

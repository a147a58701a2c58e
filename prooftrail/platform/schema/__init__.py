"""Metadata to tables: what objects there are, and the immutable schema a transaction pins."""

from prooftrail.platform.schema.build import Schema, build_schema
from prooftrail.platform.schema.model import Apart, ObjectType, Shipped, choices, declare

__all__ = ["Apart", "ObjectType", "Schema", "Shipped", "build_schema", "choices", "declare"]

"""A link to one record of another object."""

from typing import Any
from uuid import UUID

from sqlalchemy import Column, Uuid

from prooftrail.platform.fields.base import MATCH, Field, FieldFault, FieldType, Parsing, Shape
from prooftrail.platform.fields.options import LINK, Option, object_name, taking
from prooftrail.platform.values import Json

ID_SHAPE: Shape = {"type": "string", "format": "uuid"}


class Reference(FieldType):
    """`{"id","label"}` read, an id written; `options.object` names the other object.

    The label is added where records are read, because it depends on the reader's scope, and
    `{"by": {field: value}}` is resolved where records are written, many at once.
    """

    key = "reference"
    operators = MATCH
    uniquable = True
    takes = taking(object=Option(object_name, needed=True)) | LINK

    def columns(self, field: Field) -> list[Column[Any]]:
        """One uuid column."""
        return [Column(field.column, Uuid)]

    def shape(self, field: Field) -> Shape:
        """Id and label; the bare id for the record's own."""
        return ID_SHAPE if field.name == "id" else {"$ref": "#/components/schemas/Reference"}

    def accepts(self, field: Field) -> Shape:
        """An id, what was read, or a field by which exactly one record is found."""
        return {"$ref": "#/components/schemas/ReferenceInput"}

    def parse(self, field: Field, value: Any, context: Parsing) -> dict[str, Any]:
        """An id, or what was read."""
        if isinstance(value, dict):
            value = value.get("id")
        return {field.column: identifier(value)}

    def bind(self, field: Field, value: Any, context: Parsing) -> Any:
        """An id."""
        return identifier(value)


def identifier(value: Any) -> UUID:
    """`value` as an id. Raises FieldFault."""
    if isinstance(value, UUID):
        return value
    try:
        return UUID(value) if isinstance(value, str) and len(value) == 36 else _refuse()
    except ValueError:
        return _refuse()


def _refuse() -> UUID:
    raise FieldFault("not_reference")


def target(field: Field) -> str:
    """The object a reference points to."""
    return str(field.options["object"])


def as_json(found: Any) -> Json:
    """An id as JSON."""
    return None if found is None else str(found)

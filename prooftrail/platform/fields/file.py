"""Files: handles owned by one record field."""

from typing import Any

from sqlalchemy import Column, Uuid
from sqlalchemy.dialects.postgresql import ARRAY

from prooftrail.platform.fields.base import Field, FieldFault, FieldType, Parsing, Shape
from prooftrail.platform.fields.options import Option, taking, whole
from prooftrail.platform.fields.reference import ID_SHAPE, identifier
from prooftrail.platform.values import Json

MOST = 20


class File(FieldType):
    """A list of handles; `options.most` at most (20)."""

    key = "file"
    operators = ("empty",)
    sortable = False
    files = True
    single = False
    takes = taking(most=Option(whole(1, MOST), "grow"))

    def columns(self, field: Field) -> list[Column[Any]]:
        """One array of handle ids."""
        return [Column(field.column, ARRAY(Uuid))]

    def shape(self, field: Field) -> Shape:
        """Every handle with what is known of its file."""
        return {"type": "array", "items": {"$ref": "#/components/schemas/File"}, "minItems": 1}

    def accepts(self, field: Field) -> Shape:
        """Ids of files handed in, or what was read."""
        read = {"type": "object", "properties": {"id": ID_SHAPE}, "required": ["id"]}
        one = {"anyOf": [ID_SHAPE, read]}
        return {"anyOf": [{"type": "array", "items": one, "maxItems": most_of(field)}, *one["anyOf"]]}

    def parse(self, field: Field, value: Any, context: Parsing) -> dict[str, Any]:
        """Ids, or what was read; one id stands for a list of one."""
        found = value if isinstance(value, list) else [value]
        most = most_of(field)
        if len(found) > most:
            raise FieldFault("too_many", limit=most)
        ids = [identifier(each.get("id") if isinstance(each, dict) else each) for each in found]
        return {field.column: list(dict.fromkeys(ids)) or None}

    def value(self, field: Field, row: Any) -> Json:
        """The ids."""
        found = row[field.column]
        return [str(each) for each in found] if found else None


def most_of(field: Field) -> int:
    """How many files the field holds at most."""
    if isinstance(field.type, File) and field.type.single:
        return 1
    return int(field.options.get("most", MOST))

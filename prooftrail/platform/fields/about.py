"""A link to a record of any object: what an activity, a file or a piece of evidence is about."""

from typing import Any
from uuid import UUID

from sqlalchemy import Column, ColumnElement, FromClause, Text, Uuid, case, func, literal_column

from prooftrail.platform.fields.base import Field, FieldFault, FieldType, Parsing, Shape
from prooftrail.platform.fields.reference import ID_SHAPE, identifier
from prooftrail.platform.values import NAME, Json


class About(FieldType):
    """`{"object","id"}`; filtered by the id alone, because ids are unique over all objects."""

    key = "about"
    operators = ("=", "in", "empty")
    sortable = False
    designable = False

    def columns(self, field: Field) -> list[Column[Any]]:
        """The id, and the object's name beside it."""
        return [Column(field.column, Uuid), Column(f"{field.column}_object", Text)]

    def shape(self, field: Field) -> Shape:
        """Any object's name, and an id."""
        parts = {"object": {"type": "string", "pattern": f"^{NAME.pattern}$"}, "id": ID_SHAPE}
        return {
            "type": "object",
            "properties": parts,
            "required": ["object", "id"],
            "additionalProperties": False,
        }

    def parse(self, field: Field, value: Any, context: Parsing) -> dict[str, Any]:
        """`{"object","id"}`."""
        if not isinstance(value, dict) or not NAME.fullmatch(str(value.get("object"))):
            raise FieldFault("not_about")
        return {field.column: identifier(value.get("id")), f"{field.column}_object": value["object"]}

    def bind(self, field: Field, value: Any, context: Parsing) -> UUID:
        """An id, or what was read."""
        return identifier(value.get("id") if isinstance(value, dict) else value)

    def value(self, field: Field, row: Any) -> Json:
        """`{"object","id"}`."""
        found = row[field.column]
        return None if found is None else {"object": row[f"{field.column}_object"], "id": str(found)}

    def output(self, field: Field, table: FromClause) -> ColumnElement[Any]:
        """The same shape from SQL."""
        found = table.c[field.column]
        shape = func.json_build_object("object", table.c[f"{field.column}_object"], "id", found)
        return case((found.is_not(None), shape), else_=literal_column("null::json"))

"""Yes or no."""

from typing import Any

from sqlalchemy import Boolean as SqlBoolean
from sqlalchemy import Column

from prooftrail.platform.fields.base import MATCH, Field, FieldFault, FieldType, Parsing, Shape
from prooftrail.platform.values import Json

_WORDS = {
    "true": True,
    "yes": True,
    "1": True,
    "是": True,
    "false": False,
    "no": False,
    "0": False,
    "否": False,
}


class Boolean(FieldType):
    """`true` or `false`."""

    key = "boolean"
    operators = MATCH

    def columns(self, field: Field) -> list[Column[Any]]:
        """One boolean column."""
        return [Column(field.column, SqlBoolean)]

    def shape(self, field: Field) -> Shape:
        """A JSON boolean."""
        return {"type": "boolean"}

    def parse(self, field: Field, value: Any, context: Parsing) -> dict[str, Any]:
        """JSON booleans only."""
        if not isinstance(value, bool):
            raise FieldFault("not_boolean")
        return {field.column: value}

    def value(self, field: Field, row: Any) -> Json:
        """The boolean itself."""
        found = row[field.column]
        return None if found is None else bool(found)

    def read(self, field: Field, text: str, context: Parsing) -> Any:
        """是/否, yes/no, true/false, 1/0."""
        try:
            return _WORDS[text.strip().lower()]
        except KeyError:
            raise FieldFault("not_boolean") from None

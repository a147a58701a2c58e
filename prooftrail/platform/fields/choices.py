"""Several of a list."""

from typing import Any

from sqlalchemy import Column, Text
from sqlalchemy.dialects.postgresql import ARRAY

from prooftrail.platform.fields.base import Field, FieldFault, FieldType, Parsing, Shape
from prooftrail.platform.fields.choice import chosen, key_shape, offered
from prooftrail.platform.fields.options import CHOICES
from prooftrail.platform.values import Json


class Choices(FieldType):
    """Keys of `options.choices`, each once, in the order given."""

    key = "choices"
    operators = ("contains", "empty")
    sortable = False
    several = True
    takes = CHOICES

    def columns(self, field: Field) -> list[Column[Any]]:
        """One text array column."""
        return [Column(field.column, ARRAY(Text))]

    def shape(self, field: Field) -> Shape:
        """Keys, each once."""
        return {
            "type": "array",
            "items": {"type": "string"},
            "minItems": 1,
            "x-choices": list(offered(field)),
        }

    def accepts(self, field: Field) -> Shape:
        """Keys on offer."""
        return {"type": "array", "items": key_shape(field)}

    def parse(self, field: Field, value: Any, context: Parsing) -> dict[str, Any]:
        """A list of keys."""
        if not isinstance(value, list):
            raise FieldFault("not_list")
        return {field.column: list(dict.fromkeys(chosen(field, key) for key in value)) or None}

    def bind(self, field: Field, value: Any, context: Parsing) -> Any:
        """One key, for `contains`."""
        return chosen(field, value)

    def value(self, field: Field, row: Any) -> Json:
        """The list of keys."""
        found = row[field.column]
        return list(found) if found else None

    def read(self, field: Field, text: str, context: Parsing) -> Any:
        """Keys divided by `;` or `、`."""
        return [part.strip() for part in text.replace("、", ";").split(";") if part.strip()]

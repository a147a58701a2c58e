"""One of a list. Keys never change, labels may."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Column, Text

from prooftrail.platform.fields.base import MATCH, Field, FieldFault, FieldType, Parsing, Shape
from prooftrail.platform.fields.options import CHOICES, INDEXED
from prooftrail.platform.values import Json

LONGEST = 100


class Choice(FieldType):
    """A key of `options.choices` (`[{"key","label":{"zh","en"}}]`); `options.open` takes any key."""

    key = "choice"
    operators = MATCH
    takes = CHOICES | INDEXED

    def columns(self, field: Field) -> list[Column[Any]]:
        """One text column with the key."""
        return [Column(field.column, Text)]

    def shape(self, field: Field) -> Shape:
        """A key; also one that is no longer offered."""
        return {"type": "string", "minLength": 1, "maxLength": LONGEST, "x-choices": list(offered(field))}

    def accepts(self, field: Field) -> Shape:
        """A key on offer, or any where the list is open."""
        return key_shape(field)

    def parse(self, field: Field, value: Any, context: Parsing) -> dict[str, Any]:
        """The key."""
        return {field.column: chosen(field, value)}

    def bind(self, field: Field, value: Any, context: Parsing) -> Any:
        """A key, also one that is no longer offered."""
        if not isinstance(value, str) or len(value) > LONGEST or "\x00" in value:
            raise FieldFault("not_choice", choices=keys(field))
        return value.encode("utf-8", "replace").decode()

    def read(self, field: Field, text: str, context: Parsing) -> Any:
        """A key, or either label."""
        for choice in field.options.get("choices", []):
            if text.strip() in (choice["key"], choice["label"]["zh"], choice["label"]["en"]):
                return choice["key"]
        return text.strip()


def keys(field: Field) -> list[Json]:
    """The keys on offer."""
    return [choice["key"] for choice in field.options.get("choices", [])]


def offered(field: Field) -> Sequence[Json]:
    """The choices with their labels."""
    found: Sequence[Json] = field.options.get("choices", [])
    return found


def key_shape(field: Field) -> Shape:
    """The JSON Schema of one key as it may be written."""
    if field.options.get("open") or not keys(field):
        return {"type": "string", "minLength": 1, "maxLength": LONGEST, "x-choices": list(offered(field))}
    return {"type": "string", "enum": keys(field), "x-choices": list(offered(field))}


def chosen(field: Field, value: Any) -> str:
    """`value`, if it is on offer. Raises FieldFault."""
    if not isinstance(value, str) or (value not in keys(field) and not field.options.get("open")):
        raise FieldFault("not_choice", choices=keys(field)[:20])
    if len(value) > LONGEST or not value.isprintable():
        raise FieldFault("not_choice", choices=keys(field)[:20])
    return value

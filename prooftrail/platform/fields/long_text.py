"""Text of several lines."""

from typing import Any

from sqlalchemy import Column
from sqlalchemy import Text as SqlText

from prooftrail.platform.fields.base import Field, FieldFault, FieldType, Parsing, Shape, clean_text
from prooftrail.platform.fields.options import Option, taking, whole

LIMIT = 20_000


class LongText(FieldType):
    """Paragraphs; `options.limit` characters at most (20,000). Found by words, never sorted."""

    key = "long_text"
    operators = ("contains", "empty")
    sortable = False
    takes = taking(limit=Option(whole(1, LIMIT), "grow"))

    def columns(self, field: Field) -> list[Column[Any]]:
        """One text column."""
        return [Column(field.column, SqlText)]

    def shape(self, field: Field) -> Shape:
        """Any text but NUL."""
        limit = int(field.options.get("limit", LIMIT))
        return {"type": "string", "maxLength": limit, "pattern": r"^[^\x00]*$"}

    def parse(self, field: Field, value: Any, context: Parsing) -> dict[str, Any]:
        """Line ends made equal, outer white space removed."""
        text = clean_text(value).replace("\r\n", "\n").replace("\r", "\n").strip()
        limit = int(field.options.get("limit", LIMIT))
        if len(text) > limit:
            raise FieldFault("too_long", limit=limit, length=len(text))
        return {field.column: text or None}

    def bind(self, field: Field, value: Any, context: Parsing) -> Any:
        """The words as typed."""
        return clean_text(value)

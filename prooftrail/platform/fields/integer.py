"""Whole numbers."""

from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Column

from prooftrail.platform.fields.base import Field, FieldFault, FieldType, Parsing, Shape
from prooftrail.platform.fields.numbers import exact, loose
from prooftrail.platform.fields.options import INDEXED
from prooftrail.platform.values import Json

LIMIT = Decimal(2**53)
"""Past this a JSON number is no longer exact in a browser."""


class Integer(FieldType):
    """A whole number a browser can hold exactly."""

    key = "integer"
    uniquable = True
    takes = INDEXED

    def columns(self, field: Field) -> list[Column[Any]]:
        """One bigint column."""
        return [Column(field.column, BigInteger)]

    def shape(self, field: Field) -> Shape:
        """A JSON integer."""
        return {"type": "integer", "minimum": 1 - int(LIMIT), "maximum": int(LIMIT) - 1}

    def parse(self, field: Field, value: Any, context: Parsing) -> dict[str, Any]:
        """An int, or text of one."""
        return {field.column: int(exact(value, 0, LIMIT))}

    def value(self, field: Field, row: Any) -> Json:
        """The number itself."""
        found = row[field.column]
        return None if found is None else int(found)

    def read(self, field: Field, text: str, context: Parsing) -> Any:
        """`1,234` and `1234.0` are 1234."""
        digits = loose(text)
        whole, _, places = digits.partition(".")
        if places.strip("0"):
            raise FieldFault("too_many_places", places=0)
        return whole

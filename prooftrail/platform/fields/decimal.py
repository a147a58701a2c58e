"""Exact decimal numbers."""

from decimal import Decimal as Exact
from typing import Any

from sqlalchemy import Column, ColumnElement, FromClause, Numeric, Text, func

from prooftrail.platform.fields.base import Field, FieldType, Parsing, Shape
from prooftrail.platform.fields.numbers import exact, loose, plain
from prooftrail.platform.fields.options import INDEXED, Option, taking, whole
from prooftrail.platform.values import Json

PLACES = 10
LIMIT = Exact(10) ** 18


class Decimal(FieldType):
    """A decimal of `options.places` places (10 at most), below 10^18; a string in JSON."""

    key = "decimal"
    uniquable = True
    takes = taking(places=Option(whole(0, PLACES), "grow")) | INDEXED

    def columns(self, field: Field) -> list[Column[Any]]:
        """One numeric column."""
        return [Column(field.column, Numeric(28, PLACES))]

    def shape(self, field: Field) -> Shape:
        """Digits without trailing zeros."""
        return {"type": "string", "pattern": rf"^-?\d{{1,18}}(\.\d{{1,{places_of(field)}}})?$"}

    def accepts(self, field: Field) -> Shape:
        """Digits, or a JSON number."""
        return {"anyOf": [self.shape(field), {"type": "number"}]}

    def parse(self, field: Field, value: Any, context: Parsing) -> dict[str, Any]:
        """A number, or text of one."""
        return {field.column: exact(value, places_of(field), LIMIT)}

    def value(self, field: Field, row: Any) -> Json:
        """Without trailing zeros."""
        found = row[field.column]
        return None if found is None else plain(found)

    def output(self, field: Field, table: FromClause) -> ColumnElement[Any]:
        """Text without trailing zeros, so that no reader loses places."""
        return func.trim_scale(table.c[field.column]).cast(Text)

    def read(self, field: Field, text: str, context: Parsing) -> Any:
        """`1,234.5` is 1234.5."""
        return loose(text)


def places_of(field: Field) -> int:
    """How many decimal places the field keeps."""
    return min(int(field.options.get("places", PLACES)), PLACES)

"""A position on earth, with its datum and how exact it was."""

from decimal import Decimal
from typing import Any

from sqlalchemy import Column, ColumnElement, FromClause, Numeric, Text, case, func, literal_column

from prooftrail.platform.fields.base import Field, FieldFault, FieldType, Parsing, Shape
from prooftrail.platform.fields.numbers import read_number
from prooftrail.platform.values import Json

DATUMS = ("WGS84", "GCJ02")


class Place(FieldType):
    """`{"lat","lng","datum":"WGS84|GCJ02","accuracy_m"}`, kept as it was measured."""

    key = "place"
    operators = ("empty",)
    sortable = False

    def columns(self, field: Field) -> list[Column[Any]]:
        """Latitude, longitude (seven places, about a centimetre), datum, accuracy in metres."""
        name = field.column
        return [
            Column(name, Numeric(10, 7)),
            Column(f"{name}_lng", Numeric(10, 7)),
            Column(f"{name}_datum", Text),
            Column(f"{name}_accuracy", Numeric(9, 1)),
        ]

    def shape(self, field: Field) -> Shape:
        """Coordinates as JSON numbers."""
        return {"$ref": "#/components/schemas/Place"}

    def accepts(self, field: Field) -> Shape:
        """Datum and accuracy may be left out."""
        return {"$ref": "#/components/schemas/PlaceInput"}

    def parse(self, field: Field, value: Any, context: Parsing) -> dict[str, Any]:
        """`datum` is WGS84 unless said; `accuracy_m` may be missing."""
        if not isinstance(value, dict) or set(value) - {"lat", "lng", "datum", "accuracy_m"}:
            raise FieldFault("not_place")
        datum = value.get("datum", "WGS84")
        if datum not in DATUMS:
            raise FieldFault("not_place")
        name, accuracy = field.column, value.get("accuracy_m")
        return {
            name: _measure(value.get("lat"), 90, 7),
            f"{name}_lng": _measure(value.get("lng"), 180, 7),
            f"{name}_datum": datum,
            f"{name}_accuracy": None if accuracy is None else _measure(accuracy, 10_000_000, 1, least=0),
        }

    def value(self, field: Field, row: Any) -> Json:
        """Numbers as text, so that one place has one spelling."""
        name = field.column
        if row[name] is None:
            return None
        accuracy = row[f"{name}_accuracy"]
        return {
            "lat": format(row[name], ".7f"),
            "lng": format(row[f"{name}_lng"], ".7f"),
            "datum": row[f"{name}_datum"],
            "accuracy_m": None if accuracy is None else format(accuracy, ".1f"),
        }

    def output(self, field: Field, table: FromClause) -> ColumnElement[Any]:
        """Coordinates are JSON numbers."""
        name = field.column
        columns = table.c
        shape = func.json_build_object(
            "lat", func.trim_scale(columns[name]),
            "lng", func.trim_scale(columns[f"{name}_lng"]),
            "datum", columns[f"{name}_datum"],
            "accuracy_m", func.trim_scale(columns[f"{name}_accuracy"]),
        )  # fmt: skip
        return case((columns[name].is_not(None), shape), else_=literal_column("null::json"))

    def read(self, field: Field, text: str, context: Parsing) -> Any:
        """`29.87,121.55` in WGS 84."""
        lat, divider, lng = text.replace("，", ",").partition(",")
        if not divider:
            raise FieldFault("not_place")
        return {"lat": lat.strip(), "lng": lng.strip()}


def _measure(value: Any, limit: int, places: int, *, least: int | None = None) -> Decimal:
    number = read_number(value)
    if number is None or not (-limit if least is None else least) <= number <= limit:
        raise FieldFault("not_place")
    return number.quantize(Decimal(1).scaleb(-places)) + 0  # no negative zero: one place has one spelling

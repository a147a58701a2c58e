"""Company dates: a day in the workspace's zone."""

import re
from datetime import date
from typing import Any

from sqlalchemy import Column
from sqlalchemy import Date as SqlDate

from prooftrail.platform.fields.base import Field, FieldFault, FieldType, Parsing, Shape
from prooftrail.platform.fields.options import INDEXED
from prooftrail.platform.values import Json

YEAR_FIRST = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
MONTH_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


class Date(FieldType):
    """`YYYY-MM-DD`, years 1900 to 9999."""

    key = "date"
    uniquable = True
    takes = INDEXED

    def columns(self, field: Field) -> list[Column[Any]]:
        """One date column."""
        return [Column(field.column, SqlDate)]

    def shape(self, field: Field) -> Shape:
        """ISO."""
        return {"type": "string", "format": "date", "pattern": r"^(19|[2-9]\d)\d{2}-\d{2}-\d{2}$"}

    def parse(self, field: Field, value: Any, context: Parsing) -> dict[str, Any]:
        """ISO only: other spellings are a file's business."""
        if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
            raise FieldFault("not_date")
        return {field.column: _day(*(int(part) for part in value.split("-")))}

    def value(self, field: Field, row: Any) -> Json:
        """ISO."""
        found = row[field.column]
        return None if found is None else found.isoformat()

    def read(self, field: Field, text: str, context: Parsing) -> Any:
        """`2017/3/1`, `2017年3月1日` and, month first, `3/1/2017`."""
        text = text.strip().split(" ")[0].split("T")[0]
        if found := YEAR_FIRST.fullmatch(text):
            year, month, day = (int(part) for part in found.groups())
        elif found := MONTH_FIRST.fullmatch(text):
            month, day, year = (int(part) for part in found.groups())
        else:
            raise FieldFault("not_date")
        return _day(year, month, day).isoformat()


def _day(year: int, month: int, day: int) -> date:
    try:
        found = date(year, month, day)
    except ValueError:
        raise FieldFault("not_date") from None
    if year < 1900:
        raise FieldFault("not_date")
    return found

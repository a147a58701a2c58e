"""Instants, kept with their zone."""

import re
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, DateTime

from prooftrail.platform.fields.base import Field, FieldFault, FieldType, Parsing, Shape
from prooftrail.platform.fields.options import INDEXED
from prooftrail.platform.values import Json

LOOSE = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?", re.ASCII
)


class Time(FieldType):
    """RFC 3339 with zone, to the microsecond."""

    key = "time"
    takes = INDEXED

    def columns(self, field: Field) -> list[Column[Any]]:
        """One timestamptz column."""
        return [Column(field.column, DateTime(timezone=True))]

    def shape(self, field: Field) -> Shape:
        """RFC 3339."""
        return {"type": "string", "format": "date-time"}

    def parse(self, field: Field, value: Any, context: Parsing) -> dict[str, Any]:
        """Refuses a time without zone."""
        return {field.column: instant(value)}

    def value(self, field: Field, row: Any) -> Json:
        """In UTC, so that one instant has one spelling."""
        found = row[field.column]
        return None if found is None else found.astimezone(UTC).isoformat()

    def read(self, field: Field, text: str, context: Parsing) -> Any:
        """`2017/3/1 8:00` too; a day alone is its first moment. A time without zone is the workspace's."""
        said = LOOSE.fullmatch(text.strip())
        try:
            if said is None:
                found = datetime.fromisoformat(text.strip())
            else:
                found = datetime(*(int(part or 0) for part in said.groups()))  # type: ignore[arg-type]
        except ValueError:
            raise FieldFault("not_time") from None
        return (found if found.tzinfo else found.replace(tzinfo=context.zone)).isoformat()


def instant(value: Any) -> datetime:
    """An aware datetime between the years 1900 and 9998. Raises FieldFault."""
    if isinstance(value, datetime):
        return value
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) and len(value) >= 16 else None
        found = found.astimezone(UTC) if found and found.tzinfo else None
    except (ValueError, OverflowError):
        found = None
    if found is None or not 1900 <= found.year <= 9998:
        raise FieldFault("not_time")
    return found

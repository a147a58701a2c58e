"""Instants, kept with their zone."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, DateTime

from prooftrail.platform.fields.base import Field, FieldFault, FieldType, Parsing, Shape
from prooftrail.platform.values import Json


class Time(FieldType):
    """RFC 3339 with zone, to the microsecond."""

    key = "time"

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
        """A time without zone is the workspace's."""
        try:
            found = datetime.fromisoformat(text.strip().replace("/", "-"))
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

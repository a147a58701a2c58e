"""When a work item is due, and which quarter it counts in. Stands on the working calendar."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from prooftrail.platform.calendar.rules.working import (
    Calendar,
    add_working_days,
    add_working_time,
    working_time,
)

LONGEST_HOURS = 24 * 366
KEYS = {"hours", "days", "minutes", "in"}


def is_length(said: Any) -> bool:
    """Whether something says a length: `{"hours": 24, "in": "working"}`, `{"days": 3}`; zero is one."""
    if not isinstance(said, Mapping) or not said or set(said) - KEYS:
        return False
    if said.get("in", "calendar") not in ("calendar", "working"):
        return False
    numbers = [said[name] for name in ("hours", "days", "minutes") if name in said]
    good = all(isinstance(each, int) and not isinstance(each, bool) and each >= 0 for each in numbers)
    return good and len(numbers) == 1 and numbers[0] <= LONGEST_HOURS


def end_of(start: datetime, length: Mapping[str, Any], calendar: Calendar) -> datetime:
    """When a length that began at an instant is over.

    Working days end with the hours of their last day; an instant that is due at once stays as it is.
    """
    working = length.get("in", "calendar") == "working"
    if "days" in length and working and length["days"]:
        day = add_working_days(calendar, start.astimezone(calendar.zone).date(), length["days"])
        spans = calendar.spans(day)
        return spans[-1][1] if spans else datetime.combine(day, time(23, 59), calendar.zone).astimezone(UTC)
    if "days" in length:
        return start + timedelta(days=length["days"])
    span = timedelta(hours=length.get("hours", 0), minutes=length.get("minutes", 0))
    return add_working_time(calendar, start, span) if working else start + span


def working_hours(calendar: Calendar, start: datetime, end: datetime) -> Decimal:
    """Hours worked from one instant to a later one, to the hundredth."""
    seconds = Decimal(max(0, int(working_time(calendar, start, end).total_seconds())))
    return (seconds / 3600).quantize(Decimal("0.01"))


def quarter_start(day: date) -> date:
    """The first day of a day's quarter."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)

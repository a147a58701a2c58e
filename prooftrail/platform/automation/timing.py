"""When a schedule is due, and from where a wait must have begun to be over now. Pure."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from prooftrail.platform.calendar.rules.working import (
    Calendar,
    add_working_days,
    add_working_time,
    latest_start,
    latest_start_day,
)

DAY = timedelta(days=1)
FURTHEST = 800
"""Days a schedule is looked for; then there is none."""
LEAST = timedelta(microseconds=1)


def last_due(when: Mapping[str, Any], now: datetime, calendar: Calendar) -> datetime | None:
    """The last moment at or before `now` at which a schedule was due."""
    day = now.astimezone(calendar.zone).date()
    for _ in range(FURTHEST):
        found = [each for each in _moments(when, day, calendar) if each <= now]
        if found:
            return found[-1]
        day -= DAY
    return None


def next_due(when: Mapping[str, Any], after: datetime, calendar: Calendar) -> datetime | None:
    """The first moment after another at which a schedule is due."""
    day = after.astimezone(calendar.zone).date()
    for _ in range(FURTHEST):
        found = next((each for each in _moments(when, day, calendar) if each > after), None)
        if found is not None:
            return found
        day += DAY
    return None


def _moments(when: Mapping[str, Any], day: date, calendar: Calendar) -> Iterator[datetime]:
    """When a schedule is due on a day, in order."""
    if not _is_its_day(when, day, calendar):
        return
    hour, minute = (int(part) for part in when["at"].split(":"))
    for each in range(24) if when["every"] == "hour" else (hour,):
        yield datetime.combine(day, time(each, minute), calendar.zone).astimezone(UTC)


def _is_its_day(when: Mapping[str, Any], day: date, calendar: Calendar) -> bool:
    working = bool(when.get("working_days"))
    if when["every"] in ("hour", "day"):
        return not working or calendar.is_working_day(day)
    if not working:
        return _is_named(when, day)
    if not calendar.is_working_day(day):
        return False
    while not _is_named(when, day):  # the first worked day from the one that is named
        day -= DAY
        if calendar.is_working_day(day):
            return False
    return True


def _is_named(when: Mapping[str, Any], day: date) -> bool:
    if when["every"] == "week":
        return day.isoweekday() == (when.get("weekday") or 1)
    last = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - DAY
    return day.day == min(when.get("day") or 1, last.day)


def began_by(span: Mapping[str, Any], within: str, now: datetime, calendar: Calendar) -> datetime:
    """The latest moment a wait may have begun at that is over at `now`.

    Hours and calendar days are counted from the moment; of working days as many must be over as are asked
    for after the day it began on.
    """
    if within == "calendar":
        return now - timedelta(hours=span.get("hours") or 24 * span["days"])
    if "hours" in span:
        return latest_start(calendar, now, timedelta(hours=span["hours"]))
    today = now.astimezone(calendar.zone).date()
    day = latest_start_day(calendar, today - DAY, span["days"])
    return _midnight(day + DAY, calendar.zone) - LEAST


def over_at(span: Mapping[str, Any], within: str, began: datetime, calendar: Calendar) -> datetime:
    """When a wait that began at a moment is over."""
    if within == "calendar":
        return began + timedelta(hours=span.get("hours") or 24 * span["days"])
    if "hours" in span:
        return add_working_time(calendar, began, timedelta(hours=span["hours"]))
    day = add_working_days(calendar, began.astimezone(calendar.zone).date(), span["days"])
    return _midnight(day + DAY, calendar.zone)


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)

"""Working time: from when to when it is, what is due when, and, turned round, what has just become due.

Instants are aware and answers in UTC; days are company dates. Pure.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo

_DAY = timedelta(days=1)
NONE = timedelta(0)
FURTHEST = 3_700
"""Days that are looked through for the next one that is worked; then there is none."""


@dataclass(frozen=True, slots=True)
class Shift:
    """Hours of one day in minutes after midnight, by the wall clock; 1440 is its end."""

    start: int
    end: int


@dataclass(frozen=True)
class Calendar:
    """A company's hours. `week` has seven days from Monday, `days` what differs: True is worked.

    A day that is worked though its weekday is not has the hours of `make_up`.
    """

    zone: tzinfo
    week: Sequence[Sequence[Shift]]
    make_up: Sequence[Shift]
    days: Mapping[date, bool] = field(default_factory=dict)

    def is_working_day(self, day: date) -> bool:
        """Whether the day is worked."""
        return self.days.get(day, bool(self.week[day.weekday()]))

    def hours(self, day: date) -> Sequence[Shift]:
        """The hours of a day; none where it is not worked."""
        return (self.week[day.weekday()] or self.make_up) if self.is_working_day(day) else ()

    def spans(self, day: date) -> list[tuple[datetime, datetime]]:
        """The hours of a day as instants, in order."""
        found = [(_at(day, each.start, self.zone), _at(day, each.end, self.zone)) for each in self.hours(day)]
        return [(start, end) for start, end in found if start < end]


class NeverWorked(Exception):
    """No day that is worked lies near: the calendar has none."""


def working_time(calendar: Calendar, start: datetime, end: datetime) -> timedelta:
    """How much is worked from one instant to another; negative where the second is the earlier."""
    if end < start:
        return -working_time(calendar, end, start)
    day, last = _day(calendar, start) - _DAY, _day(calendar, end) + _DAY
    found = NONE
    while day <= last:
        for since, until in calendar.spans(day):
            found += max(min(until, end) - max(since, start), NONE)
        day += _DAY
    return found


def add_working_time(calendar: Calendar, start: datetime, length: timedelta) -> datetime:
    """When something is due: the first instant by which so much was worked since the start."""
    left, at = length, start.astimezone(UTC)
    if left <= NONE:
        return at
    for since, until in _onward(calendar, start):
        since = max(since, at)
        if until <= since:
            continue
        if left <= until - since:
            return since + left
        left -= until - since
    raise NeverWorked


def latest_start(calendar: Calendar, now: datetime, length: timedelta) -> datetime:
    """The latest start that is due at `now`: what started by then is due, what started later is not."""
    left, at = length, now.astimezone(UTC)
    if left <= NONE:
        return at
    for since, until in _back(calendar, now):
        until = min(until, at)
        if until <= since:
            continue
        if left <= until - since:
            return until - left
        left -= until - since
    raise NeverWorked


def add_working_days(calendar: Calendar, day: date, count: int) -> date:
    """The day on which something is due: so many working days after a day, which does not count itself."""
    for _ in range(count, 0, -1):
        day = _next(calendar, day + _DAY, _DAY)
    return day


def latest_start_day(calendar: Calendar, day: date, count: int) -> date:
    """The latest day from which so many working days are over on `day`."""
    for _ in range(count, 0, -1):
        day = _next(calendar, day, -_DAY) - _DAY
    return day


def working_days(calendar: Calendar, start: date, end: date) -> int:
    """How many working days come after one day up to another, that one too."""
    days = (start + timedelta(days=at + 1) for at in range((end - start).days))
    return sum(calendar.is_working_day(day) for day in days)


def _next(calendar: Calendar, day: date, step: timedelta) -> date:
    for _ in range(FURTHEST):
        if calendar.is_working_day(day):
            return day
        day += step
    raise NeverWorked


def _onward(calendar: Calendar, start: datetime) -> Iterator[tuple[datetime, datetime]]:
    day, idle = _day(calendar, start) - _DAY, 0
    while idle < FURTHEST:
        found = calendar.spans(day)
        idle = 0 if found else idle + 1
        yield from found
        day += _DAY


def _back(calendar: Calendar, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    day, idle = _day(calendar, end) + _DAY, 0
    while idle < FURTHEST:
        found = calendar.spans(day)
        idle = 0 if found else idle + 1
        yield from reversed(found)
        day -= _DAY


def _day(calendar: Calendar, instant: datetime) -> date:
    if instant.tzinfo is None:
        raise ValueError("an instant needs a zone")
    return instant.astimezone(calendar.zone).date()


def _at(day: date, minutes: int, zone: tzinfo) -> datetime:
    if minutes >= 1440:
        return datetime.combine(day + _DAY, time(), zone).astimezone(UTC)
    return datetime.combine(day, time(minutes // 60, minutes % 60), zone).astimezone(UTC)

"""Working time: by example over the Spring Festival, and what always holds."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prooftrail.platform.calendar.rules.working import (
    Calendar,
    NeverWorked,
    Shift,
    add_working_days,
    add_working_time,
    latest_start,
    latest_start_day,
    working_days,
    working_time,
)

OFFICE = (Shift(9 * 60, 12 * 60), Shift(13 * 60 + 30, 18 * 60))
WEEK = (OFFICE,) * 5 + ((), ())
FESTIVAL = {date(2026, 2, 15 + at): False for at in range(9)}
"""15 to 23 February 2026, off; the Saturdays of 14 and 28 February are worked for it."""
MAKE_UP = {date(2026, 2, 14): True, date(2026, 2, 28): True}
SHANGHAI = ZoneInfo("Asia/Shanghai")
CHINA = Calendar(SHANGHAI, WEEK, OFFICE, FESTIVAL | MAKE_UP)
ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC")
HOUR = timedelta(hours=1)


def at(said: str) -> datetime:
    """An instant by Shanghai's clocks."""
    return datetime.fromisoformat(said).replace(tzinfo=SHANGHAI)


def test_days_of_the_festival() -> None:
    """Holidays are off, make-up Saturdays are worked, other weekends are not."""
    assert CHINA.is_working_day(date(2026, 2, 14)) and CHINA.is_working_day(date(2026, 2, 28))
    assert not CHINA.is_working_day(date(2026, 2, 17)) and not CHINA.is_working_day(date(2026, 2, 21))
    assert CHINA.is_working_day(date(2026, 2, 24)) and not CHINA.is_working_day(date(2026, 3, 1))


def test_hours_over_the_festival() -> None:
    """24 hours from the 13th at 15:00: 3, 7.5 on the make-up Saturday, 7.5, and 6 on the 25th."""
    start, due = at("2026-02-13 15:00"), at("2026-02-25 16:30")
    assert add_working_time(CHINA, start, 24 * HOUR) == due
    assert working_time(CHINA, start, due) == 24 * HOUR
    assert latest_start(CHINA, due, 24 * HOUR) == start


def test_three_days_after_the_eve() -> None:
    """Three working days after Friday the 13th: the make-up Saturday, Tuesday, Wednesday."""
    assert add_working_days(CHINA, date(2026, 2, 13), 3) == date(2026, 2, 25)
    assert working_days(CHINA, date(2026, 2, 13), date(2026, 2, 25)) == 3
    assert latest_start_day(CHINA, date(2026, 2, 25), 3) == date(2026, 2, 13)
    assert latest_start_day(CHINA, date(2026, 2, 24), 3) == date(2026, 2, 12)


def test_the_minute_it_is_due() -> None:
    """Eight hours begun at nine are 7.5 of that day and the first half hour of the next."""
    start = at("2026-03-02 09:00")
    due = add_working_time(CHINA, start, 8 * HOUR)
    assert due == at("2026-03-03 09:30")
    assert latest_start(CHINA, due, 8 * HOUR) == start
    assert latest_start(CHINA, due - timedelta(minutes=1), 8 * HOUR) < start


def test_nothing_is_ever_worked() -> None:
    """A calendar without hours is found out, not counted for ever."""
    empty = Calendar(SHANGHAI, ((),) * 7, (), {})
    for counted in (add_working_time, latest_start):
        with pytest.raises(NeverWorked):
            counted(empty, at("2026-03-02 09:00"), HOUR)
    with pytest.raises(NeverWorked):
        add_working_days(empty, date(2026, 3, 2), 1)
    assert working_time(empty, at("2026-03-02 09:00"), at("2026-04-02 09:00")) == timedelta(0)


def test_clocks_that_change() -> None:
    """A night shift over the hour that is left out is an hour shorter."""
    nights = Calendar(ZoneInfo("Europe/Berlin"), ((Shift(0, 360),),) * 7, (), {})
    start, end = (datetime(2026, 3, day, tzinfo=UTC) for day in (28, 31))
    assert working_time(nights, start, end) == timedelta(hours=5 + 5 + 6 + 2)


calendars = st.builds(
    lambda zone, days: Calendar(ZoneInfo(zone), WEEK, OFFICE, days),
    st.sampled_from(ZONES),
    st.dictionaries(st.dates(date(2026, 2, 1), date(2026, 4, 30)), st.booleans(), max_size=20),
)
instants = st.datetimes(datetime(2026, 2, 1), datetime(2026, 4, 30), timezones=st.just(UTC))
lengths = st.integers(0, 60 * 60 * 120).map(lambda seconds: timedelta(seconds=seconds))


@given(calendars, instants, lengths)
def test_due_is_when_so_much_was_worked(calendar: Calendar, start: datetime, length: timedelta) -> None:
    """Exactly so much lies between, and a moment earlier less."""
    due = add_working_time(calendar, start, length)
    assert working_time(calendar, start, due) == length
    if length:
        assert working_time(calendar, start, due - timedelta(seconds=1)) < length


@given(calendars, instants, lengths, instants)
def test_turned_round(calendar: Calendar, now: datetime, length: timedelta, start: datetime) -> None:
    """A start is due at `now` if, and only if, it is no later than the latest start."""
    latest = latest_start(calendar, now, length)
    assert (add_working_time(calendar, start, length) <= now) == (start <= latest)
    assert add_working_time(calendar, latest, length) <= now


@given(calendars, instants, instants, lengths)
def test_later_is_never_due_sooner(calendar: Calendar, a: datetime, b: datetime, length: timedelta) -> None:
    """What starts later is due later or at the same time; what takes longer, too; so turned round."""
    first, second = sorted((a, b))
    assert add_working_time(calendar, first, length) <= add_working_time(calendar, second, length)
    assert latest_start(calendar, first, length) <= latest_start(calendar, second, length)
    assert add_working_time(calendar, a, length) <= add_working_time(calendar, a, length + HOUR)
    assert working_time(calendar, a, b) == -working_time(calendar, b, a)


@given(calendars, st.dates(date(2026, 2, 1), date(2026, 4, 30)), st.integers(0, 15),
       st.dates(date(2026, 2, 1), date(2026, 4, 30)))  # fmt: skip
def test_days_turned_round(calendar: Calendar, day: date, count: int, start: date) -> None:
    """The same of whole days."""
    due = add_working_days(calendar, start, count)
    assert working_days(calendar, start, due) == count
    assert (due <= day) == (start <= latest_start_day(calendar, day, count))

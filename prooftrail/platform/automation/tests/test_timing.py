"""Schedules and waits, by examples and as inverses of each other."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prooftrail.platform.automation.timing import began_by, last_due, next_due, over_at
from prooftrail.platform.calendar.rules.working import Calendar, Shift

ZONE = ZoneInfo("Asia/Shanghai")
OFFICE = (Shift(540, 720), Shift(810, 1080))
WEEK = [OFFICE] * 5 + [(), ()]
CALENDAR = Calendar(ZONE, WEEK, OFFICE, {date(2026, 10, 1): False, date(2026, 10, 2): False})


def at(said: str) -> datetime:
    return datetime.fromisoformat(said).replace(tzinfo=ZONE).astimezone(UTC)


SCHEDULES = [
    ({"every": "day", "at": "08:25"}, "2026-09-29T08:25", "2026-09-30T08:25"),
    ({"every": "day", "at": "08:25", "working_days": True}, "2026-09-30T09:00", "2026-10-05T08:25"),
    ({"every": "hour", "at": "00:30"}, "2026-09-30T09:10", "2026-09-30T09:30"),
    ({"every": "week", "at": "09:00", "weekday": 5}, "2026-09-28T09:00", "2026-10-02T09:00"),
    ({"every": "week", "at": "09:00", "weekday": 4, "working_days": True}, "2026-09-28T09:00",
     "2026-10-05T09:00"),
    ({"every": "month", "at": "00:00", "day": 31}, "2026-09-01T00:00", "2026-09-30T00:00"),
]  # fmt: skip


@pytest.mark.parametrize(("when", "after", "due"), SCHEDULES)
def test_when_a_schedule_is_due_next(when: dict[str, object], after: str, due: str) -> None:
    assert next_due(when, at(after), CALENDAR) == at(due)
    assert last_due(when, at(due), CALENDAR) == at(due)


WAITS = [
    ({"hours": 72}, "calendar", "2026-09-28T09:00", "2026-10-01T09:00"),
    ({"days": 7}, "calendar", "2026-09-28T09:30", "2026-10-05T09:30"),
    ({"hours": 8}, "working", "2026-09-30T13:30", "2026-10-05T14:00"),
    ({"days": 3}, "working", "2026-09-28T10:00", "2026-10-06T00:00"),
]


@pytest.mark.parametrize(("span", "within", "began", "over"), WAITS)
def test_when_a_wait_is_over(span: dict[str, int], within: str, began: str, over: str) -> None:
    assert over_at(span, within, at(began), CALENDAR) == at(over)


SPANS = st.one_of(
    st.builds(lambda n: {"hours": n}, st.integers(1, 200)),
    st.builds(lambda n: {"days": n}, st.integers(1, 9)),
)
MOMENTS = st.datetimes(datetime(2026, 9, 1), datetime(2026, 11, 1)).map(lambda each: each.replace(tzinfo=UTC))


@given(SPANS, st.sampled_from(["calendar", "working"]), MOMENTS, MOMENTS)
def test_both_ways_round_agree(span: dict[str, int], within: str, began: datetime, now: datetime) -> None:
    """What began by the bound is over, what began later is not: to the microsecond."""
    over = over_at(span, within, began, CALENDAR) <= now
    assert over == (began <= began_by(span, within, now, CALENDAR))
    due = over_at(span, within, began, CALENDAR)
    assert began <= began_by(span, within, due, CALENDAR)
    assert began > began_by(span, within, due - timedelta(microseconds=1), CALENDAR)

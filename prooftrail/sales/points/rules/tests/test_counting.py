"""Badges by period, streaks by working day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from prooftrail.sales.points.rules.counting import Badge, Counted, standing, streak

TODAY = date(2026, 3, 20)
"""A Friday."""


def worked(day: date) -> bool:
    return day.weekday() < 5


def test_a_badge_is_earned_by_period() -> None:
    steady = Badge("steady", "visit", 2, "month")
    points = [Counted("visit", date(2026, 2, 3)), Counted("visit", date(2026, 2, 27)),
              Counted("visit", date(2026, 3, 2)), Counted("call", date(2026, 3, 3))]  # fmt: skip
    assert (standing(steady, points, TODAY).have, standing(steady, points, TODAY).times) == (1, 1)
    assert standing(Badge("any", "", 4, "ever"), points, TODAY).times == 1


def test_a_weekend_neither_adds_nor_breaks() -> None:
    days = {date(2026, 3, 19), date(2026, 3, 16), date(2026, 3, 17), date(2026, 3, 18), date(2026, 3, 13)}
    assert streak(days, TODAY, worked) == 5, "today is not over"
    assert streak(days | {TODAY, date(2026, 3, 14)}, TODAY, worked) == 6
    assert streak(days - {date(2026, 3, 17)}, TODAY, worked) == 2
    assert streak(set(), TODAY, worked) == 0


DAYS = st.sets(st.integers(0, 60).map(lambda off: TODAY - timedelta(days=off)), max_size=40)


@given(DAYS, st.integers(0, 60))
def test_one_day_more_never_shortens_a_streak(days: set[date], off: int) -> None:
    more = days | {TODAY - timedelta(days=off)}
    assert streak(days, TODAY, worked) <= streak(more, TODAY, worked) <= len(more)


@given(DAYS, st.sampled_from(["week", "month", "quarter", "year", "ever"]), st.integers(1, 5))
def test_taking_a_point_back_never_earns(days: set[date], period: str, count: int) -> None:
    points = [Counted("visit", each) for each in sorted(days)]
    badge = Badge("b", "visit", count, period)
    whole = standing(badge, points, TODAY)
    for at in range(len(points)):
        left = standing(badge, points[:at] + points[at + 1 :], TODAY)
        assert left.times <= whole.times and left.have <= whole.have

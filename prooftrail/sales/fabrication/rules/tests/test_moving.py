"""Positions on both sides of each limit."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from prooftrail.sales.fabrication.rules.entries import Entry, grown
from prooftrail.sales.fabrication.rules.moving import misplaced, too_exact, travel

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def entry(id: int, minutes: float = 0, **more: Any) -> Entry:
    at = NOON + timedelta(minutes=minutes)
    return replace(Entry(id, "p", "visit", at, at, id), **more)


def journey(metres: float, minutes: float, accuracy: float = 0) -> float:
    here, there = entry(1, accuracy_m=accuracy), entry(2, minutes)
    found = travel(here, [there], lambda one, other: metres, kmh=100, least_km=3)
    return found.score if found else 0.0


def test_a_journey_nobody_can_have_made() -> None:
    assert journey(100_000, 60) == 0.5
    assert journey(99_000, 60) == 0
    assert journey(200_000, 60) == 0.75
    assert journey(100_500, 60, accuracy=600) == 0, "the error is taken off"
    assert journey(2_900, 0) == 0, "a short way is a wrong reading, not a journey"
    assert journey(500_000, -60) == 0.9, "before or after"


def test_a_visit_measured_elsewhere() -> None:
    assert misplaced(entry(1, off_m=499.0), metres=500) is None
    assert misplaced(entry(1, off_m=500.0), metres=500) is not None
    assert misplaced(entry(1, off_m=600.0, accuracy_m=150), metres=500) is None
    assert misplaced(entry(1, off_m=9_000.0, type="call"), metres=500) is None, "one calls from anywhere"


def test_a_position_too_exact() -> None:
    spot = {"lat": 31.2, "lng": 121.4}
    here = entry(1, **spot, accuracy_m=12)
    twice, thrice = [entry(2, **spot)], [entry(2, **spot), entry(3, **spot)]
    assert too_exact(here, twice, repeats=3) is None
    found = too_exact(here, thrice, repeats=3)
    assert found is not None and found.score == 0.5 and found.members == (2, 3)
    same = [entry(2, **spot, customer=1), entry(3, **spot, customer=1)]
    assert too_exact(here, same, repeats=3) is None, "one visit noted three times is one reading"
    zero = too_exact(entry(1, **spot, accuracy_m=0), [], repeats=3)
    assert zero is not None and zero.score == 0.5
    assert too_exact(entry(1), [], repeats=3) is None


@given(st.floats(0, 1e6), st.floats(0, 1e6), st.floats(0.1, 1e5))
def test_the_further_beyond_its_limit_the_stronger(one: float, other: float, limit: float) -> None:
    low, high = sorted((one, other))
    assert 0 <= grown(low, limit) <= grown(high, limit) < 1
    assert (grown(low, limit) > 0) == (low >= limit)

"""Counts and dwell, by example and whatever the log."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from prooftrail.sales.funnel.rules.mining import Dwell, Step, mine, spread

BEGUN = datetime(2026, 3, 2, 9, tzinfo=UTC)


def step(activity: str, hours: float) -> Step:
    """So many hours in."""
    return Step(activity, BEGUN + timedelta(hours=hours))


def test_counts_and_dwell() -> None:
    found = mine([
        [step("visit", 0), step("quote", 24), step("won", 72)],
        [step("quote", 10), step("visit", 2)],
        [step("visit", 0)],
    ])  # fmt: skip
    assert (found.cases, found.events) == (3, 6)
    assert found.activities == {"visit": 3, "quote": 2, "won": 1}
    assert found.dwell == {"visit": Dwell(2, 16.0, 16.0, 24.0), "quote": Dwell(1, 48.0, 48.0, 48.0)}


def test_what_is_long() -> None:
    assert spread([float(each) for each in range(1, 11)]).long == 9.0
    assert spread([5.0]).long == 5.0


STEPS = st.lists(st.builds(step, st.sampled_from("abc"), st.integers(0, 500)), max_size=8)


@given(st.lists(STEPS, max_size=8))
def test_nothing_is_lost_and_order_does_not_matter(cases: list[list[Step]]) -> None:
    found = mine(cases)
    assert found.events == sum(found.activities.values()) == sum(map(len, cases))
    assert sum(each.times for each in found.dwell.values()) == sum(len(each) - 1 for each in cases if each)
    ordered = [sorted(each, key=lambda one: (one.at, one.activity)) for each in cases]
    turned = [list(reversed(each)) for each in ordered]
    assert mine(ordered).activities == mine(turned).activities
    assert all(0 <= each.median <= each.long for each in found.dwell.values())

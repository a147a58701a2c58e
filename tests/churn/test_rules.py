"""Who is gone, two weeks running, and what may be said: against figures worked out elsewhere."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from prooftrail.sales.churn.rules.comparing import Table, effect, holm, lift, said, wilson
from prooftrail.sales.churn.rules.lots import drawn
from prooftrail.sales.churn.rules.watching import (
    WEEK,
    Counts,
    Limits,
    Seen,
    gone,
    is_over,
    mondays,
    rate,
    was_active,
    weeks_running,
)
from prooftrail.sales.churn.traits import fisher

MONDAY, LIMITS = date(2026, 3, 2), Limits(60, 180, 2)
THREE = Decimal(3)


def day(back: int, of: date = MONDAY) -> date:
    """A day so long before."""
    return of - timedelta(days=back)


def test_sixty_days_are_active_and_one_more_is_not() -> None:
    assert was_active(Seen(2, day(60), day(60)), MONDAY, LIMITS)
    assert not was_active(Seen(2, day(61), day(61)), MONDAY, LIMITS)
    assert not was_active(Seen(1, day(3), day(3)), MONDAY, LIMITS) and not was_active(
        Seen(0, None, None), MONDAY, LIMITS
    )


def test_silence_ends_with_the_week() -> None:
    end = MONDAY + WEEK
    assert gone(Seen(2, day(60), day(60, end)), MONDAY, LIMITS) is None
    assert gone(Seen(2, day(60), day(61, end)), MONDAY, LIMITS) == "silent"
    assert gone(Seen(5, day(3), day(3), lost=True), MONDAY, LIMITS) == "lost"
    assert gone(Seen(5, day(3), day(3), lost=True, bought=True), MONDAY, LIMITS) is None


def test_over_is_above_the_threshold_and_of_enough() -> None:
    assert rate(Counts(100, 3)) == Decimal("3.00") and not is_over(Counts(100, 3), THREE, 20)
    assert is_over(Counts(100, 4), THREE, 20) and not is_over(Counts(19, 19), THREE, 20)
    assert is_over(Counts(20, 1), THREE, 20) and rate(Counts()) is None


def test_weeks_run_until_one_is_below() -> None:
    runs, before = [], 0
    for over in (True, True, False, True, True, True):
        before = weeks_running(over, before)
        runs.append(before)
    assert runs == [1, 2, 0, 1, 2, 3]
    assert mondays(MONDAY, MONDAY + WEEK) == [MONDAY, MONDAY + WEEK] and mondays(MONDAY, day(7)) == []


def test_fisher_agrees_with_worked_tables() -> None:
    """The lady tasting tea, and the table of scipy's own documentation."""
    assert fisher(Table(3, 1, 1, 3)) == pytest.approx(0.48571, abs=1e-5)
    assert fisher(Table(8, 2, 1, 5)) == pytest.approx(0.034965, abs=1e-6)
    assert fisher(Table(0, 0, 4, 4)) is None


def test_holm_agrees_with_a_worked_family() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.5, None, 0.9]) == [1.0, None, 1.0] and holm([]) == []


@given(some.lists(some.floats(0, 1), max_size=12))
def test_holm_never_makes_a_chance_smaller_and_keeps_their_order(chances: list[float]) -> None:
    found = [each for each in holm(chances) if each is not None]
    assert all(before <= after <= 1 for before, after in zip(chances, found, strict=True))
    ranked = [found[at] for at in sorted(range(len(chances)), key=lambda at: chances[at])]
    assert ranked == sorted(ranked)


def test_newcombes_interval_agrees_with_his_first_example() -> None:
    """56 of 70 against 48 of 80: 20.0 points, 5.2 to 33.4 (Newcombe 1998, method 10)."""
    found = effect(56, 70, 48, 80, 10)
    assert (found.difference, found.low, found.high) == (Decimal("20.0"), Decimal("5.2"), Decimal("33.4"))
    assert found.verdict == "helps" and effect(48, 80, 56, 70, 10).verdict == "harms"
    assert effect(5, 10, 5, 10, 10).verdict == "unclear"
    assert effect(9, 9, 0, 9, 10).verdict == "too_few", "however large, of nine nothing is said"
    assert effect(3, 3, 0, 0, 1).difference is None
    low, high = wilson(81, 263)
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)


def test_lift_and_what_is_said() -> None:
    assert lift(Table(6, 4, 20, 80)) == Decimal("3.00")
    assert lift(Table(6, 4, 0, 80)) is None and lift(Table(0, 0, 1, 1)) is None
    assert said(Table(6, 4, 20, 80), 0.05, 0.05, 5) == "clear"
    assert said(Table(6, 4, 20, 80), 0.051, 0.05, 5) == "unclear"
    assert said(Table(3, 1, 20, 80), 0.001, 0.05, 5) == "few"


@given(some.integers(0, 60), some.integers(0, 100), some.none() | some.integers(1, 5))
def test_a_lot_leaves_everybody_on_one_side(many: int, percent: int, most: int | None) -> None:
    members = [f"c{at}" for at in range(many)]
    treated, held = drawn(members, "seed", percent, most)
    assert sorted([*treated, *held]) == sorted(members) and (treated, held) == drawn(
        members[::-1], "seed", percent, most
    )
    assert bool(treated) is bool(members) and (most is None or len(treated) <= most)

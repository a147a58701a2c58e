"""The arithmetic of a score, exactly, and who improved fastest."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from prooftrail.sales.quality.rules.scoring import (
    Tally,
    Weights,
    fastest,
    listed,
    month_after,
    month_before,
    month_of,
    rolled_up,
    score,
    share,
)

USUAL = Weights(60, 30, 10)
TALLIES = some.builds(
    lambda records, filled, more, stale, compared, doubled: Tally(
        records, filled, filled + more, min(stale, records), compared, min(doubled, compared)
    ),
    *[some.integers(0, 500)] * 6,
)


def test_the_score_is_the_weighted_mean_to_a_tenth() -> None:
    # 0.6 × 75 + 0.3 × 80 + 0.1 × 90 = 78
    assert score(Tally(100, 300, 400, 20, 50, 5), USUAL) == Decimal("78.0")
    assert score(Tally(3, 1, 3, 0, 0, 0), USUAL) == Decimal("55.6"), "(60 × 33.3… + 30 × 100) / 90"
    assert score(Tally(), USUAL) is None and score(Tally(9, 9, 9), Weights(0, 0, 0)) is None


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [(1, 3, "33.3"), (2, 3, "66.7"), (1, 800, "0.1"), (1, 2000, "0.1"), (0, 5, "0.0")],
)
def test_shares_are_rounded_half_up(part: int, whole: int, said: str) -> None:
    assert share(part, whole) == Decimal(said) and share(0, 0) is None


@given(TALLIES)
def test_a_score_stays_between_nothing_and_a_hundred(tally: Tally) -> None:
    found = score(tally, USUAL)
    assert found is None or 0 <= found <= 100
    perfect = Tally(tally.records, tally.possible, tally.possible, 0, tally.compared, 0)
    assert score(perfect, USUAL) in (None, Decimal("100.0"))


@given(some.dictionaries(some.sampled_from("abcdef"), TALLIES), some.dictionaries(
    some.sampled_from("abcdef"), some.sampled_from(["a", "b", "c", "d", None]), min_size=6))  # fmt: skip
def test_a_branch_has_what_lies_below_it_even_in_a_circle(
    own: dict[str, Tally], parents: dict[str, str | None]
) -> None:
    found = rolled_up(own, parents)
    assert set(found) == set(parents)
    for unit, parent in parents.items():
        assert found[unit].records >= own.get(unit, Tally()).records
        if parent is not None and parents.get(parent) != unit and parent != unit:
            assert found[parent].records >= own.get(unit, Tally()).records


def test_the_fastest_gained_most_and_nobody_did_where_nobody_rose() -> None:
    names = {"a": "宁波组", "b": "杭州组", "c": "苏州组"}
    gains = {"a": Decimal("2.1"), "b": Decimal("2.1"), "c": Decimal("-3")}
    assert fastest(gains, names) == "a", "of equals the first by name"
    assert fastest({"c": Decimal(0)}, names) is None and fastest({}, names) is None


def test_months_follow_each_other() -> None:
    assert month_after(date(2026, 12, 1)) == date(2027, 1, 1)
    assert month_before(date(2026, 1, 1)) == date(2025, 12, 1)
    assert month_of(date(2028, 2, 29)) == date(2028, 2, 1)


def test_gaps_are_said_the_most_frequent_first() -> None:
    said = listed([("地区", 1), ("行业", 2)], "{count} 个客户缺{field}", "，")
    assert said == "2 个客户缺行业，1 个客户缺地区"

"""Differences of the best: ranked, compared, and how easily chance does the same."""

from decimal import Decimal
from random import Random
from statistics import median as plain_median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prooftrail.sales.learning.rules.differing import Difference, adjusted, best_of, differ, median, verdict

VALUES = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=4),
    st.integers(-500, 500).map(lambda each: Decimal(each) / 10),
    min_size=4,
    max_size=30,
)


def told(values: dict[str, Decimal], best: list[str]) -> Difference:
    return differ(values, best, Random(20))


def of(*values: int) -> dict[str, Decimal]:
    return {f"p{at:02}": Decimal(value) for at, value in enumerate(values)}


def test_the_best_are_so_many_percent_and_at_least_one() -> None:
    assert best_of(of(5, 9, 7, 1, 3), 20) == ["p01"]
    assert best_of(of(5, 9, 7, 1, 3, 2), 20) == ["p01", "p02"]
    assert best_of(of(5, 9, 7, 1, 3), 20, more=False) == ["p03"]
    assert best_of(of(5, 5), 20) == ["p00"]


def test_means_ratio_and_chance() -> None:
    values = of(28, 28, *([10] * 8))
    found = told(values, ["p00", "p01"])
    assert (found.best, found.rest, found.ratio) == (Decimal(28), Decimal(10), Decimal("2.80"))
    assert (found.best_people, found.rest_people) == (2, 8)
    assert found.chance == pytest.approx(1 / 45)  # one pair of 45 differs as much


def test_what_is_equal_is_chance() -> None:
    found = told(of(*([7] * 10)), ["p00", "p01"])
    assert (found.ratio, found.chance) == (Decimal("1.00"), 1.0)


def test_one_against_many_says_nothing() -> None:
    assert told(of(9, 1, 1, 1), ["p00"]).chance is None
    assert told(of(9, 1), ["gone"]).best is None
    assert told({"p00": Decimal(4), "p01": Decimal(0)}, ["p00"]).ratio is None


def test_many_people_are_sampled_the_same_way_each_time() -> None:
    values = of(*range(60))
    best = best_of(values, 20)
    first = told(values, best)
    assert first == told(values, best)
    assert first.chance is not None and first.chance < 0.001


def test_many_comparisons_make_each_less_clear() -> None:
    assert adjusted([0.01, None, 0.04, 0.03]) == [pytest.approx(0.03), None, pytest.approx(0.06), 0.06]
    assert [verdict(each, 0.05) for each in (None, 0.05, 0.051)] == ["few", "clear", "unclear"]


@given(VALUES, st.integers(1, 100))
def test_the_chance_is_a_share_and_does_not_hang_on_order(values: dict[str, Decimal], percent: int) -> None:
    best = best_of(values, percent)
    found = told(values, best)
    assert found == told(dict(reversed(values.items())), best)
    assert found.chance is None or 0 < found.chance <= 1
    assert found.best_people + found.rest_people == len(values)
    assert min(values[each] for each in best) >= max(
        (value for who, value in values.items() if who not in best), default=Decimal(-999)
    )


@given(st.lists(st.floats(0, 1) | st.none()))
def test_a_correction_never_makes_clearer(chances: list[float | None]) -> None:
    for before, after in zip(chances, adjusted(chances), strict=True):
        assert (before is None) == (after is None)
        assert before is None or after is None or before <= after + 1e-9


@given(st.lists(st.integers(-99, 99).map(Decimal), min_size=1))
def test_the_middle(values: list[Decimal]) -> None:
    assert median(values) == plain_median(values)


def test_nothing_has_no_middle() -> None:
    assert median([]) is None

"""Who takes a request on, and how full a week is."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from prooftrail.sales.requests.rules.weighing import least_asked, monday, weigh

HOURS = st.decimals(0, 200, places=2)


def test_the_least_asked_takes_it_and_the_first_of_equals() -> None:
    assert least_asked(["a", "b", "c"], {"a": 2, "b": 1, "c": 1}) == "b"
    assert least_asked(["a", "b"], {"a": 1}) == "b"
    assert least_asked([], {}) is None


def test_a_gap_begins_where_more_is_asked_than_there_is() -> None:
    assert weigh(1, 5, 4, [Decimal(16), Decimal(4)]).gap == 0
    assert weigh(1, 5, 4, [Decimal(16), Decimal("4.01")]).gap == Decimal("0.01")
    assert weigh(0, 5, 4, [Decimal(1)]).gap == 1


def test_weeks_begin_on_monday() -> None:
    assert {monday(date(2026, 3, day)) for day in range(16, 23)} == {date(2026, 3, 16)}


@given(st.integers(0, 40), st.integers(0, 6), st.integers(0, 12), st.lists(HOURS, max_size=20), HOURS)
def test_more_asked_never_makes_less_missing(
    people: int, days: int, hours: int, asked: list[Decimal], more: Decimal
) -> None:
    before, after = weigh(people, days, hours, asked), weigh(people, days, hours, [*asked, more])
    assert before.gap <= after.gap <= before.gap + more
    assert before.asked <= before.capacity + before.gap


@given(
    st.lists(st.integers(0, 50), unique=True, min_size=1),
    st.dictionaries(st.integers(0, 50), st.integers(0, 9)),
)
def test_nobody_with_fewer_is_passed_over(people: list[int], open_of: dict[int, int]) -> None:
    chosen = least_asked(people, open_of)
    assert chosen in people and all(open_of.get(chosen, 0) <= open_of.get(each, 0) for each in people)

"""Grades at their boundaries, and what holds of any bands."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prooftrail.sales.grading.rules.banding import amount_of, direction_of, grade_of, read_bands
from prooftrail.sales.grading.rules.months import months_before

BANDS = read_bands({"C": Decimal(50_000), "A": Decimal(500_000), "B": Decimal(200_000)}, "D")
AMOUNT = st.decimals(min_value=0, max_value=10**12, places=2)
FLOORS = st.dictionaries(st.sampled_from("ABCEFG"), AMOUNT, min_size=1)


@pytest.mark.parametrize(("amount", "grade"), [
    ("500000.00", "A"), ("499999.99", "B"), ("200000.00", "B"), ("199999.99", "C"), ("50000", "C"),
    ("49999.99", "D"), ("0", "D"),
])  # fmt: skip
def test_a_grade_begins_exactly_at_its_floor(amount: str, grade: str) -> None:
    assert grade_of(Decimal(amount), BANDS) == grade


def test_nothing_known_is_no_grade_and_no_lowest_is_none() -> None:
    assert grade_of(None, BANDS) is None
    assert grade_of(Decimal(1), read_bands({"A": Decimal(2)}, "")) is None


@given(FLOORS, AMOUNT)
def test_the_grade_is_the_highest_whose_floor_is_reached(floors: dict[str, Decimal], amount: Decimal) -> None:
    bands = read_bands(floors, "D")
    found = grade_of(amount, bands)
    reached = [floor for floor in floors.values() if floor <= amount]
    assert floors[found or ""] == max(reached) if reached else found == "D"


@given(FLOORS, AMOUNT, AMOUNT)
def test_more_is_never_a_lower_grade(floors: dict[str, Decimal], one: Decimal, other: Decimal) -> None:
    bands = read_bands(floors, "D")
    less, more = sorted((one, other))
    before, after = grade_of(less, bands), grade_of(more, bands)
    assert before == after or direction_of(before, after, bands.order) == "up"


@given(st.none() | AMOUNT, st.none() | AMOUNT)
def test_what_counts_is_what_the_setting_says(purchase: Decimal | None, ordered: Decimal | None) -> None:
    first, orders = amount_of(purchase, ordered, "orders_first"), amount_of(purchase, ordered, "orders")
    assert (orders.value if orders else None) == ordered
    assert (first.value if first else None) == (purchase if ordered is None else ordered)
    said = amount_of(purchase, ordered, "purchase")
    assert (said.value if said else None) == purchase


def test_ways() -> None:
    order = BANDS.order
    assert order == ("A", "B", "C", "D")
    assert direction_of(None, "D", order) == "first" and direction_of("A", None, order) == "cleared"
    assert direction_of("B", "A", order) == "up" and direction_of("A", "Z", order) == "down"


def test_months_end_where_a_month_is_shorter() -> None:
    assert months_before(date(2026, 3, 31), 1) == date(2026, 2, 28)
    assert months_before(date(2026, 3, 31), 12) == date(2025, 3, 31)
    assert months_before(date(2026, 1, 15), 40_000) == date.min

"""What stands against a claim."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from prooftrail.sales.ownership.rules.claiming import Claimant, Terms, Wanted, needed_level, objections

NOW = datetime(2026, 3, 19, 9, tzinfo=UTC)
TERMS = Terms({"A": 3, "B": 2}, {Decimal(1_000_000): 3, Decimal(300_000): 2}, {"pharma": "cold"}, 5, 15, 400,
              timedelta(days=30))  # fmt: skip
SENIOR = Claimant(3, (), frozenset({"cold"}), 0, 0, 0)
PLAIN = Wanted("C", None, "330212", "food", None)


def codes(who: Claimant, wanted: Wanted) -> list[str]:
    return [each.code for each in objections(who, wanted, TERMS, NOW)]


def test_the_greater_of_grade_and_purchases_decides() -> None:
    assert needed_level(PLAIN, TERMS) == 0
    assert needed_level(replace(PLAIN, grade="B", annual=Decimal("999999.99")), TERMS) == 2
    assert needed_level(replace(PLAIN, grade="B", annual=Decimal(1_000_000)), TERMS) == 3
    assert needed_level(replace(PLAIN, grade=None, annual=Decimal("299999.99")), TERMS) == 0


def test_seniority_just_enough_is_enough() -> None:
    assert codes(replace(SENIOR, level=3), replace(PLAIN, grade="A")) == []
    assert codes(replace(SENIOR, level=2), replace(PLAIN, grade="A")) == ["claim_level"]


def test_no_divisions_are_all_and_others_are_beginnings() -> None:
    assert codes(replace(SENIOR, regions=("33", "3101")), PLAIN) == []
    assert codes(replace(SENIOR, regions=("3301",)), PLAIN) == ["claim_region"]
    assert codes(replace(SENIOR, regions=("3301",)), replace(PLAIN, region=None)) == []


def test_skill_by_industry() -> None:
    assert codes(replace(SENIOR, skills=frozenset()), PLAIN) == []
    assert codes(replace(SENIOR, skills=frozenset()), replace(PLAIN, industry="pharma")) == ["claim_skill"]


def test_limits_are_met_at_their_number() -> None:
    assert codes(replace(SENIOR, today=4, week=14, held=399), PLAIN) == []
    full = replace(SENIOR, today=5, week=15, held=400)
    assert codes(full, PLAIN) == ["claim_held_full", "claim_day_full", "claim_week_full"]


def test_cooling_ends_with_its_last_moment() -> None:
    lost = NOW - TERMS.cool_off
    assert codes(SENIOR, replace(PLAIN, lost_at=lost)) == []
    assert codes(SENIOR, replace(PLAIN, lost_at=lost + timedelta(seconds=1))) == ["claim_cooling"]


@given(st.integers(0, 5), st.integers(0, 5))
def test_more_seniority_never_hurts(less: int, more: int) -> None:
    low, high = sorted((less, more))
    wanted = replace(PLAIN, grade="A")
    assert len(codes(replace(SENIOR, level=high), wanted)) <= len(codes(replace(SENIOR, level=low), wanted))

"""Steps that lie nearer to each other than they do on the way to what was won."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from prooftrail.sales.playbook.rules.plausible import Step, is_too_close

BEGIN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LEAST = {("first_contact", "proposal"): timedelta(days=2), ("proposal", "signing"): timedelta(days=5)}


def step(type: str, days: float, deal: str = "d") -> Step:
    return Step(f"{type}{days}", type, BEGIN + timedelta(days=days), None, deal)


def test_the_boundary_is_near_enough() -> None:
    assert is_too_close(step("proposal", 1.9), [step("first_contact", 0)], LEAST)
    assert not is_too_close(step("proposal", 2), [step("first_contact", 0)], LEAST)
    assert is_too_close(step("proposal", 0), [step("signing", 4.9)], LEAST)


def test_another_deal_another_order_and_what_was_not_learned() -> None:
    assert not is_too_close(step("proposal", 1), [step("first_contact", 0, "other")], LEAST)
    assert not is_too_close(step("proposal", 0), [step("first_contact", 1)], LEAST)
    assert not is_too_close(step("signing", 1), [step("first_contact", 0)], LEAST)
    assert not is_too_close(step("signing", 1), [step("proposal", 0)], {})


@given(st.floats(0, 30), st.floats(0, 30))
def test_both_ends_see_the_same(one: float, two: float) -> None:
    here, there = step("proposal", one), step("signing", two)
    assert is_too_close(here, [there], LEAST) == is_too_close(there, [here], LEAST)

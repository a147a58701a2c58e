"""When an owner is told, and when he loses a customer."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from prooftrail.sales.ownership.rules.untended import groups, limits, remind

MARCH = datetime(2026, 3, 1, 1, tzinfo=UTC)
USUAL = limits(30, 45, 3)
DAYS = st.integers(0, 400)


def test_reminded_in_time_the_pool_is_on_its_day() -> None:
    said = remind(MARCH, MARCH + timedelta(days=30), USUAL)
    assert (said.pool_at, said.last, said.late) == (MARCH + timedelta(days=45), False, False)


def test_the_last_word_comes_a_grace_before_the_pool() -> None:
    before = remind(MARCH, MARCH + timedelta(days=42) - timedelta(seconds=1), USUAL)
    said = remind(MARCH, MARCH + timedelta(days=42), USUAL)
    assert (before.last, said.last, said.pool_at) == (False, True, MARCH + timedelta(days=45))


def test_a_late_reminder_puts_the_pool_off() -> None:
    now = MARCH + timedelta(days=90)
    said = remind(MARCH, now, USUAL)
    assert (said.pool_at, said.last, said.late) == (now + timedelta(days=3), True, True)


def test_a_pool_before_the_reminder_comes_with_it() -> None:
    assert limits(30, 10, 3) == limits(30, 30, 3)
    assert limits(30, 31, 3).grace == timedelta(days=1)


@given(DAYS, DAYS, DAYS, DAYS)
def test_nobody_loses_a_customer_before_he_was_told_and_had_his_grace(
    first: int, pool: int, warn: int, later: int
) -> None:
    found = limits(first, pool, warn)
    now = MARCH + found.remind + timedelta(days=later)
    said = remind(MARCH, now, found)
    assert said.pool_at >= max(MARCH + found.pool, now + found.grace)
    assert [found.length(step) for step in (0, 1, 2)] == sorted(found.length(step) for step in (0, 1, 2))


@given(st.lists(st.sampled_from("ABCD"), unique=True), st.lists(st.sampled_from("ABCD"), unique=True))
def test_each_grade_is_in_one_group_unless_it_is_exempt(special: list[str], exempt: list[str]) -> None:
    own = {grade: limits(10, 20, 3) for grade in special}
    found = [grade for group in groups("ABCD", USUAL, own, exempt) for grade in group.grades]
    assert sorted(found) == sorted({"", *"ABCD"} - set(exempt))

"""Two touches of one company: by whom, how far apart, over which deal."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from prooftrail.sales.routing.rules.touching import APART, Touch, is_doubled

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ONE, TWO, EAST, WEST, DEAL = (UUID(int=at) for at in range(1, 6))
WEEK, SECOND = timedelta(days=7), timedelta(seconds=1)
TOUCHES = st.builds(
    Touch, st.sampled_from([ONE, TWO]), st.sampled_from([EAST, WEST, None]),
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 2, 1), timezones=st.just(UTC)),
    st.sampled_from([DEAL, None]),
)  # fmt: skip


def test_only_anothers_touch_within_the_window_counts() -> None:
    mine = Touch(ONE, EAST, NOON)
    assert not is_doubled(mine, [Touch(ONE, EAST, NOON - SECOND)], WEEK, "person")
    for sign in (1, -1):
        assert is_doubled(mine, [Touch(TWO, EAST, NOON + sign * WEEK)], WEEK, "person")
        assert not is_doubled(mine, [Touch(TWO, EAST, NOON + sign * (WEEK + SECOND))], WEEK, "person")


def test_a_department_may_be_what_counts_and_one_deal_is_worked_together() -> None:
    mine = Touch(ONE, EAST, NOON, DEAL)
    assert not is_doubled(mine, [Touch(TWO, EAST, NOON)], WEEK, "unit")
    assert is_doubled(mine, [Touch(TWO, WEST, NOON)], WEEK, "unit")
    assert not is_doubled(mine, [Touch(TWO, WEST, NOON, DEAL)], WEEK, "unit")


@given(TOUCHES, TOUCHES, st.sampled_from(APART))
def test_a_longer_window_finds_no_less_and_a_department_is_stricter(
    one: Touch, other: Touch, apart: str
) -> None:
    if is_doubled(one, [other], WEEK, "unit"):
        assert is_doubled(one, [other], WEEK, "person")
    assert apart in APART and (
        not is_doubled(one, [other], WEEK, "person") or is_doubled(one, [other], 2 * WEEK, "person")
    )
    assert is_doubled(one, [other], WEEK, "person") == is_doubled(other, [one], WEEK, "person")

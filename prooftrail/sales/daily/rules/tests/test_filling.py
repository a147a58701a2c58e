"""What a day's log fills in, and when it is late."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from prooftrail.sales.daily.rules.filling import Act, fill, is_late, list_due

ZONE = ZoneInfo("Asia/Shanghai")
DAY = date(2026, 3, 19)


def act(kind: str, about: str, hour: int, days: int = 0, next_in: int | None = None) -> Act:
    day = DAY + timedelta(days=days)
    at = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    on = None if next_in is None else DAY + timedelta(days=next_in)
    return Act(kind, day, at, about, about, kind == "visit", on)


def test_a_day_is_told_by_its_log() -> None:
    acts = [act("visit", "a", 1, next_in=1), act("call", "a", 3), act("call", "b", 2, next_in=1),
            act("visit", "c", 2, days=-1, next_in=1), act("visit", "d", 1, days=1, next_in=1)]  # fmt: skip
    filled = fill(acts, DAY)
    assert (filled.touched, filled.calls, filled.visits, filled.positions) == (2, 2, 1, 1)
    assert filled.appointments == 2, "b and c; what was agreed with a is settled by the later call"


def test_the_list_is_due_before_the_meeting() -> None:
    due = list_due(DAY, "08:30", 5, ZONE)
    assert due == datetime(2026, 3, 19, 8, 25, tzinfo=ZONE)
    assert not is_late(due, due) and is_late(due + timedelta(microseconds=1), due)


ACTS = st.lists(
    st.builds(act, st.sampled_from(["visit", "call", "survey"]), st.sampled_from("abcde"),
              st.integers(0, 23), st.integers(-3, 3), st.sampled_from([None, 0, 1, 2])), max_size=30,
)  # fmt: skip


@given(ACTS, st.randoms())
def test_the_order_of_the_log_does_not_matter_and_nothing_is_counted_twice(
    acts: list[Act], dice: Random
) -> None:
    unlike = list({(each.at, each.about): each for each in acts}.values())
    mixed = list(unlike)
    dice.shuffle(mixed)
    filled = fill(unlike, DAY)
    assert filled == fill(mixed, DAY)
    assert filled.touched <= 5 and filled.appointments <= 5
    assert filled.calls + filled.visits == sum(each.day == DAY for each in unlike)

"""Days a tile is about, by examples and by what always holds."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from prooftrail.platform.boards.rules.kinds import faults_of, overlap
from prooftrail.platform.boards.rules.spans import (
    PARTS,
    Part,
    Span,
    before,
    last,
    part_of,
    parts,
    start_of,
    this,
    year_before,
)

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
THURSDAY = date(2026, 3, 19)


def test_this_month_and_the_last_weeks() -> None:
    assert this("month", THURSDAY) == Span(date(2026, 3, 1), date(2026, 3, 31))
    assert this("quarter", THURSDAY).until == date(2026, 3, 31)
    weeks = last(2, "week", THURSDAY, "week")
    assert (weeks.since, weeks.until) == (date(2026, 3, 9), date(2026, 3, 22))
    assert parts(weeks, THURSDAY) == [date(2026, 3, 9), date(2026, 3, 16)]


def test_what_is_under_way_is_compared_with_as_many_days() -> None:
    month = this("month", THURSDAY)
    assert before(month, "month", 1, THURSDAY) == Span(date(2026, 2, 1), date(2026, 2, 19))
    assert before(this("month", date(2026, 3, 31)), "month", 1, date(2026, 3, 31)).until == date(2026, 2, 28)
    assert year_before(month, THURSDAY) == Span(date(2025, 3, 1), date(2025, 3, 19))
    free = Span(date(2026, 1, 11), date(2026, 1, 20))
    assert before(free, None, 1, THURSDAY) == Span(date(2026, 1, 1), date(2026, 1, 10))


def test_a_leap_day_has_a_year_before() -> None:
    assert year_before(Span(date(2024, 2, 1), date(2024, 2, 29)), THURSDAY).until == date(2023, 2, 28)
    assert year_before(Span(date(2024, 2, 29), date(2024, 2, 29)), THURSDAY).since == date(2023, 2, 28)


@given(DAYS, st.sampled_from(PARTS), st.integers(1, 60))
def test_parts_follow_one_another_and_know_their_place(today: date, part: Part, count: int) -> None:
    span = last(count, part, today, part)
    found = parts(span, today)
    assert len(found) == count and found[-1] <= today <= span.until
    assert [part_of(span, day) for day in found] == list(range(count))
    earlier = before(span, part, count, today)
    assert earlier.until == span.since - timedelta(days=1)
    assert [part_of(earlier, day) for day in parts(earlier, today)] == list(range(count))


@given(DAYS, st.sampled_from(PARTS))
def test_a_part_starts_where_it_starts(day: date, part: Part) -> None:
    start = start_of(day, part)
    assert start <= day and start_of(start, part) == start
    assert year_before(this(part, day), day).since < start


def test_each_kind_takes_what_it_can_draw() -> None:
    assert faults_of("number", 1, 0, False, ["count"]) == {}
    assert faults_of("heat", 1, 1, True, ["percent"]) == {}
    assert faults_of("heat", 3, 1, False, ["count", "percent", "hours"]) == {}
    assert faults_of("heat", 2, 1, True, ["count", "count"]) == {"group": "board_heat_sides"}
    assert faults_of("heat", 2, 2, False, ["count", "count"]) == {"group": "board_heat_sides"}
    assert faults_of("bars", 1, 0, False, ["count"]) == {"group": "board_group_or_parts"}
    assert faults_of("bars", 1, 1, True, ["count"]) == {"group": "board_one_or_other"}
    assert faults_of("trend", 2, 1, True, ["count"] * 2) == {"group": "board_one_or_other"}
    assert faults_of("funnel", 1, 0, False, ["count"]) == {"group": "board_one_or_other"}
    assert faults_of("radar", 2, 0, False, ["count"]) == {"metric": "board_radar_axes"}
    assert faults_of("gauge", 1, 0, True, ["count"]) == {"period": "board_no_parts"}
    assert faults_of("bars", 2, 1, False, ["count", "money"]) == {"metric": "board_mixed_units"}


@given(*(st.tuples(st.integers(0, 11), st.integers(0, 9), st.integers(1, 6), st.integers(1, 6)),) * 2)
def test_overlap_is_sharing_a_cell(one: tuple[int, ...], other: tuple[int, ...]) -> None:
    def cells(at: tuple[int, ...]) -> set[tuple[int, int]]:
        return {(x, y) for x in range(at[0], at[0] + at[2]) for y in range(at[1], at[1] + at[3])}

    x, y, w, h = one
    left, top, wide, tall = other
    assert overlap((x, y, w, h), (left, top, wide, tall)) == bool(cells(one) & cells(other))

"""Reading a day once finds for each entry what reading around each one alone would find."""

import itertools
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from prooftrail.sales.fabrication.rules.entries import Entry, near, stretches

NOON = datetime(2026, 3, 19, 4, tzinfo=UTC)
HOURS, MINUTES = timedelta(hours=12), timedelta(minutes=10)
SOME = st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 20_000), st.integers(0, 20_000)), max_size=30)


def entry(id: int, person: str, happened: int, entered: int) -> Entry:
    return Entry(id, person, "call", NOON + timedelta(minutes=happened), NOON + timedelta(minutes=entered))


@given(SOME)
def test_a_stretch_has_no_gap_and_covers_what_is_near_each(said: list[tuple[str, int, int]]) -> None:
    entries = [entry(at, *each) for at, each in enumerate(said)]
    found = list(stretches(entries, HOURS))
    assert {each.id for _, group in found for each in group} == {each.id for each in entries}
    for person, group in found:
        assert {each.person for each in group} == {person}
        assert all(later.at - one.at <= 2 * HOURS for one, later in itertools.pairwise(group))
    for person in "ab":
        spans = [(group[0].at - HOURS, group[-1].at + HOURS) for who, group in found if who == person]
        assert all(end < start for (_, end), (start, _) in itertools.pairwise(spans))


def test_near_is_by_what_happened_or_by_when_it_was_entered() -> None:
    one = entry(0, "a", 0, 5_000)
    others = [
        entry(1, "a", 720, 0),
        entry(2, "a", 721, 0),
        entry(3, "a", 9_000, 5_010),
        entry(4, "a", 9_000, 5_011),
    ]
    assert [each.id for each in near(one, [one, *others], HOURS, MINUTES)] == [1, 3]

"""What a new version of a gate means for records on their way."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prooftrail.platform.processes.rules.distance import Position
from prooftrail.platform.processes.rules.gates import Evidence, Requirement, find_gaps, is_open
from prooftrail.platform.processes.rules.tests.test_gates import NOW, SITE, _asks, _trails
from prooftrail.platform.processes.rules.tightening import find_skips, is_tighter

PHOTOS = Requirement("photos", "evidence", "site_photo", count=3, within_m=200, max_age_days=30)
WORD = Requirement("word", "confirmation", role="director")


@pytest.mark.parametrize(
    ("new", "tighter"),
    [
        (PHOTOS, False),
        (replace(PHOTOS, key="others"), False),
        (replace(PHOTOS, count=2), False),
        (replace(PHOTOS, count=4), True),
        (replace(PHOTOS, within_m=500), False),
        (replace(PHOTOS, within_m=None), False),
        (replace(PHOTOS, within_m=100), True),
        (replace(PHOTOS, accuracy_m=50), True),
        (replace(PHOTOS, max_age_days=None), False),
        (replace(PHOTOS, max_age_days=7), True),
        (replace(PHOTOS, camera_only=True), True),
        (replace(PHOTOS, second_person=True), True),
        (replace(PHOTOS, activity_place_ok=True), False),
        (replace(PHOTOS, kind="bank_slip"), True),
        (WORD, True),
    ],
)
def test_what_asks_for_more_than_before(new: Requirement, tighter: bool) -> None:
    assert is_tighter([PHOTOS], [new]) == tighter


def test_a_gate_that_loses_a_requirement_is_no_tighter_and_one_that_gains_one_is() -> None:
    assert not is_tighter([PHOTOS, WORD], [WORD])
    assert not is_tighter([PHOTOS], [])
    assert is_tighter([], [WORD])
    assert is_tighter([WORD], [replace(WORD, role="legal")])


@given(st.lists(_asks, max_size=3), st.lists(_asks, max_size=3), _trails)
def test_whoever_passed_a_gate_passes_one_that_is_no_tighter(
    before: list[Requirement], after: list[Requirement], trail: list[Evidence]
) -> None:
    site: Position = SITE
    if is_open(find_gaps(before, {}, trail, site, NOW)) and not is_tighter(before, after):
        assert is_open(find_gaps(after, {}, trail, site, NOW))


@pytest.mark.parametrize(
    ("old", "new", "moves", "skips"),
    [
        ("a r b", "a n b", {"r": "n"}, []),
        ("a r b", "a n b", {"r": "a"}, []),
        ("a r b", "a n b", {"r": "b"}, ["r"]),
        ("a r b", "a b", {"r": "a"}, []),
        ("a r b", "a b", {"r": "b"}, ["r"]),
        ("a r b", "a n m b", {"r": "n"}, []),
        ("a r b", "a n m b", {"r": "m"}, ["r"]),
        ("a r s b", "a n m b", {"r": "n", "s": "m"}, []),
        ("a r s b", "a n m b", {"s": "m"}, ["s"]),
        ("r a", "n a", {"r": "n"}, []),
        ("r a", "a", {"r": "a"}, ["r"]),
        ("a b", "b a", {}, []),
        ("a r b", "a b", {}, []),
        ("a r b", "a b", {"r": "ghost"}, []),
    ],
)
def test_records_of_a_node_that_is_gone_go_back_or_to_what_stands_in_its_place(
    old: str, new: str, moves: dict[str, str], skips: list[str]
) -> None:
    assert find_skips(old.split(), new.split(), moves) == skips


_paths = st.lists(st.sampled_from("abcdef"), min_size=1, max_size=6, unique=True)


@given(_paths, st.lists(st.sampled_from("uvwxyz"), min_size=1, max_size=6, unique=True))
def test_a_way_named_anew_node_by_node_skips_nothing(old: list[str], fresh: list[str]) -> None:
    new = (fresh + [f"more{at}" for at in range(len(old))])[: len(old)]
    assert find_skips(old, new, dict(zip(old, new, strict=True))) == []


@given(_paths, _paths, st.data())
def test_nobody_is_carried_to_a_node_that_was_ahead_of_him(
    old: list[str], new: list[str], data: st.DataObject
) -> None:
    gone = [key for key in old if key not in new]
    moves = {key: data.draw(st.sampled_from(new)) for key in gone}
    skips = find_skips(old, new, moves)
    for key in gone:
        if key not in skips and moves[key] in old:
            assert old.index(moves[key]) < old.index(key)

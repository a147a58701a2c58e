"""Circles are found, and spells are told backwards without a gap."""

from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from prooftrail.platform.values import Json
from prooftrail.sales.chain.rules.reporting import goes_round
from prooftrail.sales.chain.rules.seats import Turn, seats

START = datetime(2026, 3, 2, 9)
ROLE = st.sampled_from(["user", "decider", None])


def test_circles() -> None:
    heads = {"a": "b", "b": "c", "c": None, "x": "x", "p": "q", "q": "r", "r": "q"}
    assert not goes_round("a", heads) and goes_round("x", heads) and goes_round("q", heads)
    assert not goes_round("p", heads), "the circle is above him and not his"
    assert goes_round("c", {**heads, "c": "a"})


@given(st.dictionaries(st.integers(0, 5), st.none() | st.integers(0, 5)))
def test_following_the_heads_of_who_is_in_no_circle_never_meets_him(heads: dict[int, int | None]) -> None:
    for person in heads:
        at, met = heads[person], False
        for _ in range(7):
            met = met or at == person
            at = heads.get(at) if at is not None else None
        assert goes_round(person, heads) is met


@given(st.lists(ROLE, min_size=1, max_size=6))
def test_spells_touch_and_end_now(roles: list[str | None]) -> None:
    turns = [
        Turn(START + timedelta(days=at), {"decision_role": (before, after)})
        for at, (before, after) in enumerate(zip([None, *roles], roles, strict=False))
    ]
    now: dict[str, Json] = {"decision_role": roles[-1]}
    found = seats(now, turns)
    assert all(each.values["decision_role"] is not None for each in found)
    assert roles[-1] is None or (found[0].until is None and found[0].values == now)
    for newer, older in pairwise(found):
        assert older.until is not None and newer.since is not None and older.until <= newer.since


def test_what_the_log_does_not_reach_has_no_beginning() -> None:
    [only] = seats({"decision_role": "user"}, [])
    assert only.since is None and only.until is None
    assert seats({"decision_role": None}, []) == []

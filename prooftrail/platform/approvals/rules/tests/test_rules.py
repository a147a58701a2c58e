"""Every mode by example; that every flow ends and no verdict is lost, for flows of any shape."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prooftrail.platform.approvals.rules.flow import (
    Mode,
    all_steps,
    conditions,
    next_step,
    passed_before,
    places_to_return,
    read_nodes,
    way_through,
)
from prooftrail.platform.approvals.rules.verdicts import Seat, Word, stand

HALF = Decimal("0.5")


def seats(*words: str) -> list[Seat]:
    """One line each."""
    return [Seat(str(at), at, 0, 0, word) for at, word in enumerate(words)]  # type: ignore[arg-type]


EXAMPLES: tuple[tuple[Mode, str, str | None, set[str]], ...] = (
    ("any", "open open", None, {"0", "1"}),
    ("any", "open yes", "approved", set()),
    ("any", "no open", "rejected", set()),
    ("all", "yes open yes", None, {"1"}),
    ("all", "yes yes", "approved", set()),
    ("all", "yes no open", "rejected", set()),
    ("serial", "open open", None, {"0"}),
    ("serial", "yes open open", None, {"1"}),
    ("serial", "yes no open", "rejected", set()),
    ("serial", "yes gone yes", "approved", set()),
    ("vote", "yes open", "approved", set()),
    ("vote", "yes open open", None, {"1", "2"}),
    ("vote", "yes no open", None, {"2"}),
    ("vote", "no no open", "rejected", set()),
    ("vote", "yes yes open", "approved", set()),
    ("vote", "yes no", "approved", set()),
    ("all", "", "approved", set()),
)


@pytest.mark.parametrize(("mode", "words", "outcome", "turns"), EXAMPLES)
def test_modes(mode: Mode, words: str, outcome: str | None, turns: set[str]) -> None:
    found = stand(mode, HALF, seats(*words.split()))
    assert found.outcome == outcome
    assert found.turns == turns


def test_two_thirds_of_three_is_two() -> None:
    """A share is reached exactly, not nearly."""
    two_thirds = Decimal("0.66")
    assert stand("vote", two_thirds, seats("yes", "open", "open")).outcome is None
    assert stand("vote", two_thirds, seats("yes", "yes", "open")).outcome == "approved"
    assert stand("vote", Decimal("0.67"), seats("yes", "yes", "no")).outcome == "rejected"


def test_added_before_after_and_beside() -> None:
    """One before has his turn first; one after, when all else said yes; one beside, at the same time."""
    me, before, after = Seat("me", 0, 0, 0, "open"), Seat("b", 0, 0, -1, "open"), Seat("a", 0, 0, 1, "open")
    beside = Seat("w", 0, 1, 0, "open")
    assert stand("serial", HALF, [me, before, after]).turns == {"b"}
    assert stand("any", HALF, [me, Seat("b", 0, 0, -1, "yes"), after]).turns == {"me"}
    assert stand("any", HALF, [Seat("me", 0, 0, 0, "yes"), after]).turns == {"a"}
    assert stand("serial", HALF, [me, beside, Seat("next", 1, 0, 0, "open")]).turns == {"me", "w"}
    assert stand("any", HALF, [me, Seat("b", 0, 0, -1, "no"), after]).outcome == "rejected"


@given(
    st.sampled_from(["serial", "any", "all", "vote"]),
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 1), st.integers(-2, 2)), min_size=1, max_size=9),
    st.lists(st.booleans(), min_size=9, max_size=9),
    st.sampled_from(["0.01", "0.34", "0.5", "0.67", "1"]),
)
def test_a_step_always_ends_and_no_verdict_is_lost(
    mode: Any, places: list[tuple[int, int, int]], words: list[bool], share: str
) -> None:
    """Asking turn by turn ends after each spoke once at most; the outcome does not hang on who is faster."""
    for pick in (min, max):
        found = [Seat(str(at), *place, "open") for at, place in enumerate(places)]
        for _ in range(len(found) + 1):
            standing = stand(mode, Decimal(share), found)
            if standing.outcome is not None:
                break
            assert standing.turns, "nobody has his turn and nothing is decided"
            at = int(pick(standing.turns, key=int))
            word: Word = "yes" if words[at] else "no"
            found[at] = Seat(str(at), *places[at], word)
        assert standing.outcome is not None
        said = {each.word for each in found}
        if standing.outcome == "approved":
            assert "yes" in said
            assert mode in ("any", "vote") or said == {"yes"}
        else:
            assert "no" in said


@given(st.permutations(range(6)), st.lists(st.booleans(), min_size=6, max_size=6))
def test_votes_and_all_come_out_the_same_in_any_order(order: list[int], words: list[bool]) -> None:
    modes: tuple[Mode, ...] = ("vote", "all")
    for mode in modes:
        found = seats(*["open"] * 6)
        outcome = None
        for at in order:
            found[at] = Seat(str(at), at, 0, 0, "yes" if words[at] else "no")
            outcome = outcome or stand(mode, HALF, found).outcome
        yes = sum(words)
        assert outcome == ("approved" if (yes >= 3 if mode == "vote" else yes == 6) else "rejected")


def step(key: str, when: str | None = None) -> dict[str, Any]:
    """A step as stored."""
    return {"key": key, "mode": "any", "when": when}


DRAWN = read_nodes([
    step("manager"),
    {"branch": [{"when": "high", "steps": [step("director"), step("finance", "abroad")]},
                {"when": None, "steps": [step("peer")]}]},
    step("last"),
])  # fmt: skip


def way(*true: str) -> list[str]:
    """The steps of the drawn flow while these conditions hold."""
    return [each.key for each in way_through(DRAWN, lambda when: when in true)]


def test_branches_and_conditions() -> None:
    assert way() == ["manager", "peer", "last"]
    assert way("high") == ["manager", "director", "last"]
    assert way("high", "abroad") == ["manager", "director", "finance", "last"]
    assert conditions(DRAWN) == ["high", "abroad"]


def test_what_grows_on_the_way_meets_the_step_it_needs() -> None:
    """The branch is looked at when it is reached again: nothing slips through under the smaller amount."""
    after = next_step(DRAWN, ["manager", "peer", "last"], lambda when: when == "high")
    assert after is not None and after.key == "director"


def test_a_return_takes_back_what_is_drawn_from_there_on() -> None:
    passed = ["manager", "director", "finance"]
    assert places_to_return(DRAWN, passed, "last") == passed
    assert passed_before(DRAWN, passed, "director") == ["manager"]
    assert passed_before(DRAWN, passed, "manager") == []


NODES = st.recursive(
    st.builds(lambda when: {"mode": "any", "when": when}, st.sampled_from([None, "a", "b", "c"])),
    lambda inner: st.builds(
        lambda ways: {"branch": [*({"when": when, "steps": steps} for when, steps in ways)]},
        st.lists(st.tuples(st.sampled_from([None, "a", "b"]), st.lists(inner, max_size=3)), max_size=3),
    ),
    max_leaves=12,
)


def _keyed(said: list[dict[str, Any]], at: list[int]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for each in said:
        if "branch" in each:
            ways = [{**way, "steps": _keyed(way["steps"], at)} for way in each["branch"]]
            found.append({"branch": ways})
        else:
            at[0] += 1
            found.append({**each, "key": f"s{at[0]}"})
    return found


@given(st.lists(NODES, max_size=4), st.lists(st.sets(st.sampled_from("abc")), min_size=1, max_size=6))
def test_a_flow_always_ends(said: list[dict[str, Any]], turns: list[set[str]]) -> None:
    """Whatever the conditions do meanwhile, each step is passed once at most, and then nothing comes."""
    nodes = read_nodes(_keyed(said, [0]))
    most, passed = len(list(all_steps(nodes))), list[str]()
    for at in range(most + 1):
        true = turns[min(at, len(turns) - 1)]
        following = next_step(nodes, passed, true.__contains__)
        if following is None:
            break
        assert following.key not in passed
        passed.append(following.key)
    else:
        pytest.fail("it goes on")

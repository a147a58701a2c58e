"""Which pack a deal is on, how far it has gone, and what a pack is distilled from."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prooftrail.sales.learning.rules.answering import worth
from prooftrail.sales.learning.rules.distilling import Met, Usual, usual_path
from prooftrail.sales.learning.rules.following import followed, next_step
from prooftrail.sales.learning.rules.packs import Scope, chain, pack_for

CASES: dict[str, Any] = json.loads(
    (Path(__file__).parents[5] / "cases" / "learning" / "packs.json").read_text("utf-8")
)
PACKS = [Scope(**each) for each in CASES["packs"]]
KINDS = st.sampled_from(["call", "visit", "demo"])


@pytest.mark.parametrize("case", CASES["following"], ids=lambda each: "-".join(each["steps"]))
def test_following(case: dict[str, Any]) -> None:
    found = followed(case["steps"], [(kind, at) for kind, at in case["done"]])
    assert (found, next_step(found)) == (case["followed"], case["next"])


@pytest.mark.parametrize("case", CASES["fitting"], ids=lambda each: str(each["pack"]))
def test_fitting(case: dict[str, Any]) -> None:
    assert pack_for(PACKS, case["units"], case["stage"], case["product"]) == case["pack"]


@given(st.lists(KINDS, max_size=8), st.lists(st.tuples(KINDS, st.integers(0, 9).map(str)), max_size=12))
def test_what_was_taken_was_done_in_order_and_once(steps: list[str], done: list[tuple[str, str]]) -> None:
    found = followed(steps, done)
    taken = [each for each in found if each is not None]
    assert len(set(taken)) == len(taken)
    assert [done[each][1] for each in taken] == sorted(done[each][1] for each in taken)
    assert all(each is None or done[each][0] == kind for each, kind in zip(found, steps, strict=True))
    ahead = next_step(found)
    assert ahead is None or all(each is None for each in found[ahead:])


def test_the_usual_path_is_what_most_had_in_the_order_of_its_days() -> None:
    met = [
        Met("proposal", 1, 9, 30.0), Met("visit", 1, 10, 5.2), Met("call", 1, 8, 0.0),
        Met("visit", 2, 5, 12.0), Met("demo", 1, 4, 20.0),
    ]  # fmt: skip
    assert usual_path(met, 10, 50, 12) == [
        Usual("call", 1, 0, 80), Usual("visit", 1, 5, 100), Usual("visit", 2, 7, 50),
        Usual("proposal", 1, 18, 90),
    ]  # fmt: skip
    assert [each.type for each in usual_path(met, 10, 50, 2)] == ["visit", "proposal"]
    assert usual_path(met, 0, 50, 12) == []


@given(st.lists(st.builds(Met, KINDS, st.integers(1, 3), st.integers(0, 20), st.floats(0, 300))))
def test_a_path_never_goes_back(met: list[Met]) -> None:
    found = usual_path(met, 20, 30, 6)
    assert len(found) <= 6
    assert all(each.after_days >= 0 and 30 <= each.support <= 100 for each in found)


def test_departments_upward() -> None:
    parents = {"ningbo": "east", "east": "company", "company": None, "loop": "loop"}
    assert chain("ningbo", parents) == ["ningbo", "east", "company"]
    assert (chain(None, parents), chain("loop", parents)) == ([], ["loop"])


def test_much_used_and_proven_comes_before_once_lucky() -> None:
    assert worth(80, 100) > worth(1, 1) > worth(0, 0) == 0
    assert worth(0, 9) == pytest.approx(0, abs=1e-9)


@given(st.integers(0, 50), st.integers(0, 50))
def test_worth_is_a_share_and_below_what_was_seen(advanced: int, missed: int) -> None:
    known = advanced + missed
    assert 0 <= worth(advanced, known) <= (advanced / known if known else 0) + 1e-9

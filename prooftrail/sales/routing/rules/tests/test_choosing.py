"""The rule of four layers, the strategies, and what holds for any team."""

import json
from collections import Counter
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from prooftrail.sales.routing.rules.choosing import Wanted, choose, objections, prepare, take
from prooftrail.sales.routing.rules.recording import MOST_BYTES, record_of
from prooftrail.sales.routing.rules.shapes import Decision, Layer, Rep, Rule, Standing

EAST = frozenset({"A", "B"})
FOUR = Rule(
    "key_accounts",
    (
        Layer("record", lambda lead: lead["source"] == "web" and lead["industry"] == "manufacturing"),
        Layer("record", lambda lead: lead["worth"] is not None and lead["worth"] >= 800_000),
        Layer("team", people=EAST),
        Layer("load", below=5),
    ),
    "least_load",
)
REPS = [Rep("A"), Rep("B"), Rep("C")]


def lead(worth: str = "800000.00", source: str = "web") -> dict[str, Any]:
    return {"source": source, "industry": "manufacturing", "worth": Decimal(worth)}


def decide(facts: dict[str, Any], **load: int) -> Decision:
    standing = Standing({"A": 5, "B": 4, "C": 0} | load)
    return choose(facts, [prepare(FOUR, REPS)], standing, pool="east")


def why(decision: Decision, person: str) -> tuple[str, int | None, int | str | None]:
    return next((each.why, each.layer, figure) for each in decision.skipped
                for who, figure in each.people if who == person)  # fmt: skip


def test_all_four_layers_leave_b() -> None:
    found = decide(lead())
    assert (found.who, found.rule, found.pool) == ("B", "key_accounts", None)
    assert why(found, "A") == ("load", 3, 5)
    assert why(found, "C") == ("team", 2, None)
    assert found.sieve == (3, 3, 3, 2, 1)


def test_a_fen_less_or_an_exhibition_goes_to_the_pool() -> None:
    for facts, layer in ((lead("799999.99"), 1), (lead(source="exhibition"), 0)):
        found = decide(facts)
        assert (found.who, found.pool, found.tried) == (None, "east", (("key_accounts", layer),))


def test_b_at_five_goes_to_the_pool() -> None:
    found = decide(lead(), B=5)
    assert (found.who, found.pool, found.reason) == (None, "east", "nobody_left")
    assert why(found, "B") == ("load", 3, 5)


def test_a_rule_that_leaves_nobody_hands_on_or_holds() -> None:
    second = Rule("rest", (Layer("team", people=frozenset({"C"})),), "round_robin")
    full = Standing({"A": 9, "B": 9})
    assert choose(lead(), [prepare(FOUR, REPS), prepare(second, REPS)], full).who == "C"
    held = Rule("key_accounts", FOUR.layers, "least_load", otherwise="pool", pool="key")
    found = choose(lead(), [prepare(held, REPS), prepare(second, REPS)], full, pool="east")
    assert (found.who, found.pool) == (None, "key")


def test_who_is_away_is_no_candidate_and_outside_hours_it_waits() -> None:
    rule = Rule("hours", (), "round_robin", working_hours=True)
    reps = [Rep("A", away="away", until="2026-03-20"), Rep("B")]
    assert choose({}, [prepare(rule, reps)], Standing()).who == "B"
    later = choose({}, [prepare(rule, reps)], Standing(), working=False)
    assert (later.who, later.wait, later.reason) == (None, True, "off_hours")


def test_best_fit_knows_division_and_skills() -> None:
    rule = Rule("fit", (), "best_fit")
    reps = [Rep("A", regions=("33",)), Rep("B", regions=("33",), skills=frozenset({"dairy"})), Rep("C")]
    found = choose({}, [prepare(rule, reps)], Standing({"B": 1}), wanted=Wanted("330203", ("dairy",)))
    assert (found.who, found.fit) == ("B", {"region": 30, "skill": 50, "load": 10})
    assert found.others == (("A", 0, 50), ("C", 0, 20))


def test_by_hand_the_same_is_asked() -> None:
    rules, reps = [prepare(FOUR, REPS)], {each.id: each for each in REPS}
    standing = Standing({"A": 5, "B": 4})
    said = {each: objections(lead(), rules, reps, standing, each)[1] for each in "ABC"}
    assert said["B"] is None
    assert said["A"] is not None and (said["A"].why, said["A"].people) == ("load", (("A", 5),))
    assert said["C"] is not None and said["C"].why == "team"


def spread(rule: Rule, reps: list[Rep], count: int) -> Counter[str]:
    standing, ready, found = Standing(), [prepare(rule, reps)], Counter[str]()
    for _ in range(count):
        decision = choose({}, ready, standing)
        take(standing, decision, rule)
        found[str(decision.who)] += 1
    return found


@given(st.integers(1, 30), st.integers(0, 200))
def test_equal_turns_differ_by_one_at_most(size: int, count: int) -> None:
    reps = [Rep(str(n)) for n in range(size)]
    found = spread(Rule("r", (), "round_robin"), reps, count)
    counts = [found[each.id] for each in reps]
    assert sum(counts) == count and max(counts) - min(counts) <= 1


@given(st.lists(st.integers(1, 9), min_size=1, max_size=8), st.integers(1, 6))
def test_weights_hold_over_whole_rounds(weights: list[int], rounds: int) -> None:
    rule = Rule("r", (), "weighted", {str(n): weight for n, weight in enumerate(weights)})
    found = spread(rule, [Rep(str(n)) for n in range(len(weights))], rounds * sum(weights))
    for n, weight in enumerate(weights):
        assert abs(found[str(n)] - rounds * weight) <= 1


def test_who_was_away_gets_no_turns_he_missed() -> None:
    rule = Rule("r", (), "round_robin")
    standing = Standing()
    for _ in range(20):
        take(standing, choose({}, [prepare(rule, [Rep("A"), Rep("B", away="away")])], standing), rule)
    found = Counter[str]()
    for _ in range(10):
        decision = choose({}, [prepare(rule, [Rep("A"), Rep("B")])], standing)
        take(standing, decision, rule)
        found[str(decision.who)] += 1
    assert abs(found["A"] - found["B"]) <= 1


team = st.lists(st.tuples(st.integers(0, 8), st.booleans(), st.booleans()), min_size=0, max_size=40)


@given(team, st.integers(1, 8), st.sampled_from(["weighted", "round_robin", "least_load", "best_fit"]))
def test_everybody_is_chosen_left_or_skipped_for_one_reason(
    said: list[tuple[int, bool, bool]], below: int, strategy: Any
) -> None:
    reps = [Rep(f"p{n}", away="away" if away else None) for n, (_, away, _) in enumerate(said)]
    inside = frozenset(f"p{n}" for n, (_, _, member) in enumerate(said) if member)
    rule = Rule("r", (Layer("team", people=inside), Layer("load", below=below)), strategy)
    standing = Standing({f"p{n}": load for n, (load, _, _) in enumerate(said)})
    found = choose({}, [prepare(rule, reps)], standing)
    fits = {f"p{n}" for n, (load, away, member) in enumerate(said) if member and not away and load < below}
    assert (found.who in fits) if fits else found.who is None
    assert sum(each.count for each in found.skipped) == len(reps) - len(fits)
    assert list(found.sieve) == sorted(found.sieve, reverse=True)


def test_the_record_of_a_decision_is_short_however_many_there_are() -> None:
    rules = [Rule(f"rule_of_a_long_name_{n}", (Layer("record", lambda facts: False),)) for n in range(20)]
    last = Rule("last", (Layer("team", people=frozenset({"none"})), Layer("load", below=1)))
    ids = [f"0199{n:04}-7aaa-7bbb-8ccc-0123456789ab" for n in range(300)]
    reps = [Rep(each, away="away" if n % 3 else None) for n, each in enumerate(ids)]
    found = choose({}, [prepare(each, reps) for each in [*rules, last]], Standing())
    _, said = record_of(found, {"set": ids[0], "version": 7})
    assert len(said.encode()) <= MOST_BYTES
    assert sum(each["n"] for each in json.loads(said)["skipped"]) == 300

"""Rules that share a rep go one after the other; the others may go side by side."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from prooftrail.sales.routing.rules.choosing import prepare
from prooftrail.sales.routing.rules.grouping import groups, needed
from prooftrail.sales.routing.rules.shapes import Layer, Rep, Rule

REPS = [Rep(each) for each in "ABCDE"]


def of(key: str, people: str, **more: Any) -> Rule:
    return Rule(key, (Layer("team", people=frozenset(people)),), **more)


def test_a_bridge_joins_what_stood_apart() -> None:
    rules = [prepare(each, REPS) for each in (of("a", "A"), of("b", "B"), of("ab", "AB"), of("c", "C"))]
    found = groups(rules)
    assert found["a"] == found["b"] == found["ab"] != found["c"]


def test_a_record_needs_every_group_it_can_come_to() -> None:
    rules = [prepare(each, REPS) for each in (of("a", "A"), of("b", "B", otherwise="pool"), of("c", "C"))]
    found = groups(rules)
    assert needed({}, rules, found) == {found["a"], found["b"]}


@given(st.lists(st.sets(st.sampled_from("ABCDE"), max_size=3), max_size=8))
def test_two_groups_share_nobody(teams: list[set[str]]) -> None:
    rules = [prepare(of(f"r{n}", "".join(team)), REPS) for n, team in enumerate(teams)]
    found = groups(rules)
    people: dict[str, set[str]] = {}
    for n, team in enumerate(teams):
        people.setdefault(found[f"r{n}"], set()).update(team)
    sets = list(people.values())
    assert all(not one & other for at, one in enumerate(sets) for other in sets[at + 1 :])

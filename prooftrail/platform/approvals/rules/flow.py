"""A flow as a tree of steps and branches: which step comes next, and what a return takes back.

Conditions are looked at whenever the next step is looked for, so that what was changed on the way meets the
steps it needs. A step is passed once at most until somebody returns, so every flow ends. Pure.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

Mode = Literal["serial", "any", "all", "vote"]
Holds = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Step:
    """People are asked, if `when` holds. `share` of them is enough where they vote."""

    key: str
    mode: Mode
    share: Decimal
    when: str | None


@dataclass(frozen=True, slots=True)
class Way:
    """One of several ways; without `when` it is the one that is left."""

    when: str | None
    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """The first way whose condition holds is gone."""

    ways: tuple[Way, ...]


Node = Step | Branch


def read_nodes(said: Sequence[Mapping[str, Any]]) -> tuple[Node, ...]:
    """A stored flow's nodes."""
    return tuple(_node(each) for each in said)


def _node(said: Mapping[str, Any]) -> Node:
    if "branch" in said:
        return Branch(tuple(Way(each.get("when"), read_nodes(each["steps"])) for each in said["branch"]))
    return Step(said["key"], said["mode"], Decimal(said.get("pass") or "0.5"), said.get("when"))


def all_steps(nodes: Sequence[Node]) -> Iterator[Step]:
    """Every step there is, in the order in which they are drawn."""
    for node in nodes:
        if isinstance(node, Step):
            yield node
        else:
            for way in node.ways:
                yield from all_steps(way.nodes)


def way_through(nodes: Sequence[Node], holds: Holds) -> Iterator[Step]:
    """The steps that are asked as things stand."""
    for node in nodes:
        if isinstance(node, Step):
            if node.when is None or holds(node.when):
                yield node
            continue
        way = next((each for each in node.ways if each.when is None or holds(each.when)), None)
        if way is not None:
            yield from way_through(way.nodes, holds)


def next_step(nodes: Sequence[Node], passed: Collection[str], holds: Holds) -> Step | None:
    """The first step on the way that is not passed; None at the flow's end."""
    return next((each for each in way_through(nodes, holds) if each.key not in passed), None)


def conditions(nodes: Sequence[Node]) -> list[str]:
    """Every condition, each once."""
    found: dict[str, None] = {}
    for node in nodes:
        if isinstance(node, Step):
            found |= {} if node.when is None else {node.when: None}
            continue
        for way in node.ways:
            found |= {} if way.when is None else {way.when: None}
            found |= dict.fromkeys(conditions(way.nodes))
    return list(found)


def passed_before(nodes: Sequence[Node], passed: Sequence[str], step: str) -> list[str]:
    """What stays passed when somebody returns to a step: all that is drawn before it."""
    order = [each.key for each in all_steps(nodes)]
    until = order.index(step) if step in order else 0
    return [each for each in passed if each in order[:until]]


def places_to_return(nodes: Sequence[Node], passed: Sequence[str], step: str) -> list[str]:
    """The earlier steps one may return to from a step: passed ones, as they are drawn."""
    order = [each.key for each in all_steps(nodes)]
    until = order.index(step) if step in order else len(order)
    return [each for each in order[:until] if each in passed]

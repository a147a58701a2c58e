"""What choosing reads and answers: rules with their layers, reps, standings, decisions. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

About = Literal["record", "team", "rep", "load"]
Strategy = Literal["weighted", "round_robin", "least_load", "best_fit"]
Otherwise = Literal["next", "pool", "wait"]
Facts = Mapping[str, Any]
STRATEGIES: tuple[Strategy, ...] = ("weighted", "round_robin", "least_load", "best_fit")
AWAY, PAUSED, ELSEWHERE, UNFIT, FULL, HAD = "away", "paused", "team", "rep", "load", "had"
"""Why somebody is passed over: on leave, paused, not in the team, does not fit, has too many, had it
and let it go."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One filter of a rule; all of a rule's must hold.

    `record` and `rep` ask `holds` of the record or of the rep, `team` asks whether he is among `people`,
    `load` whether he has fewer than `below` that wait for him.
    """

    about: About
    holds: Callable[[Facts], bool] | None = None
    people: frozenset[str] = frozenset()
    below: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `weights` are by person, 1 where none is said; `otherwise` says what follows where its
    layers about the record hold and nobody is left."""

    key: str
    layers: tuple[Layer, ...]
    strategy: Strategy = "round_robin"
    weights: Mapping[str, int] = field(default_factory=dict)
    otherwise: Otherwise = "next"
    pool: str | None = None
    working_hours: bool = False
    wants: Mapping[str, int] = field(default_factory=dict)
    """Points of the best fit: `region`, `skill`, `load`."""


@dataclass(frozen=True, slots=True)
class Rep:
    """Somebody who may get one: what the layers ask, divisions and skills, and why he may not get one now."""

    id: str
    facts: Facts = field(default_factory=dict)
    regions: tuple[str, ...] = ()
    skills: frozenset[str] = frozenset()
    weight: int = 1
    away: str | None = None
    until: str | None = None


@dataclass
class Standing:
    """What changes while records are given out: how many wait for each, and who had how many of a rule."""

    load: dict[str, int] = field(default_factory=dict)
    given: dict[str, dict[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Skipped:
    """Those passed over for one reason: at which layer, how many, and some by name with the figure it was."""

    why: str
    layer: int | None
    count: int
    people: tuple[tuple[str, int | str | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided. Without `who` it goes to the `pool`, or waits (`wait`) where the rule says so.

    `tried` are the rules that did not hold with the first layer that failed; `sieve` is how many were left
    after those on duty and after each layer; `fit` and `load` the points of who got it
    and how much waited for him, `others` who was left with
    his load and points.
    """

    who: str | None
    rule: str | None
    reason: str
    tried: tuple[tuple[str, int], ...] = ()
    sieve: tuple[int, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    fit: Mapping[str, int] = field(default_factory=dict)
    others: tuple[tuple[str, int, int], ...] = ()
    load: int | None = None
    pool: str | None = None
    wait: bool = False

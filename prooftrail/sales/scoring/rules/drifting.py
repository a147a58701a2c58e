"""Whether cases still look like those that were learned from. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

from prooftrail.sales.scoring.rules.features import Value

STEPS = 10
LEAST = 1e-4
"""A share of nothing is taken for this, as is usual for the index."""
OTHER, NONE = "*", ""


@dataclass(frozen=True, slots=True)
class Shape:
    """How a feature was spread: the upper edges of its steps (none for a choice), and the share of each."""

    edges: Sequence[float] | None
    shares: Mapping[str, float]


def shape_of(values: Sequence[Value], *, choice: bool) -> Shape:
    """The shape of a column: a choice by its values, a number by tenths of its order."""
    edges = None if choice else edges_of([each for each in values if isinstance(each, float)])
    return Shape(edges, shares(values, edges))


def edges_of(values: Sequence[float]) -> list[float]:
    """Where tenths of the order end."""
    ordered = sorted(values)
    return sorted({ordered[len(ordered) * at // STEPS] for at in range(1, STEPS)}) if ordered else []


def shares(values: Sequence[Value], edges: Sequence[float] | None) -> dict[str, float]:
    """The share of each step or choice."""
    counts: dict[str, int] = {}
    for each in values:
        name = step_of(each, edges)
        counts[name] = counts.get(name, 0) + 1
    return {name: count / len(values) for name, count in sorted(counts.items())}


def step_of(value: Value, edges: Sequence[float] | None) -> str:
    """The step a value lies in."""
    if value is None:
        return NONE
    if edges is None or isinstance(value, str):
        return str(value)
    return str(sum(value >= each for each in edges))


def psi(before: Mapping[str, float], after: Mapping[str, float]) -> float:
    """The population stability index of two spreads: the sum of (after - before) * ln(after / before).

    0.1 is little, 0.25 a shift. Source: the usual index of credit scoring.
    """
    found = 0.0
    for name in {*before, *after}:
        one, other = max(before.get(name, 0.0), LEAST), max(after.get(name, 0.0), LEAST)
        found += (other - one) * log(other / one)
    return found


def said(shape: Shape) -> dict[str, Any]:
    """As it is stored."""
    return {"edges": None if shape.edges is None else list(shape.edges), "shares": dict(shape.shares)}


def read_shape(stored: Mapping[str, Any]) -> Shape:
    """The same, read."""
    return Shape(stored["edges"], stored["shares"])

"""Which past cases are like this one: where the record stood, its kind, how much it is about. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

SETTLED = ("resolved", "closed")
FAR = 1.0


@dataclass(frozen=True, slots=True)
class Case:
    """A work item as far as likeness goes. `near` is what `open_item` kept of its record: `{"stage",
    "choices": {field: key}, "amounts": {field: number as text}}`; `at` orders those that are equally near."""

    id: UUID
    kind: str | None
    state: str
    at: float
    near: Mapping[str, Any]


def most_alike(case: Case, others: Sequence[Case], most: int) -> list[UUID]:
    """The nearest first; among them those that were resolved before those still open, then the newest."""
    ranked = sorted(
        (each for each in others if each.id != case.id),
        key=lambda each: (each.state not in SETTLED, distance(case, each), -each.at),
    )
    return [each.id for each in ranked[:most]]


def distance(one: Case, other: Case) -> float:
    """0 for what agrees in everything that is known of both, up to 1 a point that does not."""
    found = 0.0 if one.kind == other.kind else FAR
    if one.near.get("stage") != other.near.get("stage"):
        found += FAR
    mine, theirs = one.near.get("choices") or {}, other.near.get("choices") or {}
    shared = mine.keys() & theirs.keys()
    if shared:
        found += FAR * sum(mine[key] != theirs[key] for key in shared) / len(shared)
    mine, theirs = one.near.get("amounts") or {}, other.near.get("amounts") or {}
    shared = mine.keys() & theirs.keys()
    if shared:
        found += sum(_apart(mine[key], theirs[key]) for key in shared) / len(shared)
    return found


def _apart(one: str, other: str) -> float:
    """How far two amounts are apart, from 0 for the same to 1 for nothing alike."""
    a, b = abs(Decimal(one)), abs(Decimal(other))
    top = max(a, b)
    return 0.0 if top == 0 else float((top - min(a, b)) / top)

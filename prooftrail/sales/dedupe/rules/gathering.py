"""Pairs that hang together, gathered into groups to be judged at once. Pure."""

from collections.abc import Iterable, Set
from typing import NamedTuple
from uuid import UUID

Two = tuple[UUID, UUID]
"""Two records, lower id first."""


class Pair(NamedTuple):
    """Two records that may be one, lower id first, and how surely."""

    one: UUID
    other: UUID
    score: float


def gathered(pairs: Iterable[Pair], apart: Set[Two], most: int) -> list[list[UUID]]:
    """Groups of records joined by pairs, in the order of their surest pair, each by id.

    The surest pairs are joined first. Two that somebody said are not the same never come into one group,
    however they hang together, and no group has more than `most`: what that leaves out waits until the others
    are judged.
    """
    group: dict[UUID, set[UUID]] = {}
    for pair in sorted(pairs, key=lambda each: (-each.score, each.one, each.other)):
        one, other = group.get(pair.one, {pair.one}), group.get(pair.other, {pair.other})
        joined = one | other
        if one is other or len(joined) > most or _are_apart(one, other, apart):
            continue
        for each in joined:
            group[each] = joined
    found: list[list[UUID]] = []
    for members in group.values():
        if (row := sorted(members)) not in found:
            found.append(row)
    return found


def _are_apart(one: set[UUID], other: set[UUID], apart: Set[Two]) -> bool:
    return any((min(a, b), max(a, b)) in apart for a in one for b in other)

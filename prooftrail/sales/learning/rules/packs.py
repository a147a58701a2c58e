"""Which pack suits a deal. Pure.

The desk and the phone decide the same in web/src/engines/learning/following.ts; cases/learning holds both
to it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scope:
    """What a pack is for; blank suits any. `published` orders those that suit alike, the newest first."""

    id: str
    team: str | None = None
    stages: Sequence[str] = ()
    product: str | None = None
    published: str = ""


def pack_for(
    packs: Iterable[Scope], units: Sequence[str], stage: str | None, product: str | None
) -> str | None:  # fmt: skip
    """The closest: for the department nearest to the deal's, then its stage, then its product. `units` are
    the deal's department and those above it, the nearest first."""
    found = [
        (units.index(each.team) if each.team else len(units), not each.stages, not each.product, each)
        for each in packs
        if (each.team is None or each.team in units)
        and (not each.stages or stage in each.stages)
        and (each.product is None or each.product == product)
    ]
    newest = sorted(found, key=lambda one: (one[3].published, one[3].id), reverse=True)
    best = min(newest, key=lambda one: one[:3], default=None)
    return best[3].id if best else None


def chain(unit: str | None, parents: Mapping[str, str | None]) -> list[str]:
    """A department and those above it, the nearest first."""
    found: list[str] = []
    while unit is not None and unit not in found:
        found.append(unit)
        unit = parents.get(unit)
    return found

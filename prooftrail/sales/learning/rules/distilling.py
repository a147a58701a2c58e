"""An action pack read off the paths of what was won: which actions, in which order, when. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Met:
    """The `turn`-th action of a type among won deals: in how many of them, and on which day after the
    first action, in the middle of them."""

    type: str
    turn: int
    deals: int
    day: float


@dataclass(frozen=True, slots=True)
class Usual:
    """A step most of them took: days after the step before, and the share of deals with it, in percent."""

    type: str
    turn: int
    after_days: int
    support: int


def usual_path(met: Iterable[Met], deals: int, percent: int, most: int) -> list[Usual]:
    """The steps at least so many percent of the deals have, in the order of their days; of too many the
    best supported. A second action of a type never comes before its first."""
    kept = [each for each in met if deals and each.deals * 100 >= percent * deals]
    kept = sorted(kept, key=lambda each: (-each.deals, each.day, each.type, each.turn))[:most]
    kept.sort(key=lambda each: (each.day, each.turn, -each.deals, each.type))
    found, before = list[Usual](), 0.0
    for each in kept:
        gap = round(max(0.0, each.day - before)) if found else 0
        found.append(Usual(each.type, each.turn, gap, round(each.deals * 100 / deals)))
        before = max(before, each.day)
    return found

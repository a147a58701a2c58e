"""Where the best differ from the others, and how easily chance alone would do the same. Pure.

Who are the best was decided by something else than what is compared. If it did not matter, any other
choice of as many people would differ as much: the share of the choices that do is the chance.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from math import ceil, comb
from typing import Protocol

SCALE = 10**6
ROUNDS = 4_000
"""Choices of people that are looked at where there are more."""
CLEAR, UNCLEAR, FEW = "clear", "unclear", "few"
LEAST_SIDE = 2
"""People on each side, below which nothing is said."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Means of both sides with how many people they are of; `ratio` is best by others, `chance` 0 to 1."""

    best: Decimal | None
    best_people: int
    rest: Decimal | None
    rest_people: int
    ratio: Decimal | None
    chance: float | None


def best_of(values: Mapping[str, Decimal], percent: int, *, more: bool = True) -> list[str]:
    """So many percent of the people, at least one, the best first; equals go by their key."""
    ranked = sorted(values, key=lambda each: (-values[each] if more else values[each], each))
    return ranked[: ceil(len(ranked) * percent / 100)]


class Dice(Protocol):
    """What choices are drawn with; seeded, so that the same people get the same answer."""

    def sample(self, population: Sequence[int], k: int) -> list[int]:
        """So many of them, none twice."""
        ...


def differ(values: Mapping[str, Decimal], best: Sequence[str], dice: Dice) -> Difference:
    """How the best differ from everybody else who has a value."""
    chosen = [each for each in best if each in values]
    here = [values[each] for each in chosen]
    there = [value for each, value in values.items() if each not in set(chosen)]
    top, rest = _mean(here), _mean(there)
    ratio = None if top is None or not rest else round(top / rest, 2)
    enough = min(len(here), len(there)) >= LEAST_SIDE
    return Difference(top, len(here), rest, len(there), ratio, _chance(here, there, dice) if enough else None)


def adjusted(chances: Sequence[float | None]) -> list[float | None]:
    """Chances of several comparisons at once, as Holm corrects them: the more are made, the sooner one is
    clear by accident."""
    known = sorted((chance, at) for at, chance in enumerate(chances) if chance is not None)
    found: list[float | None] = [None] * len(chances)
    highest = 0.0
    for rank, (chance, at) in enumerate(known):
        highest = max(highest, min(1.0, chance * (len(known) - rank)))
        found[at] = highest
    return found


def verdict(chance: float | None, within: float) -> str:
    """What may be said of a difference: nothing, that it may be accident, or that it is clear."""
    return FEW if chance is None else CLEAR if chance <= within else UNCLEAR


def median(values: Sequence[Decimal]) -> Decimal | None:
    """The middle one, or the mean of the two in the middle."""
    ranked, half = sorted(values), len(values) // 2
    if not ranked:
        return None
    return ranked[half] if len(ranked) % 2 else (ranked[half - 1] + ranked[half]) / 2


def _mean(values: Sequence[Decimal]) -> Decimal | None:
    return round(sum(values, Decimal(0)) / len(values), 6) if values else None


def _chance(here: Sequence[Decimal], there: Sequence[Decimal], dice: Dice) -> float:
    """Whole numbers, so that equal differences are equal: with the total given, the sum of one side says
    the difference."""
    values = sorted(round(each * SCALE) for each in (*here, *there))
    many, few = len(values), len(here)
    middle = sum(values) * few
    far = abs(sum(round(each * SCALE) for each in here) * many - middle)
    if comb(many, few) <= ROUNDS:
        sums = [sum(each) for each in combinations(values, few)]
        return sum(abs(each * many - middle) >= far for each in sums) / len(sums)
    hits = sum(abs(sum(dice.sample(values, few)) * many - middle) >= far for _ in range(ROUNDS))
    return (hits + 1) / (ROUNDS + 1)

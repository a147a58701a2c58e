"""How two groups differ, and what may be said of it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from math import sqrt

CLEAR, UNCLEAR, FEW = "clear", "unclear", "few"
TOO_FEW, HELPS, HARMS, NONE = "too_few", "helps", "harms", "unclear"
Z95 = 1.959963984540054
"""Of the normal distribution, two-sided 95 %."""
TENTH, HUNDREDTH = Decimal("0.1"), Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Table:
    """Gone and kept, with a trait and without."""

    gone_with: int
    gone_without: int
    kept_with: int
    kept_without: int

    @property
    def gone(self) -> int:
        """How many are gone."""
        return self.gone_with + self.gone_without

    @property
    def kept(self) -> int:
        """How many stayed."""
        return self.kept_with + self.kept_without


@dataclass(frozen=True, slots=True)
class Effect:
    """Percentage points treated above left out, its 95 % interval, and the verdict."""

    difference: Decimal | None
    low: Decimal | None
    high: Decimal | None
    verdict: str


def lift(table: Table) -> Decimal | None:
    """How many times as frequent the trait is among the gone as among the kept; None where it cannot be."""
    if not table.gone or not table.kept or not table.kept_with:
        return None
    found = Decimal(table.gone_with * table.kept) / Decimal(table.gone * table.kept_with)
    return found.quantize(HUNDREDTH, ROUND_HALF_UP)


def holm(chances: Sequence[float | None]) -> list[float | None]:
    """Chances of several questions at once, corrected as Holm does: no one is clear by being many."""
    ranked = sorted((chance, at) for at, chance in enumerate(chances) if chance is not None)
    found: list[float | None] = [None] * len(chances)
    highest = 0.0
    for rank, (chance, at) in enumerate(ranked):
        highest = max(highest, min(1.0, chance * (len(ranked) - rank)))
        found[at] = highest
    return found


def said(table: Table, chance: float | None, within: float, least: int) -> str:
    """What may be said of a trait: that it differs, that it may be accident, or that there are too few."""
    if chance is None or min(table.gone, table.kept) < least:
        return FEW
    return CLEAR if chance <= within else UNCLEAR


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The 95 % interval of a share, as Wilson has it."""
    share, square = part / whole, Z95 * Z95
    middle = (share + square / (2 * whole)) / (1 + square / whole)
    half = Z95 * sqrt(share * (1 - share) / whole + square / (4 * whole * whole)) / (1 + square / whole)
    return max(0.0, middle - half), min(1.0, middle + half)


def effect(back: int, treated: int, held_back: int, held: int, least: int) -> Effect:
    """Treated against left out, with Newcombe's interval; below `least` in either group nothing is said."""
    if not treated or not held:
        return Effect(None, None, None, TOO_FEW)
    here, there = back / treated, held_back / held
    (low, high), (from_, to) = wilson(back, treated), wilson(held_back, held)
    down = here - there - sqrt((here - low) ** 2 + (to - there) ** 2)
    up = here - there + sqrt((high - here) ** 2 + (there - from_) ** 2)
    verdict = TOO_FEW if min(treated, held) < least else HELPS if down > 0 else HARMS if up < 0 else NONE
    return Effect(_points(here - there), _points(down), _points(up), verdict)


def _points(share: float) -> Decimal:
    return Decimal(str(round(share * 100, 6))).quantize(TENTH, ROUND_HALF_UP)

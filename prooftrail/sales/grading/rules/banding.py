"""Which grade an amount a year is worth, and whether one grade is above another. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

How = Literal["orders_first", "orders", "purchase"]
Direction = Literal["first", "up", "down", "cleared"]


@dataclass(frozen=True, slots=True)
class Bands:
    """Grades from the highest down, each with the least amount a year it takes; `lowest` is what is below all
    of them, if anything."""

    floors: tuple[tuple[str, Decimal], ...]
    lowest: str | None

    @property
    def order(self) -> tuple[str, ...]:
        """Every grade, the highest first."""
        rest = () if self.lowest is None or self.lowest in dict(self.floors) else (self.lowest,)
        return (*(grade for grade, _ in self.floors), *rest)


@dataclass(frozen=True, slots=True)
class Amount:
    """What a customer buys a year, in workspace currency, and what says so."""

    value: Decimal
    basis: Literal["orders", "purchase"]


def read_bands(said: Mapping[str, Decimal], lowest: str | None) -> Bands:
    """Sorted by their floors; of two with the same floor the first by name."""
    floors = sorted(said.items(), key=lambda each: (-each[1], each[0]))
    return Bands(tuple(floors), lowest or None)


def amount_of(purchase: Decimal | None, ordered: Decimal | None, how: How) -> Amount | None:
    """The amount that counts; `ordered` is None where nothing was ordered in the months that count."""
    if ordered is not None and how != "purchase":
        return Amount(ordered, "orders")
    if purchase is not None and how != "orders":
        return Amount(purchase, "purchase")
    return None


def grade_of(amount: Decimal | None, bands: Bands) -> str | None:
    """The highest grade whose floor the amount reaches, exactly at it, too; None where nothing is known."""
    if amount is None:
        return None
    return next((grade for grade, floor in bands.floors if amount >= floor), bands.lowest)


def direction_of(before: str | None, after: str | None, order: Sequence[str]) -> Direction:
    """Which way a customer went. Grades the rule does not know stand below all it knows."""
    if after is None:
        return "cleared"
    if before is None:
        return "first"
    place = {grade: at for at, grade in enumerate(order)}
    return "up" if place.get(after, len(order)) < place.get(before, len(order)) else "down"

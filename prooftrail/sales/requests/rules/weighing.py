"""Who takes a request on, and how full a team's week is. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

Person = TypeVar("Person")
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Week:
    """Hours there are and hours that are asked for; `gap` is what is missing."""

    capacity: Decimal
    asked: Decimal

    @property
    def gap(self) -> Decimal:
        """Hours asked for beyond those there are; none where there is room."""
        return max(Decimal(0), self.asked - self.capacity)


def least_asked(people: Sequence[Person], open_of: Mapping[Person, int]) -> Person | None:
    """Who of a team has the fewest open requests; the first named of those who have as few."""
    return min(people, key=lambda each: open_of.get(each, 0), default=None)


def weigh(people: int, days: int, day_hours: int, asked: Sequence[Decimal]) -> Week:
    """A week of so many people and working days with requests of so many hours each."""
    return Week(Decimal(people * days * day_hours), sum(asked, Decimal(0)).quantize(CENT))


def monday(day: date) -> date:
    """The first day of a day's week."""
    return day - timedelta(days=day.weekday())

"""Whether somebody reached out to a company another had just reached out to. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

Apart = Literal["person", "unit"]
APART: tuple[Apart, ...] = ("person", "unit")


@dataclass(frozen=True, slots=True)
class Touch:
    """One touch of a company: whose, of which department, when, and over which deal, if any."""

    who: UUID
    unit: UUID | None
    at: datetime
    deal: UUID | None = None


def is_doubled(one: Touch, others: Iterable[Touch], within: timedelta, apart: Apart) -> bool:
    """Whether another touched it at most so long before or after; with `unit` only another department's
    people count. Who works at one deal together does not touch twice.
    """
    return any(
        each.who != one.who
        and (apart == "person" or each.unit != one.unit)
        and (one.deal is None or each.deal != one.deal)
        and abs(each.at - one.at) <= within
        for each in others
    )

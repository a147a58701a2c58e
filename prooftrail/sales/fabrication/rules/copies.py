"""Copies: the same photo or the same words, where there should be new ones.

Pure: what two photos or texts have in common comes as an argument.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from prooftrail.sales.fabrication.rules.entries import Fact, Signal

PHOTO, TEXT = "same_photo", "same_text"


@dataclass(frozen=True, slots=True)
class Twin:
    """Something that looks like a copy: of which customer and day, how alike, from 0 to 1, and why."""

    id: object
    customer: object
    day: date
    score: float
    facts: tuple[tuple[str, Fact], ...] = ()


def copied(customer: object, day: date, twins: Sequence[Twin], *, alike: float) -> list[Twin]:
    """Those alike enough that are of another customer, or of the same on another day; the oldest first.

    Of one customer on one day the same thing twice is a second try of the phone.
    """
    found = [each for each in twins if each.score >= alike and (each.customer != customer or each.day != day)]
    return sorted(found, key=lambda each: (each.day, str(each.id)))


def same_photo(copies: Sequence[Twin]) -> Signal | None:
    """As sure as the likeness of the best of them; shown beside the oldest."""
    if not copies:
        return None
    best = max(copies, key=lambda each: each.score)
    facts = dict(best.facts) | {"alike": round(best.score, 3), "times": len(copies) + 1}
    return Signal(PHOTO, best.score, copies[0].id, facts, tuple(each.id for each in copies))


def same_text(copies: Sequence[Twin]) -> Signal | None:
    """Each further copy halves the doubt: people do write the same now and then, and not seventeen times."""
    if not copies:
        return None
    best = max(each.score for each in copies)
    facts: dict[str, Fact] = {"alike": round(best, 3), "times": len(copies) + 1}
    score = best * (1 - 0.5 ** len(copies))
    return Signal(TEXT, score, copies[0].id, facts, tuple(each.id for each in copies))

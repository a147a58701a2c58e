"""How much two proposals resemble each other, and why. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

WEIGHTS: Mapping[str, int] = {"product": 40, "industry": 25, "size": 20, "text": 15}
"""What each likeness is worth; all of them are 100."""
SIZE = Decimal("0.3")
"""Amounts resemble each other where they differ by at most this share of the larger one."""
TEXT = 0.5


@dataclass(frozen=True, slots=True)
class Offer:
    """What of a proposal is compared; None where it is not known."""

    industry: str | None = None
    product: str | None = None
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Resembling:
    """0 to 100, and the reasons, the weightiest first."""

    score: int
    reasons: tuple[str, ...]


def resembling(one: Offer, other: Offer, text: float) -> Resembling:
    """How alike two are; `text` is how alike their words are, 0 to 1."""
    met = {
        "product": one.product is not None and one.product == other.product,
        "industry": one.industry is not None and one.industry == other.industry,
        "size": _near(one.amount, other.amount),
        "text": text >= TEXT,
    }
    reasons = tuple(sorted((name for name, holds in met.items() if holds), key=lambda each: -WEIGHTS[each]))
    return Resembling(sum(WEIGHTS[each] for each in reasons), reasons)


def differences(
    names: Sequence[str], here: Mapping[str, object], there: Mapping[str, object]
) -> list[str]:  # fmt: skip
    """The fields in which two differ, in the order given."""
    return [name for name in names if here.get(name) != there.get(name)]


def change(here: Decimal | None, there: Decimal | None) -> Decimal | None:
    """How much more this one is than that one, in percent."""
    return None if here is None or not there else round((here - there) * 100 / there, 1)


def _near(one: Decimal | None, other: Decimal | None) -> bool:
    if one is None or other is None:
        return False
    most = max(abs(one), abs(other))
    return most == 0 or abs(one - other) <= most * SIZE

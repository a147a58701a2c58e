"""What a channel brought and cost: the figures of one source, or of all together. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

CENT, TENTH = Decimal("0.01"), Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Channel:
    """What is recorded of one source in a period; None where nothing is, or where it may not be read.

    `hours` are those of all converted leads together; amounts are of the company's currency.
    """

    leads: int = 0
    converted: int = 0
    hours: Decimal | None = None
    cost: Decimal | None = None
    spend: Decimal | None = None
    margin: Decimal | None = None

    @property
    def paid(self) -> Decimal | None:
        """What its leads and the channel itself cost together."""
        return _sum((self.cost, self.spend))


def total(channels: Iterable[Channel]) -> Channel:
    """All of them as one."""
    found = list(channels)
    return Channel(
        sum(each.leads for each in found), sum(each.converted for each in found),
        _sum(each.hours for each in found), _sum(each.cost for each in found),
        _sum(each.spend for each in found), _sum(each.margin for each in found),
    )  # fmt: skip


def figures(of: Channel) -> dict[str, Decimal | None]:
    """Conversion and return in percent, mean cycle in hours, cost a lead and a conversion, what is left."""
    paid, margin = of.paid, of.margin
    return {
        "conversion": _over(Decimal(of.converted * 100), of.leads, TENTH),
        "cycle": None if of.hours is None else _over(of.hours, of.converted, TENTH),
        "paid": paid,
        "per_lead": None if paid is None else _over(paid, of.leads, CENT),
        "per_conversion": None if paid is None else _over(paid, of.converted, CENT),
        "left": None if paid is None or margin is None else margin - paid,
        "back": None if paid is None or margin is None or not paid else _over(margin * 100, paid, TENTH),
    }  # fmt: skip


def _over(part: Decimal, whole: int | Decimal, step: Decimal) -> Decimal | None:
    return (part / whole).quantize(step, ROUND_HALF_UP) if whole else None


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    said = [each for each in amounts if each is not None]
    return sum(said, Decimal(0)) if said else None

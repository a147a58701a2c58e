"""How well kept records are, in points of a hundred. Pure."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

TENTH, WHOLE = Decimal("0.1"), Decimal(100)
Unit = TypeVar("Unit", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted: records, the weight of their key fields and how much of it is filled, records
    nobody touched for long, customers compared and those that look doubled."""

    records: int = 0
    filled: int = 0
    possible: int = 0
    stale: int = 0
    compared: int = 0
    doubled: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        """Both together."""
        return Tally(
            self.records + other.records, self.filled + other.filled, self.possible + other.possible,
            self.stale + other.stale, self.compared + other.compared, self.doubled + other.doubled,
        )  # fmt: skip

    @property
    def complete_share(self) -> Decimal | None:
        """Percent of the weight that is filled, to a tenth."""
        return share(self.filled, self.possible)

    @property
    def stale_share(self) -> Decimal | None:
        """Percent of the records that are stale, to a tenth."""
        return share(self.stale, self.records)

    @property
    def doubled_share(self) -> Decimal | None:
        """Percent of the customers compared that look doubled, to a tenth."""
        return share(self.doubled, self.compared)


@dataclass(frozen=True, slots=True)
class Weights:
    """What each part of the score weighs."""

    complete: int
    fresh: int
    single: int


def share(part: int, whole: int) -> Decimal | None:
    """Percent to a tenth, half up; None of nothing."""
    return _tenth(WHOLE * part / whole) if whole else None


def score(tally: Tally, weights: Weights) -> Decimal | None:
    """The weighted mean of what is filled, fresh and single, in points of a hundred to a tenth.

    A part nothing was counted for has no weight; of nothing there is no score.
    """
    parts = [
        (weights.complete, tally.filled, tally.possible),
        (weights.fresh, tally.records - tally.stale, tally.records),
        (weights.single, tally.compared - tally.doubled, tally.compared),
    ]
    known = [(weight, WHOLE * good / whole) for weight, good, whole in parts if whole and weight > 0]
    total = sum(weight for weight, _ in known)
    return _tenth(sum((weight * each for weight, each in known), Decimal(0)) / total) if total else None


def rolled_up(own: Mapping[Unit, Tally], parents: Mapping[Unit, Unit | None]) -> dict[Unit, Tally]:
    """What each department has together with everything below it; a circle of departments is cut."""
    found = {unit: Tally() for unit in parents}
    for unit, tally in own.items():
        at: Unit | None = unit
        passed: set[Unit] = set()
        while at is not None and at in found and at not in passed:
            passed.add(at)
            found[at] += tally
            at = parents.get(at)
    return found


def fastest(gains: Mapping[Unit, Decimal], names: Mapping[Unit, str]) -> Unit | None:
    """Who gained most since last month, if anybody gained; of equals the first by name."""
    rising = [unit for unit, gain in gains.items() if gain > 0]
    return min(rising, key=lambda unit: (-gains[unit], names.get(unit, "")), default=None)


def month_of(day: date) -> date:
    """The first day of a day's month."""
    return day.replace(day=1)


def month_before(month: date) -> date:
    """The first day of the month before."""
    return month_of(date.fromordinal(month.toordinal() - 1))


def month_after(month: date) -> date:
    """The first day of the month that follows."""
    return month.replace(year=month.year + month.month // 12, month=month.month % 12 + 1)


def listed(gaps: Sequence[tuple[str, int]], words: str, between: str) -> str:
    """Gaps as one line, the most frequent first: `words` takes `{field}` and `{count}`."""
    ranked = sorted(gaps, key=lambda each: (-each[1], each[0]))
    return between.join(words.format(field=field, count=count) for field, count in ranked)


def _tenth(value: Decimal) -> Decimal:
    return value.quantize(TENTH, ROUND_HALF_UP)

"""Who is gone, and how long a department has been over its threshold. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

HUNDREDTH, WEEK = Decimal("0.01"), timedelta(days=7)
SILENT, LOST = "silent", "lost"


@dataclass(frozen=True, slots=True)
class Limits:
    """`silent_days` without an act is gone; `base_days` are looked back for `least_acts` acts."""

    silent_days: int
    base_days: int
    least_acts: int


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of a customer: acts before the week, the last of them, the last before its end; whether
    a deal was lost in it with none left open, and whether he bought within the days of silence."""

    acts: int
    before: date | None
    last: date | None
    lost: bool = False
    bought: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """Customers active when a week began, and how many of them were gone at its end."""

    base: int = 0
    churned: int = 0
    lost: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        """Both together."""
        return Counts(self.base + other.base, self.churned + other.churned, self.lost + other.lost)


def was_active(seen: Seen, monday: date, limits: Limits) -> bool:
    """Whether he counted as active when the week began: used to act, and not silent yet."""
    recent = seen.before is not None and seen.before >= monday - timedelta(days=limits.silent_days)
    return recent and seen.acts >= limits.least_acts


def gone(seen: Seen, monday: date, limits: Limits) -> str | None:
    """How one who was active was gone when the week ended, if he was."""
    if seen.last is None or seen.last < monday + WEEK - timedelta(days=limits.silent_days):
        return SILENT
    return LOST if seen.lost and not seen.bought else None


def rate(counts: Counts) -> Decimal | None:
    """Percent of the active that were gone; of nobody there is none."""
    if not counts.base:
        return None
    return (Decimal(100) * counts.churned / counts.base).quantize(HUNDREDTH, ROUND_HALF_UP)


def is_over(counts: Counts, threshold: Decimal, least: int) -> bool:
    """Whether a week is over: above the threshold, not at it, and of enough customers."""
    found = rate(counts)
    return found is not None and counts.base >= least and found > threshold


def weeks_running(over: bool, before: int) -> int:
    """Weeks over in a row with this one, after so many before it."""
    return before + 1 if over else 0


def mondays(first: date, last: date) -> Sequence[date]:
    """Every Monday from one to another, both included."""
    return [first + WEEK * at for at in range((last - first).days // 7 + 1)]


def monday_of(day: date) -> date:
    """The first day of a day's week."""
    return day - timedelta(days=day.weekday())

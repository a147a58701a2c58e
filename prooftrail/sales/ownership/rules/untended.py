"""When an owner is reminded, told a last time, and loses a customer nobody tended. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Limits:
    """Lengths since the last act. `grace` lies between the last word to the owner and the pool."""

    remind: timedelta
    pool: timedelta
    grace: timedelta

    def length(self, step: int) -> timedelta:
        """How long nothing was done when the step after this one is due."""
        return (self.remind, self.pool - self.grace, self.pool)[step]


@dataclass(frozen=True, slots=True)
class Group:
    """Grades that are treated alike."""

    grades: tuple[str, ...]
    limits: Limits


@dataclass(frozen=True, slots=True)
class Reminder:
    """What a reminder says: when the customer goes to the pool, and whether that was the last word."""

    pool_at: datetime
    last: bool
    late: bool


def limits(remind: int, pool: int, warn: int) -> Limits:
    """In days; a pool before the reminder comes with it, and a warning never before the reminder."""
    pool = max(pool, remind)
    return Limits(timedelta(days=remind), timedelta(days=pool), timedelta(days=min(warn, pool - remind)))


def groups(
    grades: Sequence[str], usual: Limits, special: Mapping[str, Limits], exempt: Sequence[str]
) -> list[Group]:
    """Grades by their limits; those that are exempt are in none. A customer without a grade has ""."""
    found: dict[Limits, list[str]] = {}
    for grade in dict.fromkeys(["", *grades]):
        if grade not in exempt:
            found.setdefault(special.get(grade, usual), []).append(grade)
    return [Group(tuple(each), limits) for limits, each in found.items()]


def remind(touched: datetime, now: datetime, limits: Limits) -> Reminder:
    """What his owner is told now. Nobody loses a customer before his grace is over: a reminder that comes
    late, because the server was away or the rules are new, puts the pool off.
    """
    usual, soonest = touched + limits.pool, now + limits.grace
    pool_at = max(usual, soonest)
    return Reminder(pool_at, pool_at - limits.grace <= now, usual < soonest)

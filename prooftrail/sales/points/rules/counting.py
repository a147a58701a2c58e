"""Badges and streaks out of points that count. Pure."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

DAY = timedelta(days=1)
LONGEST = 3_700
"""Days a streak is looked for."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A point that counts: for what, and on which company day it was done."""

    kind: str
    day: date


@dataclass(frozen=True, slots=True)
class Badge:
    """So many of a kind (of any, where it is blank) within one period: week, month, quarter, year, ever."""

    key: str
    kind: str
    count: int
    period: str


@dataclass(frozen=True, slots=True)
class Standing:
    """`have` of the period that is running, and how many periods earned it."""

    have: int
    times: int


def period_of(day: date, period: str) -> object:
    """What days of one period have in common."""
    match period:
        case "week":
            return day - timedelta(days=day.weekday())
        case "month":
            return (day.year, day.month)
        case "quarter":
            return (day.year, (day.month - 1) // 3)
        case "year":
            return day.year
    return None


def standing(badge: Badge, points: Sequence[Counted], today: date) -> Standing:
    """How far somebody is with a badge, and how often he earned it."""
    found: dict[object, int] = {}
    for each in points:
        if badge.kind in ("", each.kind):
            key = period_of(each.day, badge.period)
            found[key] = found.get(key, 0) + 1
    now = found.get(period_of(today, badge.period), 0)
    return Standing(now, sum(each >= max(1, badge.count) for each in found.values()))


def streak(days: Collection[date], today: date, is_working: Callable[[date], bool]) -> int:
    """Working days in a row with a point, up to today; today itself may still be without one. Days that are
    not worked neither add nor break."""
    there, found, day = set(days), 0, today
    for _ in range(LONGEST):
        if is_working(day):
            if day in there:
                found += 1
            elif day != today:
                return found
        day -= DAY
    return found


def weighed(worth: int, times: Decimal | None) -> int:
    """Points of an action whose customer counts so many times, halves up; its worth without a weight."""
    return worth if times is None else int((worth * times).quantize(Decimal(1), ROUND_HALF_UP))


def read_badges(said: Mapping[str, Mapping[str, object]]) -> list[Badge]:
    """Badges as the setting has them."""
    return [
        Badge(key, str(each["kind"]), int(str(each["count"])), str(each["period"]))
        for key, each in said.items()
    ]

"""The period a figure is compared with: the one before, or the same one a year ago. Pure.

A period that is not over yet is compared with as much of the other as has gone by of itself.
"""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from prooftrail.platform.metrics.periods import DAYS, MONTHS, Period, after
from prooftrail.platform.refusal import Refusal

AIM = "target"
"""Targets are in every answer that has one: asking for them changes nothing."""
WAYS = ("before", "year", AIM)
YEAR_OF_WEEKS = 364
"""Days back to the same days of the week."""


def compared(period: Period, how: Any) -> Period | None:
    """The other period; None where none is asked for. Refuses a way there is none of, and open ends."""
    if how is None or how == AIM:
        return None
    if how not in WAYS:
        raise Refusal("bad_compare", "invalid", facts={"ways": list(WAYS)}, fields={"compare": "bad_compare"})
    if period.since is None or period.until is None:
        raise Refusal("compare_unbounded", "invalid", fields={"compare": "compare_unbounded"})
    back = _year(period) if how == "year" else _before(period, period.since, period.until)
    since, end = back(period.since), back(period.until + timedelta(days=1))
    if period.so_far is not None and period.step is not None:
        end = max(min(end, back(period.so_far + timedelta(days=1))), since + timedelta(days=1))
    return replace(period, since=since, until=end - timedelta(days=1), so_far=None)


def _year(period: Period) -> Callable[[date], date]:
    weeks = period.by == "week" or (period.step is not None and period.step[1] == "week")
    return _days(YEAR_OF_WEEKS) if weeks else _months(12)


def _before(period: Period, since: date, until: date) -> Callable[[date], date]:
    if period.step is not None:
        count, part = period.step
        return _days(DAYS[part] * count) if part in DAYS else _months(MONTHS[part] * count)
    following = until + timedelta(days=1)
    if since.day == following.day == 1:
        return _months((following.year - since.year) * 12 + following.month - since.month)
    return _days((following - since).days)


def _days(count: int) -> Callable[[date], date]:
    return lambda day: day - timedelta(days=count)


def _months(count: int) -> Callable[[date], date]:
    def back(day: date) -> date:
        first = after(day.replace(day=1), "month", -count)
        return first.replace(day=min(day.day, monthrange(first.year, first.month)[1]))

    return back

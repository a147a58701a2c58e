"""Periods with a name: `2026`, `2026-Q4`, `2026-11`, `2026-W48`, `2026-11-22`. Pure."""

import re
from datetime import date, timedelta

from prooftrail.platform.metrics.periods import FIRST, LAST, after, start_of

NAMED = re.compile(r"(\d{4})(?:-(?:Q([1-4])|W(\d{2})|(\d{2})(?:-(\d{2}))?))?", re.ASCII)


def read_name(said: str) -> tuple[date, str] | None:
    """The first day and what part it is; None for a name of nothing."""
    found = NAMED.fullmatch(said)
    if found is None:
        return None
    year, quarter, week, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    try:
        if week is not None:
            start, by = date.fromisocalendar(year, week, 1), "week"
        elif quarter is not None:
            start, by = date(year, quarter * 3 - 2, 1), "quarter"
        elif month is not None:
            start, by = date(year, month, day or 1), "day" if day else "month"
        else:
            start, by = date(year, 1, 1), "year"
    except ValueError:
        return None
    return (start, by) if FIRST <= start <= LAST else None


def name_of(start: date, by: str) -> str:
    """The name of the part that starts on a day."""
    if by == "week":
        year, week, _ = start.isocalendar()
        return f"{year:04}-W{week:02}"
    if by == "quarter":
        return f"{start.year:04}-Q{(start.month + 2) // 3}"
    return start.isoformat()[: {"year": 4, "month": 7, "day": 10}[by]]


def name_between(since: date | None, until: date | None) -> str | None:
    """The name of the part from one day to another, both included; None where it is none, or not whole."""
    if since is None or until is None:
        return None
    following = until + timedelta(days=1)
    for by in ("day", "week", "month", "quarter", "year"):
        if start_of(since, by) == since and after(since, by) == following:
            return name_of(since, by)
    return None

"""The time a figure is asked for: company dates from and to, both included, perhaps divided.

Said as dates, as `{"last": 12, "by": "week"}` (this one and those before it), or as `{"this": "month"}`.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from prooftrail.platform.records.aggregate import MOST_ROWS, PERIODS
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.metrics.reading import Reading
    from prooftrail.platform.work import Work

MONTHS = {"month": 1, "quarter": 3, "year": 12}
DAYS = {"day": 1, "week": 7}
FIRST, LAST = date(1900, 1, 1), date(9998, 12, 31)
MOST_PARTS = 400
SPELLINGS = ({"from", "to", "by"}, {"last", "by", "ended"}, {"this", "by"})


@dataclass(frozen=True)
class Period:
    """From one company date to another, both included; an open end is None. `by` divides it.

    `step` is the part it was said in, and `so_far` the day it is being lived through; with one of them
    every part is told, an empty one too.
    """

    since: date | None = None
    until: date | None = None
    by: str | None = None
    step: tuple[int, str] | None = None
    so_far: date | None = None

    def bounds(self, start: str | None) -> tuple[date | None, date | None]:
        """The dates of the whole, or of the part that starts on a day, within the whole."""
        if start is None or self.by is None:
            return self.since, self.until
        first = date.fromisoformat(start)
        last = after(first, self.by) - timedelta(days=1)
        return max(first, self.since or first), min(last, self.until or last)

    def filters(self, field: str, is_time: bool, zone: ZoneInfo, start: str | None = None) -> list[Any]:
        """Conditions on a date or time field; none where nothing is bounded."""
        since, until = self.bounds(start)
        found: list[Any] = []
        if since is not None:
            found.append([field, ">=", _midnight(since, zone) if is_time else since.isoformat()])
        if until is not None:
            following = _midnight(until + timedelta(days=1), zone) if is_time else ""
            found.append([field, "<", following] if is_time else [field, "<=", until.isoformat()])
        return found

    def parts(self) -> list[str]:
        """The days on which its parts start, the first one perhaps before it; none where it has none."""
        if self.by is None or self.since is None or self.until is None:
            return []
        found, start = list[str](), start_of(self.since, self.by)
        while start <= self.until and len(found) < MOST_ROWS:
            found.append(start.isoformat())
            start = after(start, self.by)
        return found

    def shown(self, start: str | None) -> Json:
        """`{"from","to"}`, or None where nothing is bounded."""
        since, until = self.bounds(start)
        if since is None and until is None:
            return None
        return {
            "from": None if since is None else since.isoformat(),
            "to": None if until is None else until.isoformat(),
        }


def after(start: date, by: str, steps: int = 1) -> date:
    """The day on which a later part starts; with negative steps an earlier one."""
    if by in DAYS:
        return start + timedelta(days=DAYS[by] * steps)
    month = start.year * 12 + start.month - 1 + MONTHS[by] * steps
    return date(month // 12, month % 12 + 1, 1)


def start_of(day: date, by: str) -> date:
    """The first day of the part a day is in; weeks start on Mondays."""
    if by == "day":
        return day
    if by == "week":
        return day - timedelta(days=day.weekday())
    return date(day.year, (day.month - 1) // MONTHS[by] * MONTHS[by] + 1, 1)


def read_period(work: "Work", found: "Reading", said: Any) -> Period:
    """A period from what was asked for. Refuses one that is malformed, or of a metric without time."""
    if said is None:
        return Period()
    if not isinstance(said, dict) or not any(said.keys() <= known for known in SPELLINGS):
        raise _bad("period")
    if said.get("by") is not None and said["by"] not in PERIODS:
        raise _bad("period.by")
    period = _last(work, said) if "last" in said else _this(work, said) if "this" in said else _dates(said)
    timeless = [each.name for each in found.of.terms if not (each.time or found.of.time)]
    if timeless and (period.since or period.until or period.by):
        raise Refusal("metric_timeless", "invalid", facts={"key": found.metric.key},
                      fields={"period": "metric_timeless"})  # fmt: skip
    return period


def _dates(said: dict[str, Any]) -> Period:
    period = Period(_day(said, "from"), _day(said, "to"), said.get("by"))
    if period.since and period.until and period.since > period.until:
        raise _bad("period.to")
    return period


def _last(work: "Work", said: dict[str, Any]) -> Period:
    count, by, ended = said["last"], said.get("by"), said.get("ended", False)
    if type(count) is not int or not 1 <= count <= MOST_PARTS or by is None or not isinstance(ended, bool):
        raise _bad("period.last")
    now = start_of(work.today, by)
    first, following = after(now, by, -count if ended else 1 - count), after(now, by, 0 if ended else 1)
    so_far = None if ended else work.today
    return Period(first, following - timedelta(days=1), by, (count, by), so_far)


def _this(work: "Work", said: dict[str, Any]) -> Period:
    part = said["this"]
    if part not in PERIODS:
        raise _bad("period.this")
    first = start_of(work.today, part)
    return Period(first, after(first, part) - timedelta(days=1), said.get("by"), (1, part), work.today)


def _day(said: dict[str, Any], name: str) -> date | None:
    value = said.get(name)
    if value is None:
        return None
    try:
        found = date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        found = None
    if found is None or not FIRST <= found <= LAST:
        raise _bad(f"period.{name}")
    return found


def _midnight(day: date, zone: ZoneInfo) -> str:
    return datetime.combine(day, time(), zone).isoformat()


def _bad(where: str) -> Refusal:
    return Refusal("bad_period", "invalid", facts={"ways": list(PERIODS)}, fields={where: "bad_period"})

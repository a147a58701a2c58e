"""Which days a tile is about, and which days it is compared with.

Pure: today and what the tile says in, company dates out, both ends included.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Part = Literal["day", "week", "month", "quarter", "year"]
PARTS: tuple[Part, ...] = ("day", "week", "month", "quarter", "year")
MONTHS = {"month": 1, "quarter": 3, "year": 12}
DAYS = {"day": 1, "week": 7}


@dataclass(frozen=True, slots=True)
class Span:
    """From one day to another, perhaps divided."""

    since: date
    until: date
    by: Part | None = None

    def asked(self) -> dict[str, str | None]:
        """As a metric is asked for it."""
        return {"from": self.since.isoformat(), "to": self.until.isoformat(), "by": self.by}


def start_of(day: date, part: Part) -> date:
    """The first day of the part a day falls in; weeks begin on Monday."""
    if part == "day":
        return day
    if part == "week":
        return day - timedelta(days=day.weekday())
    if part == "year":
        return day.replace(month=1, day=1)
    month = day.month - (day.month - 1) % MONTHS[part]
    return day.replace(month=month, day=1)


def moved(start: date, part: Part, count: int) -> date:
    """The start of the part that many later, or earlier where negative."""
    if part in DAYS:
        return start + timedelta(days=DAYS[part] * count)
    month = start.year * 12 + start.month - 1 + MONTHS[part] * count
    return date(month // 12, month % 12 + 1, 1)


def this(part: Part, today: date, by: Part | None = None) -> Span:
    """The part that is under way, whole."""
    start = start_of(today, part)
    return Span(start, moved(start, part, 1) - timedelta(days=1), by)


def last(count: int, part: Part, today: date, by: Part | None) -> Span:
    """The last `count` parts, the one under way among them."""
    start = start_of(today, part)
    return Span(moved(start, part, 1 - count), moved(start, part, 1) - timedelta(days=1), by)


def before(span: Span, part: Part | None, count: int, today: date) -> Span:
    """As many days just before; of what is still under way only as much as has passed.

    `part` and `count` say what the span is made of; without a part it is so many days.
    """
    if part is None:
        length = (span.until - span.since).days + 1
        earlier = Span(span.since - timedelta(days=length), span.since - timedelta(days=1), span.by)
    else:
        earlier = Span(moved(span.since, part, -count), span.since - timedelta(days=1), span.by)
    return _as_far(span, earlier, today)


def year_before(span: Span, today: date) -> Span:
    """The same days a year earlier; whole weeks stay whole weeks, 52 earlier."""
    if span.by in ("day", "week"):
        gone = timedelta(days=364)
        return _as_far(span, Span(span.since - gone, span.until - gone, span.by), today)
    following = span.until + timedelta(days=1)
    until = _year_back(following) - timedelta(days=1)
    return _as_far(span, Span(_year_back(span.since), until, span.by), today)


def parts(span: Span, today: date) -> list[date]:
    """The starts of its parts that have begun; nothing where it is not divided."""
    if span.by is None:
        return []
    found, start = list[date](), start_of(span.since, span.by)
    while start <= min(span.until, today):
        found.append(start)
        start = moved(start, span.by, 1)
    return found


def part_of(span: Span, day: date) -> int:
    """Which of the parts a day falls in, the first being 0."""
    if span.by is None:
        return 0
    first, start = start_of(span.since, span.by), start_of(day, span.by)
    if span.by in DAYS:
        return (start - first).days // DAYS[span.by]
    return ((start.year - first.year) * 12 + start.month - first.month) // MONTHS[span.by]


def _year_back(day: date) -> date:
    if (day.month, day.day) == (2, 29):
        return date(day.year - 1, 2, 28)
    return day.replace(year=day.year - 1)


def _as_far(span: Span, earlier: Span, today: date) -> Span:
    """Half a month against a whole one would always look bad."""
    if span.by is not None or not span.since <= today < span.until:
        return earlier
    until = min(earlier.since + (today - span.since), earlier.until)
    return Span(earlier.since, until, earlier.by)

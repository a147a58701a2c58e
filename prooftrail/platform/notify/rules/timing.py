"""When something may reach somebody outside: at once, after his quiet hours, or with the digest. Pure.

Instants are aware; hours of a day are the wall clock's of the zone, and a night may lie over midnight.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Literal

State = Literal["queued", "held", "digest"]
Span = tuple[time, time]
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Hours:
    """Somebody's: `quiet` spans, all of which count; at which time a digest comes, and for which levels."""

    quiet: tuple[Span, ...] = ()
    digest: time | None = None
    digested: frozenset[str] = frozenset()


def clock(said: str) -> time | None:
    """`"08:30"` as a time of day; None for nothing. Raises ValueError for anything else."""
    if not said:
        return None
    hour, divider, minute = said.partition(":")
    if (
        not divider
        or len(hour) != 2
        or len(minute) != 2
        or not (hour + minute).isdigit()
        or not said.isascii()
    ):
        raise ValueError(said)
    return time(int(hour), int(minute))


def when(at: datetime, level: str, hours: Hours, zone: tzinfo) -> tuple[State, datetime]:
    """How something that happens at an instant goes on, and when: never inside of quiet hours."""
    if hours.digest is not None and level in hours.digested:
        return "digest", quiet_until(_next(at, hours.digest, zone), hours.quiet, zone)
    free = quiet_until(at, hours.quiet, zone)
    return ("held", free) if free > at else ("queued", at)


def quiet_until(at: datetime, spans: Sequence[Span], zone: tzinfo) -> datetime:
    """The first instant from `at` on that lies in no span. Spans that leave no minute free hold nothing."""
    found = at
    for _ in range(2 * len(spans) + 1):
        end = max((_end(found, span, zone) for span in spans), default=found)
        if end <= found:
            return found
        found = end
    return at


def _end(at: datetime, span: Span, zone: tzinfo) -> datetime:
    """When the span that holds an instant ends; the instant itself where it does not."""
    start, end = span
    if start == end:
        return at
    local = at.astimezone(zone)
    now = local.time()
    inside = start <= now < end if start < end else now >= start or now < end
    if not inside:
        return at
    day = local.date() + (_DAY if start > end and now >= start else timedelta())
    return max(at, datetime.combine(day, end, zone).astimezone(UTC))


def _next(at: datetime, of_day: time, zone: tzinfo) -> datetime:
    local = at.astimezone(zone)
    today = datetime.combine(local.date(), of_day, zone)
    found = today if today > local else datetime.combine(local.date() + _DAY, of_day, zone)
    return found.astimezone(UTC)

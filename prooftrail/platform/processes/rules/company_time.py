"""Days as the company counts them: its date, the T+1 lock, what is late.

Pure. Twin: web/src/rules/company-time.ts; shared cases: cases/company-time.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

HONEST_SKEW = timedelta(minutes=5)
"""A phone's clock that is off by no more is believed about when something was captured."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """The times of something that was logged; all aware.

    `captured_at` is when the phone made it and `skew` how far that phone's clock was off when the
    server last measured it; both None for entries made online. `imported` came from a file.
    """

    occurred_at: datetime
    received_at: datetime
    captured_at: datetime | None = None
    skew: timedelta | None = None
    imported: bool = False


def company_date(instant: datetime, zone: tzinfo) -> date:
    """The date of an instant in the company's zone. Raises ValueError for a time without zone."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs a zone")
    return instant.astimezone(zone).date()


def day_starts(day: date, zone: tzinfo) -> datetime:
    """The first instant of a company date, in UTC; not always midnight where clocks are changed."""
    return datetime.combine(day, time.min, zone).astimezone(UTC)


def entry_date(entry: Entry, zone: tzinfo) -> date:
    """T: the company date of receipt, or of capture where the phone's clock can be believed.

    Nothing is captured after it was received, so a date to come never keeps an entry open.
    """
    believed = entry.skew is not None and abs(entry.skew) <= HONEST_SKEW
    if entry.captured_at is None or not believed:
        return company_date(entry.received_at, zone)
    return min(company_date(entry.captured_at, zone), company_date(entry.received_at, zone))


def locks_at(entry: Entry, zone: tzinfo) -> datetime:
    """The first instant at which an entry can no longer be edited: the end of the day after T."""
    return day_starts(entry_date(entry, zone) + 2 * _DAY, zone)


def is_locked(entry: Entry, zone: tzinfo, now: datetime) -> bool:
    """Whether corrections need a new entry. Imports are history and locked from the start."""
    return entry.imported or now.astimezone(UTC) >= locks_at(entry, zone)


def is_late(entry: Entry, zone: tzinfo) -> bool:
    """Whether it was told later than the day after it happened. Imports never are."""
    if entry.imported:
        return False
    return company_date(entry.occurred_at, zone) < company_date(entry.received_at, zone) - _DAY

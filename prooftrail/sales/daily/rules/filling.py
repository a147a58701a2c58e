"""What a day's log says of it, and until when its card and its list are in time. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

ON_SITE = ("visit", "survey", "demo", "first_contact")
CALL = "call"


@dataclass(frozen=True, slots=True)
class Act:
    """An activity of the person: `about` is its deal, else its customer."""

    type: str
    day: date
    at: datetime
    about: object
    customer: object
    placed: bool
    next_on: date | None


@dataclass(frozen=True, slots=True)
class Filled:
    """What is filled in for him."""

    touched: int
    appointments: int
    calls: int
    visits: int
    positions: int


def fill(acts: Iterable[Act], day: date) -> Filled:
    """The day as it was logged. Agreed for tomorrow is what the last word up to then about a deal says."""
    known = [each for each in acts if each.day <= day]
    today = [each for each in known if each.day == day]
    last: dict[object, Act] = {}
    for each in sorted(known, key=lambda one: one.at):
        if each.about is not None:
            last[each.about] = each
    return Filled(
        len({each.customer for each in today if each.customer is not None}),
        sum(each.next_on == day + timedelta(days=1) for each in last.values()),
        sum(each.type == CALL for each in today),
        sum(each.type in ON_SITE for each in today),
        sum(each.placed for each in today),
    )


def list_due(day: date, meeting_at: str, before_minutes: int, zone: tzinfo) -> datetime:
    """When a day's list has to be there: so long before its meeting."""
    hour, minute = (int(part) for part in meeting_at.split(":"))
    return datetime.combine(day, time(hour, minute), zone) - timedelta(minutes=before_minutes)


def is_late(at: datetime, due: datetime) -> bool:
    """Just at the limit is in time."""
    return at > due

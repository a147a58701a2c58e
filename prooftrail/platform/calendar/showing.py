"""A year of a region's calendar, for who looks at it."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from prooftrail.platform.calendar.published import published
from prooftrail.platform.calendar.rules.working import working_days
from prooftrail.platform.calendar.store import MAKE_UP, WEEK, calendar_of, known_days
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def show_year(work: "Work", region: str, year: int) -> dict[str, Json]:
    """The hours, how many days are worked, and every day that is known of.

    `published` says whether somebody published the year; else weekdays alone decide, and the table.
    """
    known = known_days(work, region)
    hours = work.settings.value("calendar.hours")
    start, end = date(year, 1, 1) - timedelta(days=1), date(year, 12, 31)
    days: list[Json] = [
        {"day": day.isoformat(), "working": each.day.working, "label": each.day.label.json(), "own": each.own}
        for day, each in sorted(known.items())
        if day.year == year
    ]
    return {
        "region": region, "year": year, "zone": str(work.zone),
        "published": any(day.year == year for day in published(region[:2])),
        "hours": {name: list(hours.get(name) or ()) for name in (*WEEK, MAKE_UP)},
        "working_days": working_days(calendar_of(work, region), start, end), "days": days,
    }  # fmt: skip

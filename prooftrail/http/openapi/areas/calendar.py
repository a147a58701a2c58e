"""The working calendar. A day of it is set by an action."""

from collections.abc import Iterator

from prooftrail.http.openapi.parts import (
    COUNT,
    LABEL,
    READ,
    TEXT,
    Ground,
    Operation,
    array,
    in_query,
    record,
    shape,
)
from prooftrail.platform.calendar.store import MAKE_UP, REGION, WEEK
from prooftrail.platform.fields.base import Shape
from prooftrail.platform.values import Label

YES: Shape = {"type": "boolean"}
DAY = record(day={"type": "string", "format": "date"}, working=YES, label=LABEL, own=YES)
HOURS = record(**{name: array(array(TEXT, minItems=2, maxItems=2)) for name in (*WEEK, MAKE_UP)})
YEAR: Shape = {"type": "integer", "minimum": 2000, "maximum": 2199}


def schemas(ground: Ground) -> dict[str, Shape]:
    """A day that is known of."""
    return {"CalendarDay": DAY}


def operations(ground: Ground) -> Iterator[Operation]:
    """A year."""
    about = (
        "Working hours per weekday, and every public holiday, make-up day and day the workspace set itself "
        "(`own`). Where nobody `published` the year yet, weekdays alone decide, and what was set."
    )
    year = in_query("year", YEAR, "This one where it is left out.")
    code = {"type": "string", "pattern": f"^{REGION.pattern}$"}
    region = in_query("region", code, "The workspace's own where it is left out.")
    found = record(region=TEXT, year=YEAR, zone=TEXT, published=YES, hours=HOURS, working_days=COUNT,
                   days=array(shape("CalendarDay")))  # fmt: skip
    yield Operation("GET", "/api/v1/calendar", "show_calendar", Label("工作日历", "Working calendar"), about,
                    {200: found}, READ, tag="calendar", parameters=(year, region))  # fmt: skip

"""When somebody who is asked has to have said his word, and when he is reminded."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from prooftrail.platform.calendar.rules.working import Calendar, NeverWorked, add_working_time
from prooftrail.platform.calendar.store import calendar_of

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

NONE: Mapping[str, Any] = {"due_at": None, "remind_at": None, "limit_at": None}


def limits_of(work: "Work", limit: Mapping[str, Any] | None) -> dict[str, Any]:
    """`due_at` as it is shown, `remind_at` and `limit_at` as the sweep looks for them; counted from now."""
    if limit is None:
        return dict(NONE)
    calendar = calendar_of(work) if limit.get("in", "working") == "working" else None
    due = _after(calendar, work.now, limit["hours"])
    remind = limit.get("remind_hours")
    early = _after(calendar, work.now, limit["hours"] - remind) if remind else None
    return {
        "due_at": due.isoformat(), "limit_at": due.isoformat(),
        "remind_at": early.isoformat() if early else None,
    }  # fmt: skip


def _after(calendar: Calendar | None, start: datetime, hours: int) -> datetime:
    """So many hours on; in calendar time where the calendar has no day that is worked."""
    length = timedelta(hours=hours)
    if calendar is None:
        return start + length
    try:
        return add_working_time(calendar, start, length)
    except NeverWorked:
        return start + length

"""What all deeds on a request have in common: who may, in which state, and writing it down."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.calendar.store import calendar_of
from prooftrail.platform.records import Written
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.workitems.lengths import working_hours
from prooftrail.sales.requests.model import REQUEST, Row
from prooftrail.sales.requests.queries import held
from prooftrail.sales.requests.weeks import keep_weeks, week_of

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def taken(work: "Work", record: UUID | None, states: Sequence[str], *, asker: bool) -> Row:
    """The request, locked, for a deed of the team's, or of who asked. Refuses others, and other states."""
    row = held(work, record)
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
    whose = row.asked_by if asker else row.owner
    if not may_write_for(work, whose):
        code = "request_not_asked_by_you" if asker else "request_not_yours"
        raise Refusal(code, "forbidden", facts={"number": row.number})
    if row.state not in states:
        facts = {"number": row.number, "state": row.state, "states": list[Any](states)}
        raise Refusal("request_moved_on", "conflict", facts=facts)
    return row


def may_write_for(work: "Work", person: UUID | None) -> bool:
    """Whether the caller is that person, or may write what is his."""
    if work.access.unbound or (person is not None and person == work.actor.person):
        return True
    reach = work.access.grant(REQUEST).write
    return reach == "all" or person in work.access.owners.get(reach, ())


def move(work: "Work", row: Row, values: Mapping[str, Any], action: str) -> Written:
    """Write what became of it, and what its team's week is like since."""
    with work.acting(work.actor.with_all_rights()):
        written = work.records.update(REQUEST, row.id, dict(values), loose=True, action=action)
    units = {each for each in (row.unit, written.after["unit"]) if each is not None}
    keep_weeks(work, {week_of(work, row.due_at), week_of(work, written.after["due_at"])}, units)
    return written


def answered(work: "Work", row: Row) -> dict[str, Any]:
    """The first answer, where this is it."""
    if row.responded_at is not None:
        return {}
    hours: Decimal = working_hours(calendar_of(work), row.raised_at, work.now)
    return {
        "responded_at": work.now.isoformat(), "response_hours": str(hours),
        "answered_in_time": in_time(row.respond_by, work.now), "overdue": False,
    }  # fmt: skip


def in_time(due: datetime, now: datetime) -> bool:
    """Just at the limit is in time."""
    return now <= due

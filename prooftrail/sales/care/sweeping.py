"""The worker's part: complaints past their time are marked, questions whose link has ended are closed."""

from datetime import datetime
from typing import TYPE_CHECKING

from prooftrail.platform.database.place import Place
from prooftrail.platform.jobs.sweeps import Ground
from prooftrail.platform.people.actor import system
from prooftrail.platform.records import Change
from prooftrail.platform.values import Json
from prooftrail.platform.work import Caller
from prooftrail.sales.care.model import ASKED, COMPLAINT, EXPIRED, RESOLVED, SATISFACTION, SOURCE

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

MOST = 200
LATE = f"state <> '{RESOLVED}' and overdue is not true and deleted_at is null"
WAITING = f"state = '{ASKED}' and deleted_at is null"


def sweep(on: Ground, place: Place) -> bool:
    """One turn; whether there is more than one turn marks."""
    with on.workspaces.begin(place.name, Caller(reason="care")) as work:
        return MOST in (mark_late(work), close_unanswered(work))


def mark_late(work: "Work") -> int:
    """Complaints past their time say so; the work item tells the head by itself."""
    return _mark(work, COMPLAINT, f"due_at < %(now)s and {LATE}", {"overdue": True}, "complaint.overdue")


def close_unanswered(work: "Work") -> int:
    """Questions nobody answered while the link was open."""
    where = f"expires_at <= %(now)s and {WAITING}"
    return _mark(work, SATISFACTION, where, {"state": EXPIRED}, "satisfaction.expired")


def due(work: "Work") -> datetime | None:
    """When the next complaint is late or the next question ends."""
    schema = work.place.schema
    row = work.execute(
        "select least((select min(due_at) + interval '1 microsecond' "
        f"from {schema}.{COMPLAINT} where {LATE}), "
        f"(select min(expires_at) from {schema}.{SATISFACTION} where {WAITING}))"
    ).fetchone()
    return row[0] if row else None


def _mark(work: "Work", object: str, where: str, values: dict[str, Json], action: str) -> int:
    rows = work.execute(
        f"select id from {work.place.schema}.{object} where {where} order by id limit {MOST} "
        "for update skip locked",
        {"now": work.now},
    ).fetchall()
    changes = [Change("update", object, id, dict(values)) for (id,) in rows]
    if changes:
        with work.acting(system(SOURCE)):
            work.records.apply(changes, loose=True, action=action)
    return len(changes)

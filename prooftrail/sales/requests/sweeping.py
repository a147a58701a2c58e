"""The worker's part: what was not answered or delivered in time is marked, and weeks are kept ahead."""

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from prooftrail.platform.database.place import Place
from prooftrail.platform.jobs.sweeps import Ground
from prooftrail.platform.people.actor import system
from prooftrail.platform.records import Change
from prooftrail.platform.work import Caller
from prooftrail.sales.requests.model import ACCEPTED, RAISED, REQUEST
from prooftrail.sales.requests.rules.weighing import monday
from prooftrail.sales.requests.weeks import coming, keep_weeks

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

MOST = 200
LATE = (
    "(state = 'raised' and respond_by {op} {at} or state = 'accepted' and due_at {op} {at}) "
    "and overdue is not true and deleted_at is null"
)


def sweep(on: Ground, place: Place) -> bool:
    """One turn; whether more are late than one turn marks."""
    with on.workspaces.begin(place.name, Caller(reason="requests")) as work:
        return mark_late(work) == MOST


def look_ahead(on: Ground, place: Place) -> None:
    """Keep this week and the next as they now stand."""
    with on.workspaces.begin(place.name, Caller(reason="requests")) as work:
        keep_weeks(work, coming(work))


def mark_late(work: "Work") -> int:
    """Mark what is past its time; one that waits for its first answer was not answered in time."""
    rows = work.execute(
        f"select id, state, answered_in_time from {work.place.schema}.{REQUEST} where "
        + LATE.format(op="<", at="%(now)s")
        + f" order by id limit {MOST} for update skip locked",
        {"now": work.now},
    ).fetchall()
    changes = [
        Change("update", REQUEST, id, {"overdue": True}
               | ({"answered_in_time": False} if state == RAISED and answered is None else {}))
        for id, state, answered in rows
    ]  # fmt: skip
    if changes:
        with work.acting(system("requests")):
            work.records.apply(changes, loose=True, action="request.overdue")
    return len(changes)


def due(work: "Work") -> datetime | None:
    """When the next one is late."""
    table = work.place.schema
    row = work.execute(
        f"select least(min(respond_by) filter (where state = '{RAISED}'), "
        f"min(due_at) filter (where state = '{ACCEPTED}')) from {table}.{REQUEST} "
        "where overdue is not true and deleted_at is null"
    ).fetchone()
    return row[0] + timedelta(microseconds=1) if row and row[0] else None


def next_week(work: "Work") -> datetime:
    """When the next week begins."""
    return datetime.combine(monday(work.today) + timedelta(days=7), time(), work.zone)

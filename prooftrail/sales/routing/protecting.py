"""From being given to being over: accepted or let go, protected until its limit, then settled, given to
somebody else, or put into the pool. One countdown, `due_at`, says what comes next by itself."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import dict_row

from prooftrail.platform.records import Change, Written
from prooftrail.platform.records.kept import amend
from prooftrail.sales.routing import queries
from prooftrail.sales.routing.model import (
    ACCEPTED,
    GIVEN_OUT,
    HELD,
    KEPT,
    LET_GO,
    OVER,
    POOL,
    RECORD,
    TAKEN,
    WAITING,
)

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

Row = Mapping[str, Any]
DEFAULT_POOL = "default"


def accept(work: "Work", about: str, row: Row) -> Written:
    """Its owner takes it up; the protection goes on until its limit."""
    values = {"routing": ACCEPTED, "accepted_at": work.now, "due_at": row["protected_until"]}
    with work.acting(work.actor.with_all_rights()):
        written = work.records.update(about, row["id"], values, loose=True, action=TAKEN)
    _amend(work, about, [row["id"]], {"accepted_at": work.now})
    return written


def let_go(
    work: "Work", about: str, rows: Sequence[Row], end: str, *, wrong_group: bool = False
) -> list[Written]:
    """Nobody's any more: to somebody else while there are rounds left, else into the pool."""
    reroute = end == "declined" or work.settings.value("routing.after_lapse") == "reroute"
    most = work.settings.value("routing.most_rounds")
    changes = [
        Change("update", about, row["id"], _free(reroute and (row["round"] or 0) < most)) for row in rows
    ]
    with work.acting(work.actor.with_all_rights()):
        written = work.records.apply(changes, loose=True, action=LET_GO, because={"end": end})
    said = {"state": "over", "ended_at": work.now, "ended_by": end} | (
        {"misassigned": True} if wrong_group else {}
    )
    _amend(work, about, [row["id"] for row in rows], said)
    return written


def protection_over(work: "Work", about: str, rows: Sequence[Row]) -> list[Written]:
    """What the settings say of what was taken up, and of what was not."""
    settings = work.settings
    ways = {True: settings.value("routing.after_protection_answered"),
            False: settings.value("routing.after_protection_silent")}  # fmt: skip
    changes = [Change("update", about, row["id"], _after(ways[_answered(row)])) for row in rows]
    with work.acting(work.actor.with_all_rights()):
        written = work.records.apply(changes, loose=True, action=OVER)
    said = {"state": "over", "ended_at": work.now, "ended_by": "expired"}
    _amend(work, about, [row["id"] for row in rows], said)
    return written


def follow_limits(work: "Work", about: str, most: int) -> int:
    """What is due now: not accepted in time, or protected long enough. How many there were."""
    rows = work.connection.cursor(row_factory=dict_row).execute(
        f"select * from {work.place.schema}.{about} where routing = any(%s) and due_at <= %s "
        "and deleted_at is null order by id limit %s for no key update skip locked",
        [list(HELD), work.now, most],
    ).fetchall()  # fmt: skip
    over = [row for row in rows if row["protected_until"] is None or row["protected_until"] <= work.now]
    late = [row for row in rows if row not in over]
    if over:
        protection_over(work, about, over)
    if late:
        let_go(work, about, late, "lapsed")
    return len(rows)


def next_limit(work: "Work") -> datetime | None:
    """When something falls due next."""
    parts = " union all ".join(
        f"(select due_at from {work.place.schema}.{name} where due_at is not null and deleted_at is null "
        f"and routing = any(%(states)s) order by due_at limit 1)" for name in GIVEN_OUT
    )  # fmt: skip
    row = work.execute(f"select min(due_at) from ({parts}) d", {"states": [*HELD, WAITING]}).fetchone()
    return row[0] if row else None


def _answered(row: Row) -> bool:
    """A lead says when it was answered; a customer was when he was accepted."""
    return (row["answered_at"] if "answered_at" in row else row["accepted_at"]) is not None


def _free(reroute: bool) -> dict[str, Any]:
    return {
        "owner": None, "routing": WAITING if reroute else POOL, "pool": None if reroute else DEFAULT_POOL,
        "due_at": None, "protected_until": None, "accepted_at": None, "assigned_at": None,
    }  # fmt: skip


def _after(way: str) -> dict[str, Any]:
    if way == "keep":
        return {"routing": KEPT, "due_at": None}
    return _free(way == "reroute")


def _amend(work: "Work", about: str, records: Sequence[UUID], said: Mapping[str, Any]) -> None:
    found = queries.open_records(work, about, records)
    amend(work, work.schema.object(RECORD), [{"id": row["id"], **said} for row in found.values()])

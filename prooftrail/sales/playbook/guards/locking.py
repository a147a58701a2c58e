"""The T+1 lock: an entry and its evidence are open until the end of the next company day, then never again.

Whoever has something to add later writes a new entry that says which one it corrects.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from psycopg.rows import dict_row

from prooftrail.platform.processes.rules.company_time import Entry, is_late, is_locked, locks_at
from prooftrail.platform.records import Pending
from prooftrail.platform.refusal import Attempt, Refusal
from prooftrail.platform.work import Work
from prooftrail.sales.playbook.guards.trying import follows, is_trusted, said_time

Row = Mapping[str, Any]
TIMES = "id, occurred_at, received_at, created_at, origin"


def entry_of(row: Row) -> Entry:
    """The times of an activity; one from before they were kept was received when it was created."""
    received = row["received_at"] or row["created_at"]
    return Entry(row["occurred_at"] or received, received, imported=row["origin"] == "imported")


def stamp(work: Work, each: Pending) -> None:
    """When a new activity was received, and whether it is told late; late again where its time changes."""
    row = each.after
    if each.op == "create":
        if row["received_at"] is None:
            row["received_at"] = row["created_at"] if each.loose else work.now
        if row["occurred_at"] is None and not each.loose and row["origin"] != "imported":
            row["occurred_at"] = work.now
    elif "occurred_at" not in each.given or not each.changed("occurred_at"):
        return
    row["late"] = is_late(entry_of(row), work.zone)


def refuse_locked(work: Work, activities: Sequence[Pending], evidence: Sequence[Pending]) -> None:
    """Refuse what would change a locked entry, by whomever and through whatever door."""
    for each in activities:
        if each.before is not None and _touches(each) and not _is_following(work, each):
            _judge(work, each, each.before)
    shown = [each for each in evidence if _touches(each) and not _is_following(work, each)]
    entries = _entries(work, [via for each in shown if (via := _via(each)) is not None])
    for each in shown:
        via, before = _via(each), each.before
        if via in entries:
            _judge(work, each, entries[via])
        elif before is not None:  # handed in by itself: it is its own entry
            _judge(work, each, {**before, "occurred_at": before["captured_at"]})


def _touches(each: Pending) -> bool:
    """Whether the write changes anything; taking an import back is no change of an entry."""
    if each.op == "update":
        return any(each.changed(name) for name in each.given)
    return each.op in ("create", "delete", "restore")


def _is_following(work: Work, each: Pending) -> bool:
    return is_trusted(work, each) or (each.op != "create" and follows(work, each))


def _via(each: Pending) -> UUID | None:
    row = each.after if each.before is None else each.before
    via: UUID | None = row["via"]
    return via if row["via_object"] == "activity" else None


def _entries(work: Work, ids: Sequence[UUID]) -> dict[UUID, Row]:
    if not ids:
        return {}
    cursor = work.connection.cursor(row_factory=dict_row)
    query = f"select {TIMES} from {work.place.schema}.activity where id = any(%s)"
    return {row["id"]: row for row in cursor.execute(query, [list(ids)]).fetchall()}


def _judge(work: Work, each: Pending, row: Row) -> None:
    entry = entry_of(row)
    if not is_locked(entry, work.zone, work.now):
        return
    locked = None if entry.imported else said_time(work, locks_at(entry, work.zone))
    facts = {"object": each.object.name, "locked_at": locked}
    tried = Attempt("activity", row["id"]) if each.op == "create" else Attempt(each.object.name, each.id)
    each.refuse(Refusal("entry_locked", "locked", facts=facts, attempt=tried))

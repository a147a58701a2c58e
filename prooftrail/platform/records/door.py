"""The one write door: every change of every record, one or thousands, by anybody, comes through here.

Order: rights, rows, values, references, owners, conflicts, guards, unique values; then row and
event together; then what follows, through the same door.
"""

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

import psycopg

from prooftrail.platform.faults import reached
from prooftrail.platform.records.change import Change, Outcome, Pending, Written
from prooftrail.platform.records.conflicts import check_conflicts
from prooftrail.platform.records.deleting import check_deletes, follow_deletes
from prooftrail.platform.records.incoming import check_references, read_values
from prooftrail.platform.records.loading import load_rows
from prooftrail.platform.records.numbering import give_numbers
from prooftrail.platform.records.owners import stamp_owners
from prooftrail.platform.records.removing import check_removals
from prooftrail.platform.records.restoring import check_restores
from prooftrail.platform.records.storing import finish, store
from prooftrail.platform.records.unique import check_unique, raced
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.values import Json, uuid7

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def apply(
    work: "Work", batch: Sequence[Change], *, because: Mapping[str, Json] | None = None,
    action: str | None = None, loose: bool = False, import_batch: UUID | None = None,
) -> list[Written]:  # fmt: skip
    """Write the whole batch or raise the first refusal.

    `because` and `action` go into the events; `loose` lets fixed fields be set (migrations and
    the system's own writes); `import_batch` marks new rows for undo.
    """
    pending = prepare(work, batch, because, action, loose, import_batch)
    for each in pending:
        if each.refusal is not None:
            raise each.refusal
    return _store(work, pending)


def apply_each(
    work: "Work", batch: Sequence[Change], *, because: Mapping[str, Json] | None = None,
    action: str | None = None, loose: bool = False, import_batch: UUID | None = None,
) -> list[Outcome]:  # fmt: skip
    """Write what can be written. A refusal of the store itself is found by writing ever smaller halves."""
    pending = prepare(work, batch, because, action, loose, import_batch)
    good = [each for each in pending if each.refusal is None]
    try:
        with work.connection.transaction():
            written = iter(_store(work, good))
            return [each.refusal or next(written) for each in pending]
    except Refusal as refusal:
        if len(batch) == 1:
            return [refusal]
    half = len(batch) // 2
    return [
        outcome
        for part in (batch[:half], batch[half:])
        for outcome in apply_each(
            work, part, because=because, action=action, loose=loose, import_batch=import_batch
        )
    ]


def prepare(
    work: "Work",
    batch: Sequence[Change],
    because: Mapping[str, Json] | None = None,
    action: str | None = None,
    loose: bool = False,
    import_batch: UUID | None = None,
) -> list[Pending]:
    """Everything short of writing: each write complete, or with its refusal."""
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
    pending = [_open(work, change, loose, because, action) for change in batch]
    seen: set[UUID] = set()
    for each in pending:
        if import_batch is not None and each.op == "create":
            each.after |= {"import_batch": import_batch, "origin": "imported"}
        if each.id in seen:
            each.refuse(Refusal("twice_in_batch", "invalid", facts={"id": str(each.id)}))
        seen.add(each.id)
    load_rows(work, pending)
    reached("loaded")
    for early in work.early:
        early.look(work, [each for each in pending if each.refusal is None])
    read_values(work, pending)
    check_references(work, pending)
    stamp_owners(work, pending)
    for each in pending:
        check_conflicts(work, each)
    check_deletes(work, pending)
    check_restores(work, pending)
    check_removals(work, pending)
    for guard in work.guards:
        open_ones = [each for each in pending if each.refusal is None]
        if open_ones:
            guard.check(work, open_ones)
    check_unique(work, pending)
    reached("checked")
    return pending


def _open(
    work: "Work", change: Change, loose: bool, because: Mapping[str, Json] | None, action: str | None
) -> Pending:
    object = work.schema.object(change.object)
    each = Pending(
        change, object, change.id or uuid7(), None, {}, loose=loose, because=because, action=action
    )
    each.given = frozenset(name for name in change.values if name in object.fields)
    if object.kept:
        each.refuse(Refusal("kept_by_log", "forbidden", facts={"object": object.name}))
    if change.op == "create":
        each.after = _fresh(work, each)
        if not work.access.grant(object.name).create:
            each.refuse(Refusal("may_not_create", "forbidden", facts={"object": object.name}))
        elif object.by_hand is not None and not loose:
            facts: dict[str, Json] = {"object": object.name, "label": object.label.json()}
            each.refuse(Refusal(object.by_hand, "forbidden", facts=facts))
    return each


def _fresh(work: "Work", each: Pending) -> dict[str, object]:
    row: dict[str, object] = dict.fromkeys(each.object.columns())
    row |= {
        "id": each.id, "version": 0, "created_at": work.now, "created_by": work.actor.person,
        "origin": "entered", "salt": os.urandom(16),
    }  # fmt: skip
    return row


def _store(work: "Work", pending: Sequence[Pending]) -> list[Written]:
    give_numbers(work, pending)
    finished = [finish(work, each) for each in pending]
    try:
        store(work, finished)
    except psycopg.errors.UniqueViolation as error:
        raise raced(_violated(pending, error), error) from None
    except psycopg.errors.ProgramLimitExceeded:
        raise Refusal("record_too_large", "invalid", facts={"object": pending[0].object.name}) from None
    reached("stored")
    written = [each for each, _ in finished]
    follow_deletes(work, written)
    for guard in work.guards:
        guard.follow(work, written)
    reached("followed")
    return written


def _violated(pending: Sequence[Pending], error: psycopg.errors.UniqueViolation) -> ObjectType:
    found = [each.object for each in pending if each.object.table.name == error.diag.table_name]
    return (found or [pending[0].object])[0]

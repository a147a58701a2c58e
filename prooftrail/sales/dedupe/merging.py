"""Merging two records and taking it back: locked together, moved whole, kept with what was done."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.events.log import Entry
from prooftrail.platform.likeness.pairs import MERGED as MERGED_PAIR
from prooftrail.platform.likeness.pairs import OPEN, judge
from prooftrail.platform.people.actor import system
from prooftrail.platform.records import Change, Written
from prooftrail.platform.records.loading import lock_rows
from prooftrail.platform.records.merges import Merge, end_merge, hold_merge, keep_merge
from prooftrail.platform.records.merging import move_all, move_back
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.values import Json, uuid7
from prooftrail.sales.dedupe.rules.surviving import Side, rule_of, takes_loser

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

MERGED, PARTED = "record.merged", "record.parted"
NEVER = frozenset({"id", "version", "created_at", "updated_at", "created_by", "updated_by", "origin"})
"""What is a record's own and no value of it."""


def both(
    work: "Work", object: ObjectType, survivor: UUID, loser: UUID, *, hold: bool = True
) -> dict[UUID, Any]:
    """Both rows, locked against writes and new references. Refuses one that is gone or may not be changed."""
    if survivor == loser:
        raise Refusal(
            "merge_with_itself", "invalid", facts={"object": object.name}, fields={"loser": "bad_value"}
        )
    rows = lock_rows(work, object, sorted([survivor, loser]), leaving=True)
    for id in (survivor, loser):
        row = rows.get(id)
        if row is None:
            raise work.records.missing(object.name)
        if row["deleted_at"] is not None:
            raise Refusal("merge_gone", "conflict", facts={"object": object.name, "record": str(id)})
        if not row["may_write"]:
            raise Refusal("record_read_only", "forbidden", facts={"object": object.name})
    return rows


def chosen(work: "Work", object: ObjectType, rows: Mapping[UUID, Any], survivor: UUID, loser: UUID,
           by_hand: Mapping[str, str]) -> dict[str, str]:  # fmt: skip
    """`{field: "survivor" | "loser"}` for every field the two differ in: by hand, else by the rule."""
    rules = work.settings.value("dedupe.survivors")
    sides = {id: side_of(object, rows[id]) for id in (survivor, loser)}
    found: dict[str, str] = {}
    for name in values_of(object):
        if sides[survivor].values.get(name) == sides[loser].values.get(name):
            continue
        takes = takes_loser(name, rule_of(name, rules), sides[survivor], sides[loser])
        if name == "owner":
            takes = False  # who goes on with the customer is decided by who merges
        found[name] = by_hand.get(name, "loser" if takes else "survivor")
    return found


def values_of(object: ObjectType) -> list[str]:
    """Fields of which one value survives a merge."""
    files = {name for name, _ in object.files}
    return [
        name for name, field in object.fields.items()
        if name not in NEVER and not field.derived and not field.type.several and name not in files
    ]  # fmt: skip


def merge(
    work: "Work", object: ObjectType, survivor: UUID, loser: UUID, by_hand: Mapping[str, str]
) -> tuple[Merge, list[Written]]:
    """Let one record take over another. Refuses what the caller may not change or delete."""
    rows = both(work, object, survivor, loser)
    choice = chosen(work, object, rows, survivor, loser, by_hand)
    values = {
        name: object.fields[name].value(rows[loser]) for name, side in choice.items() if side == "loser"
    }
    before = {name: object.fields[name].value(rows[survivor]) for name in values}
    id = uuid7()
    because: dict[str, Json] = {"merge": str(id), "survivor": str(survivor), "loser": str(loser)}
    moved = move_all(work, object, loser, survivor)
    written = work.records.apply([Change("delete", object.name, loser)], because=because, action=MERGED)
    with work.acting(system("merge", work.actor.person)):
        written += work.records.apply(
            [Change("update", object.name, survivor, values)], because=because, action=MERGED, loose=True
        )
    if not values:
        _note(work, object, rows[survivor], MERGED, because)
    taken = {name: [before[name], values[name]] for name in values}
    kept = Merge(id, object.name, survivor, loser, moved.json(), taken, None)
    keep_merge(work, kept)
    judge(work, object, survivor, loser, MERGED_PAIR)
    return kept, written


def part(work: "Work", merge: Merge) -> tuple[int, list[Written]]:
    """Take a merge back: what was changed since stays, and how much of it there is is answered."""
    object = work.schema.object(merge.object)
    held = lock_rows(work, object, [merge.survivor]).get(merge.survivor)
    if held is None or held["deleted_at"] is not None:
        raise work.records.missing(object.name)
    if not held["may_write"]:
        raise Refusal("record_read_only", "forbidden", facts={"object": object.name})
    because: dict[str, Json] = {"merge": str(merge.id), "undone": True}
    values = {
        name: old
        for name, (old, new) in merge.taken.items()
        if name in object.fields and object.fields[name].value(held) == new
    }
    left = len(merge.taken) - len(values)
    with work.acting(system("merge", work.actor.person)):
        written = work.records.apply(
            [Change("update", object.name, merge.survivor, values)],
            because=because,
            action=PARTED,
            loose=True,
        )
        try:
            written += work.records.apply(
                [Change("restore", object.name, merge.loser)], because=because, action=PARTED, loose=True
            )
        except Refusal as refusal:
            if refusal.kind != "missing":
                raise
            raise Refusal("merge_too_old", "conflict", facts={"object": object.name}) from None
    left += move_back(work, object, merge.loser, merge.survivor, merge.moved)
    end_merge(work, merge.id)
    judge(work, object, merge.survivor, merge.loser, OPEN)
    return left, written


def _note(
    work: "Work", object: ObjectType, row: Mapping[str, Any], action: str, because: Mapping[str, Json]
) -> None:
    """A line in the history of a record that took no value."""
    work.events.write([
        Entry(work.epoch, work.real_now, work.now, work.actor.kind, work.actor.person, action, None,
              object.id, row["id"], None, {}, dict(because), row["owner"], row["owner"], row["unit"],
              row["unit"])
    ])  # fmt: skip


def load_merge(work: "Work", id: UUID) -> Merge:
    """A merge, held. Refuses one that never was, and one whose survivor the caller does not see."""
    found = hold_merge(work, id)
    if found is None or not work.records.present(found.object, found.survivor):
        raise Refusal("unknown_merge", "missing", facts={"merge": str(id)})
    if found.undone_at is not None:
        raise Refusal("merge_undone", "conflict", facts={"at": found.undone_at.isoformat()})
    return found


def side_of(object: ObjectType, row: Mapping[str, Any]) -> Side:
    """A record as the rules of surviving read it."""
    values = {name: field.value(row) for name, field in object.fields.items() if not field.derived}
    return Side(json.loads(json.dumps(values, default=str)), row["updated_at"] or row["created_at"],
                row["origin"] != "imported")  # fmt: skip

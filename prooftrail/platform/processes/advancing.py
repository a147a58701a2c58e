"""Nodes that move by themselves: what stands before an open gate goes on, once, one node."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import dict_row

from prooftrail.platform.derived.guard import DerivedGuard
from prooftrail.platform.people.actor import system
from prooftrail.platform.processes.formulas import follows_children
from prooftrail.platform.processes.standing import gates
from prooftrail.platform.processes.store import Node, load
from prooftrail.platform.records.change import Change, Pending, Written
from prooftrail.platform.schema import ObjectType

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

Row = Mapping[str, Any]


def advance_open(work: "Work", object: ObjectType, ids: Sequence[UUID]) -> list[Written]:
    """Advance what stands before an open gate of a node that moves by itself.

    The rows are held first: of two that bring the last pieces at once, the second sees the first's.
    """
    rows = held_rows(work, object, ids)
    alike: dict[tuple[str, int], list[tuple[Row, Node]]] = {}
    for row in rows:
        process = load(work, row["process"], row["process_version"]) if row["process"] else None
        node = process.after(row["stage"]) if process else None
        if process and node and node.advance == "auto" and node.requires:
            alike.setdefault((process.key, process.version), []).append((row, node))
    written: list[Written] = []
    for (key, version), entering in alike.items():
        found = gates(work, object, load(work, key, version), entering)
        changes = [
            Change("update", object.name, gate.record, {"stage": gate.node.key})
            for gate in found
            if gate.open
        ]
        if changes:
            with work.acting(system("process", work.actor.person)):
                written += work.records.apply(changes, because={"auto": True}, loose=True)
    return written


def held_rows(work: "Work", object: ObjectType, ids: Sequence[UUID]) -> list[dict[str, Any]]:
    """Live rows, nobody else's to change until this transaction ends."""
    columns = ", ".join(object.columns())
    query = (
        f"select {columns} from {work.place.schema}.{object.table.name} "
        "where id = any(%s) and deleted_at is null order by id for no key update"
    )
    cursor = work.connection.cursor(row_factory=dict_row)
    return cursor.execute(query, [list(ids)]).fetchall()


def catch_up(work: "Work", object: ObjectType, entering: Sequence[tuple[Pending, Node]]) -> None:
    """Let what a gate reads of derived fields follow the write that asks for the gate.

    They are computed at the door after the gate is asked, and roll-ups a moment after that.
    """
    from prooftrail.platform.records.deriving import derive

    if not work.parsing.derive:
        return
    reading = [each for each, node in entering if follows_children(work, object, node.said)]
    if reading:
        derive(work, object.id, [each.id for each in reading])
        fresh = {row["id"]: row for row in held_rows(work, object, [each.id for each in reading])}
        columns = [column.name for field in object.fields.values() if field.derived
                   for column in field.columns()]  # fmt: skip
        for each in reading:
            each.after |= {name: fresh[each.id][name] for name in columns if each.id in fresh}
    asked = [
        each for each, node in entering if any(ask.type in ("formula", "field") for ask in node.requires)
    ]
    DerivedGuard().check(work, asked)

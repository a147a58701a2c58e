"""Who headed a leaver goes through what his phone handed over: his own now, or discarded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import dict_row

from prooftrail.platform.events.log import Entry
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json
from prooftrail.platform.workitems import store
from prooftrail.platform.workitems.actions import may_act
from prooftrail.platform.workitems.store import OBJECT

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


@dataclass(frozen=True)
class LeftFile:
    """A file beside an operation, with what the phone said of it."""

    kind: str
    name: str
    content: bytes
    told: Mapping[str, Any]


@dataclass(frozen=True)
class Left:
    """One operation that waits to be judged."""

    id: UUID
    person: UUID
    item: UUID
    op: Mapping[str, Any]
    files: Sequence[LeftFile]


def listed(work: "Work", item: UUID) -> list[dict[str, Json]]:
    """What a work item hands over, in the order it was done. Refuses an item out of sight."""
    if not work.records.present(OBJECT, item):
        raise work.records.missing(OBJECT)
    schema, cursor = work.place.schema, work.connection.cursor(row_factory=dict_row)
    rows = cursor.execute(
        f"select o.*, p.name as by_name from {schema}._left_op o "
        f"left join {schema}.person p on p.id = o.decided_by where o.item = %s order by o.id",
        [item],
    ).fetchall()
    may = may_act(work, store.load(work, item))
    return [_said(row, may=may) for row in rows]


def claimed(work: "Work", id: UUID) -> Left:
    """One to be judged, locked. Refuses one out of sight, somebody else's, and one that was judged."""
    schema, cursor = work.place.schema, work.connection.cursor(row_factory=dict_row)
    row = cursor.execute(f"select * from {schema}._left_op where id = %s for update", [id]).fetchone()
    if row is None or row["item"] is None or not work.records.present(OBJECT, row["item"]):
        raise Refusal("record_missing", "missing", facts={"object": OBJECT})
    item = store.load(work, row["item"])
    if not may_act(work, item):
        raise Refusal("work_item_not_yours", "forbidden", facts={"number": item["number"]})
    if row["state"] != "waiting":
        raise Refusal("left_op_judged", "conflict", facts={"state": row["state"]})
    return Left(row["id"], row["person"], row["item"], row["op"], _files(work, row))


def settle(work: "Work", left: Left, state: str) -> None:
    """It is judged; its files are not kept twice. The history says by whom, and whose it was."""
    schema = work.place.schema
    work.execute(
        f"update {schema}._left_op set state = %s, decided_by = %s, decided_at = %s where id = %s",
        [state, work.actor.person, work.real_now, left.id],
    )
    keys = [each["key"] for each in left.op.get("files", ())]
    work.execute(f"delete from {schema}._left_file where person = %s and key = any(%s)", [left.person, keys])
    because: dict[str, Json] = {"left_by": str(left.person), "op": left.op["key"], "call": left.op["call"]}
    work.events.write(
        [Entry(work.epoch, work.real_now, work.now, work.actor.kind, work.actor.person,
               f"left_op.{state}", because=because)]
    )  # fmt: skip


def _files(work: "Work", row: Mapping[str, Any]) -> list[LeftFile]:
    said = {each["key"]: each for each in row["op"].get("files", ())}
    found = work.execute(
        f"select key, name, content from {work.place.schema}._left_file "
        "where person = %s and key = any(%s) order by key",
        [row["person"], list(said)],
    ).fetchall()
    return [
        LeftFile(said[key]["kind"], name, bytes(content), said[key].get("told") or {})
        for key, name, content in found
    ]


def _said(row: Mapping[str, Any], *, may: bool) -> dict[str, Json]:
    op = row["op"]
    return {
        "id": str(row["id"]), "call": op["call"], "about": op.get("about"), "input": op.get("input") or {},
        "captured_at": op.get("captured_at"), "files": len(op.get("files", ())), "state": row["state"],
        "received_at": row["received_at"].isoformat(),
        "decided_by": row["by_name"], "may": may and row["state"] == "waiting",
    }  # fmt: skip

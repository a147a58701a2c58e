"""The gate of one record, for who looks at it."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import dict_row

from prooftrail.platform.processes.standing import gates
from prooftrail.platform.processes.store import Process, load
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def show_gate(work: "Work", object: str, record: UUID) -> dict[str, Json]:
    """`{"process","version","stage","entered_at","next","open","requirements","exits"}`."""
    row, process = standing_at(work, object, record)
    here, node = process.node(row["stage"]), process.after(row["stage"])
    found = None
    if node is not None:
        found = gates(work, work.schema.object(object), process, [(row, node)])[0]
    exits: list[Json] = [
        {"to": each.key, "label": each.label.json(),
         "fields": [ask.field for ask in each.requires if ask.field]}
        for each in process.nodes if each.end == "lost" and (here is None or here.end is None)
    ]  # fmt: skip
    since = row["stage_since"]
    return {
        "process": process.key, "version": process.version, "stage": row["stage"],
        "entered_at": since.isoformat() if since else None, "next": found.node.key if found else None,
        "advance": found.node.advance if found else None, "open": found.open if found else False,
        "requirements": found.requirements(work, work.schema.object(object)) if found else [], "exits": exits,
    }  # fmt: skip


def next_stage(work: "Work", object: str, record: UUID) -> str | None:
    """The key of the node that follows, or None at the end."""
    row, process = standing_at(work, object, record)
    node = process.after(row["stage"])
    return node.key if node else None


def standing_at(work: "Work", object: str, record: UUID) -> tuple[dict[str, Any], Process]:
    """A record the caller sees, with its process. Refuses what goes through none."""
    kind = work.schema.object(object)
    if not kind.staged:
        raise Refusal("no_process", "invalid", facts={"object": object})
    if not work.records.present(object, record):
        raise work.records.missing(object)
    query = f"select {', '.join(kind.columns())} from {work.place.schema}.{kind.table.name} where id = %s"
    row = work.connection.cursor(row_factory=dict_row).execute(query, [record]).fetchone()
    if row is None or row["process"] is None:
        raise Refusal("no_process", "invalid", facts={"object": object})
    return row, load(work, row["process"], row["process_version"])

"""A piece of evidence after it was read, or let through: written, and judged again by it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import dict_row

from prooftrail.platform.processes.evidence import wanted_by
from prooftrail.platform.processes.rules.gates import judge
from prooftrail.platform.processes.standing import READ, load_sites, load_trails
from prooftrail.platform.processes.store import load
from prooftrail.platform.processes.terms import Terms
from prooftrail.platform.records.change import Change, Written

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def settle(
    work: "Work", id: UUID, object: str, record: UUID, values: Mapping[str, Any], *, action: str,
    because: Mapping[str, Any] | None = None,
) -> Written:  # fmt: skip
    """Write `values` of a piece about a record; one that waited and owes nothing any more is proven by it."""
    known = work.schema.objects.get(object)
    changes = dict(values)
    if known is not None and known.staged and _is_proven(work, id, object, record, values):
        changes["state"] = "proven"
    change = Change("update", "evidence", id, changes)
    return work.records.apply([change], because=because, loose=True, action=action)[0]


def _is_proven(work: "Work", id: UUID, object: str, record: UUID, values: Mapping[str, Any]) -> bool:
    kind = work.schema.object(object)
    item = next((each for each in load_trails(work, [record]).get(record, ()) if each.id == str(id)), None)
    if item is None or item.state != "waiting":
        return False
    cursor = work.connection.cursor(row_factory=dict_row)
    query = f"select {', '.join(kind.columns())} from {work.place.schema}.{kind.table.name} where id = %s"
    row = cursor.execute(query, [record]).fetchone()
    if row is None or row["process"] is None:
        return False
    process = load(work, row["process"], row["process_version"])
    ask = wanted_by(Terms(work), (process, row["stage"]), item.kind, item.slot)
    read = replace(item, read=READ.get(values["reading"]))
    return judge(read, ask, load_sites(work, kind, process, [row]).get(record), work.now).state == "proven"

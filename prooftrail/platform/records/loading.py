"""The rows a batch changes, locked in id order so that two batches cannot wait for each other."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import dict_row
from sqlalchemy import Uuid, bindparam, select, true
from sqlalchemy.dialects.postgresql import ARRAY

from prooftrail.platform.access.scope import values, visible
from prooftrail.platform.records.change import Pending
from prooftrail.platform.records.compiled import compiled
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import ObjectType

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def load_rows(work: "Work", pending: Sequence[Pending]) -> None:
    """Fill `before` and `after` of updates, deletes and restores; refuse what is missing or not writable."""
    waiting = [each for each in pending if each.refusal is None and each.op != "create"]
    for object in {each.object.name: each.object for each in waiting}.values():
        mine = [each for each in waiting if each.object is object]
        leaving = any(each.op == "delete" for each in mine)
        rows = lock_rows(work, object, [each.id for each in mine], leaving=leaving)
        for each in mine:
            _settle(work, each, rows.get(each.id))


def lock_rows(
    work: "Work", object: ObjectType, ids: Sequence[UUID], *, leaving: bool = False
) -> dict[UUID, dict[str, Any]]:
    """Rows in the caller's sight by id, locked; `may_write` says whether he may change each.

    Rows that are `leaving` are locked against new references to them as well.
    """
    table = object.table.alias()

    def build() -> Any:
        seen = visible(work.schema, work.access, "read", object, table)
        may_write = (
            visible(work.schema, work.access, "write", object, table) if not work.access.unbound else true()
        )
        columns = [table.c[name].label(name) for name in object.columns()]
        wanted = table.c.id == bindparam("ids", type_=ARRAY(Uuid)).any_()
        return (
            select(*columns, may_write.label("may_write"))
            .where(wanted, seen)
            .order_by(table.c.id)
            .with_for_update(of=table, key_share=not leaving)
        )

    statement = compiled(work.schema, ("lock", object.name, leaving, work.access.shape), build)
    bound = statement.values(values(work.access, work.actor.person) | {"ids": list(ids)})
    cursor = work.connection.cursor(row_factory=dict_row)
    return {row["id"]: row for row in cursor.execute(statement.text, bound).fetchall()}


def _settle(work: "Work", each: Pending, row: dict[str, Any] | None) -> None:
    trashed = row is not None and row["deleted_at"] is not None
    if row is None or (trashed != (each.op == "restore") and each.op != "remove"):
        return each.refuse(work.records.missing(each.object.name))
    may_write = row.pop("may_write")
    each.before, each.after = row, dict(row)
    if not may_write or (each.op == "delete" and not work.access.grant(each.object.name).delete):
        each.refuse(Refusal("record_read_only", "forbidden", facts={"object": each.object.name}))
    return None

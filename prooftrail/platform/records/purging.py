"""Removing rows for good: each leaves one last event that says so, so that `verify` stays true.

People and departments stay: owners, authors and the history name them.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.events.log import Entry
from prooftrail.platform.records.deleting import references_to
from prooftrail.platform.schema import ObjectType, Schema
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.database.place import Place
    from prooftrail.platform.jobs.sweeps import Ground
    from prooftrail.platform.work import Work

PURGED = "record.purged"
CHUNK = 1_000
LET_GO = ("own", "detach")
"""With these a reference went, or was emptied, when what it points to was deleted."""


def purge_trash(ground: "Ground", place: "Place") -> None:
    """The sweep: what has lain in the trash for `trash.days` goes, a chunk a transaction."""
    from prooftrail.platform.work import Caller

    caller = Caller(reason="trash")
    with ground.workspaces.begin(place.name, caller) as work:
        names = [object.name for object in purgeable(work.schema)]
    for name in names:
        full = True
        while full:
            with ground.workspaces.begin(place.name, caller) as work:
                full = _purge_chunk(work, name) == CHUNK


def trash_due(work: "Work") -> datetime | None:
    """When the sweep will next find something."""
    tables = [f"{work.place.schema}.{object.table.name}" for object in purgeable(work.schema)]
    each = (f"(select min(deleted_at) as gone from {table})" for table in tables)
    row = work.execute(f"select min(gone) from ({' union all '.join(each)}) t").fetchone()
    lasts = timedelta(days=work.settings.value("trash.days"), microseconds=1)
    return None if row is None or row[0] is None else row[0] + lasts


def _purge_chunk(work: "Work", name: str) -> int:
    object = work.schema.objects.get(name)
    if object is None:
        return 0
    days = work.settings.value("trash.days")
    rows = work.execute(
        f"select id from {work.place.schema}.{object.table.name} where deleted_at < %s "
        "order by deleted_at limit %s for update skip locked",
        [work.now - timedelta(days=days), CHUNK],
    ).fetchall()
    purge(work, object, [row[0] for row in rows], because={"trash_days": days})
    return len(rows)


def purgeable(schema: Schema) -> list[ObjectType]:
    """Objects no fixed field keeps pointing to: what they hold may vanish without leaving a hole."""
    return [
        object
        for object in schema.objects.values()
        if not any(
            field.fixed and field.options.get("on_delete") not in LET_GO
            for _, field in references_to(schema, object)
        )
    ]


def purge(
    work: "Work",
    object: ObjectType,
    ids: Sequence[UUID],
    *,
    because: Mapping[str, Json] | None = None,
    action: str = PURGED,
) -> int:
    """Remove rows with their shares, confirmations and file handles; how many went.

    The last event of a row has the next version and no digest: after it there is no row.
    """
    if not ids:
        return 0
    schema = work.place.schema
    owner = "owner, unit" if object.owned else "null::uuid, null::uuid"
    gone = work.execute(
        f"delete from {schema}.{object.table.name} where id = any(%s) returning id, version, {owner}",
        [list(ids)],
    ).fetchall()
    work.execute(
        f"delete from {schema}._share where object = %s and record = any(%s)", [object.name, list(ids)]
    )
    work.execute(f"delete from {schema}._confirmation where record = any(%s)", [list(ids)])
    work.execute(f"delete from {schema}._file where object = %s and record = any(%s)", [object.id, list(ids)])
    work.events.write([
        Entry(work.epoch, work.real_now, work.now, work.actor.kind, work.actor.person, action,
              work.actor.on_behalf, object.id, record, version + 1, {}, because,
              owner_before=whose, unit_before=unit)
        for record, version, whose, unit in gone
    ])  # fmt: skip
    return len(gone)

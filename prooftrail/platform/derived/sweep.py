"""The worker's turn at marks: spread to the records they mean, computed in chunks of one transaction each."""

from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.derived.graph import plans
from prooftrail.platform.derived.marks import ALL, mark
from prooftrail.platform.records.deriving import derive
from prooftrail.platform.work import Caller

if TYPE_CHECKING:
    from prooftrail.platform.database.place import Place
    from prooftrail.platform.jobs.sweeps import Ground
    from prooftrail.platform.work import Work

CALLER = Caller(reason="derived")
CHUNK = 2_000
NOBODY = "00000000-0000-0000-0000-000000000000"
TAKE = (
    "with taken as (select object, record, via from {schema}._dirty group by object, record, via "
    f"order by min(n) limit {CHUNK}), gone as (delete from {{schema}}._dirty d using taken t "
    f"where d.object = t.object and coalesce(d.record, '{NOBODY}') = coalesce(t.record, '{NOBODY}') "
    "and coalesce(d.via, '') = coalesce(t.via, '')) select object, record, via from taken"
)
"""What is marked longest, each once: a thousand children of one record mark it a thousand times."""


def sweep(on: "Ground", place: "Place") -> None:
    """One turn: until no mark is left."""
    while take_marks(on, place):
        pass


def take_marks(on: "Ground", place: "Place") -> bool:
    """A chunk of marks; whether there were any."""
    with on.workspaces.begin(place.name, CALLER) as work:
        found = work.execute(TAKE.format(schema=place.schema)).fetchall()
        direct: dict[str, set[UUID]] = {}
        for object, record, via in found:
            if via is None:
                direct.setdefault(object, set()).add(record)
            else:
                _spread(work, object, record, via)
        for object, ids in direct.items():
            derive(work, object, sorted(ids))
    return bool(found)


def _spread(work: "Work", object_id: str, record: UUID | None, via: str) -> None:
    """The records a mark means: all that point to one, or the next of all."""
    plan = plans(work.schema).get(object_id)
    if plan is None or not plan.fields:
        return
    table = f"{work.place.schema}.{plan.object.table.name}"
    if via != ALL:
        if via in plan.object.columns():
            work.execute(
                f"insert into {work.place.schema}._dirty (object, record) "
                f"select %s, id from {table} where {via} = %s",
                [object_id, record],
            )
        return
    after = "" if record is None else "where id > %(record)s "
    rows = work.execute(
        f"select id from {table} {after}order by id limit {CHUNK}", {"record": record}
    ).fetchall()
    derive(work, object_id, [row[0] for row in rows], told=False)
    if len(rows) == CHUNK:
        mark(work, [(object_id, rows[-1][0], ALL)])

"""The worker's turn at marks: spread to the records they mean, computed in chunks of one transaction each.

Marks of single changes come first. After each look at them goes what is bulk (an import, or a field
filled for a million records), in chunks so small that nobody waits long for one.
"""

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.derived.graph import plans
from prooftrail.platform.derived.marks import ALL, mark, spread
from prooftrail.platform.records.deriving import derive
from prooftrail.platform.work import Caller

if TYPE_CHECKING:
    from prooftrail.platform.database.place import Place
    from prooftrail.platform.jobs.sweeps import Ground
    from prooftrail.platform.work import Work

CALLER = Caller(reason="derived")
TURN = 1.0
"""Seconds: then other workspaces have theirs."""
AIM = 0.25
"""Seconds a chunk of bulk is to take; the next one is made larger or smaller by that."""
FIRST, LEAST, MOST = 200, 10, 4_000
FRESH = 1_000
TAKE = (
    "delete from {schema}._dirty where n = any(array(select n from {schema}._dirty where bulk = %s "
    "order by n limit %s)) returning object, record, via"
)


def sweep(on: "Ground", place: "Place", clock: Callable[[], float] = time.monotonic) -> bool:
    """One turn; whether it ended before the marks did."""
    size, end = FIRST, clock() + TURN
    while clock() < end:
        fresh, began = take(on, place, bulk=False, size=FRESH), clock()
        if take(on, place, bulk=True, size=size):
            size = next_size(size, clock() - began)
        elif not fresh:
            return False
    return True


def settle(on: "Ground", place: "Place") -> None:
    """As many turns as there are marks for."""
    while sweep(on, place):
        pass


def next_size(size: int, took: float) -> int:
    """How many marks the next chunk has, when one of `size` took so many seconds."""
    fitting = size * AIM / max(took, 0.001)
    return int(min(max(fitting, size / 4, LEAST), size * 2, MOST))


def take(on: "Ground", place: "Place", *, bulk: bool, size: int) -> bool:
    """A chunk of marks, longest there first; whether there were any."""
    with on.workspaces.begin(place.name, CALLER) as work:
        found = work.execute(TAKE.format(schema=place.schema), [bulk, size]).fetchall()
        direct: dict[str, set[UUID]] = {}
        for object, record, via in dict.fromkeys(found):
            if via is None:
                direct.setdefault(object, set()).add(record)
            elif via == ALL:
                _next_of_all(work, object, record, size)
            else:
                _follow_link(work, object, record, via, bulk)
        for object, ids in direct.items():
            derive(work, object, sorted(ids), bulk=bulk)
    return bool(found)


def _follow_link(work: "Work", object_id: str, record: UUID, via: str, bulk: bool) -> None:
    plan = plans(work.schema).get(object_id)
    if plan is not None and plan.fields and via in plan.object.columns():
        spread(work, plan.object, record, via, bulk=bulk)


def _next_of_all(work: "Work", object_id: str, after: UUID | None, size: int) -> None:
    """The next of every record of an object, in the order of their ids."""
    plan = plans(work.schema).get(object_id)
    if plan is None or not plan.fields:
        return
    where = "" if after is None else "where id > %(after)s "
    values: Mapping[str, object] = {"after": after, "size": size}
    rows = work.execute(
        f"select id from {work.place.schema}.{plan.object.table.name} {where}order by id limit %(size)s",
        values,
    ).fetchall()
    derive(work, object_id, [row[0] for row in rows], told=False, bulk=True)
    if len(rows) == size:
        mark(work, [(object_id, rows[-1][0], ALL)], bulk=True)

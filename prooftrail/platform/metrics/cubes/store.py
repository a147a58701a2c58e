"""Cubes as kept: which there are, how far each has followed the log, and when it was compared last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from psycopg.rows import class_row, dict_row

from prooftrail.platform.events.position import Position
from prooftrail.platform.metrics.cubes.plan import Plan, planned
from prooftrail.platform.metrics.state import State, once, read_state
from prooftrail.platform.metrics.store import SHIPPED

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

COLUMNS = "id, stamp, object, state, epoch, tx::text as xid, seq, built_to, checked_at"
LOCK = 7342
PAST_CUBE = (
    "select true from {schema}._event e where (e.object, e.epoch, e.tx, e.seq) > "
    "(c.object, c.epoch, c.tx, c.seq) and e.object <= c.object and e.record is not null{more} "
    "order by e.object, e.epoch, e.tx, e.seq limit 1"
)
"""Whether there is an event of a cube's object past its cursor. It is said so that only the index by object
can answer: for an object that is quiet any other reads all that the others did since."""
MOST_TAIL = 400
"""A question reads what is not followed yet up to so many events; past that it asks the records."""


@dataclass(frozen=True, slots=True)
class Cube:
    """One cube: `building` until every day is in it, then `live`; `gone` while its cells are cleared away."""

    id: int
    stamp: str
    object: str
    state: str
    epoch: int
    xid: str
    seq: int
    built_to: date | None
    checked_at: datetime

    @property
    def place(self) -> Position:
        """How far it has followed the log."""
        return Position(self.epoch, int(self.xid), self.seq)


def cubes(work: "Work", *, locked: bool = False, state: str | None = None) -> list[Cube]:
    """All there are; `locked` so that nobody else works at them until this transaction ends.

    The lock is none of rows: that would give the transaction a number, and the log's readers would wait.
    """
    if locked:
        work.execute("select pg_advisory_xact_lock(%s, hashtext(%s))", [LOCK, work.place.name])
    cursor = work.connection.cursor(row_factory=class_row(Cube))
    return cursor.execute(
        f"select {COLUMNS} from {work.place.schema}._cube where %(state)s::text is null or state = %(state)s "
        "order by id",
        {"state": state},
    ).fetchall()


def plans(work: "Work", state: State | None = None) -> dict[str, Plan]:
    """What is planned, by stamp; reckoned anew where metrics, processes or the schema changed."""
    now = state or read_state(work)
    key = ("cubes", now, str(work.zone), work.currency, id(work.defaults.get(SHIPPED)))
    return once(work, key, lambda: {each.stamp: each for each in planned(work, now)})


def behind(work: "Work") -> set[int]:
    """The live cubes that have something of the log to follow."""
    schema = work.place.schema
    settled = " and (e.epoch < %s or e.tx < pg_snapshot_xmin(pg_current_snapshot()))"
    past = PAST_CUBE.format(schema=schema, more=settled)
    query = f"select c.id from {schema}._cube c where c.state = 'live' and ({past})"
    rows = work.execute(query, [work.epoch]).fetchall()
    return {row[0] for row in rows}


def keep_place(work: "Work", ids: Sequence[int], place: Position) -> None:
    """The cubes have followed the log up to there."""
    work.execute(
        f"update {work.place.schema}._cube set epoch = %s, tx = %s::text::xid8, seq = %s where id = any(%s)",
        [place.epoch, str(place.tx), place.seq, list(ids)],
    )


def events_after(
    work: "Work", plan: Plan, place: Position, most: int, below: int | None = None
) -> list[dict[str, Any]]:
    """The next events of a cube's records in log order, and all that followed for the same records.

    Those of the log itself carry `n`, up to `most`. `below` is the watermark they keep behind.
    """
    object = work.schema.objects[plan.object]
    day = "null::date"
    if plan.time is not None:
        each = object.fields[plan.time]
        column = f"t.{each.column}"
        day = f"timezone(%(zone)s, {column})::date" if each.type.key == "time" else column
        day = f"case when t.id is not null then coalesce({day}, date '0001-01-01') end"
    after = "(e.epoch, e.tx, e.seq) > (%(epoch)s, %(tx)s::text::xid8, %(seq)s)"
    behind = "" if below is None else " and (e.epoch < %(now)s or e.tx < %(below)s::text::xid8)"
    fields = "e.epoch, e.tx::text as xid, e.seq, e.record, e.action, e.changes, e.owner_before, " \
        "e.owner_after, e.unit_before, e.unit_after"  # fmt: skip
    cursor = work.connection.cursor(row_factory=dict_row)
    return cursor.execute(
        f"with next as (select e.epoch, e.tx, e.seq, e.record from {work.events.table} e where "
        f"e.object = %(object)s and e.record is not null and {after}{behind} "
        "order by e.epoch, e.tx, e.seq limit %(most)s) "
        f"select {fields}, {day} as day, n.seq as n from (select distinct record from next) r "
        f"join {work.events.table} e on e.record = r.record and {after} "
        "left join next n on (n.epoch, n.tx, n.seq) = (e.epoch, e.tx, e.seq) "
        f"left join {work.place.schema}.{object.table.name} t on t.id = e.record "
        "order by e.epoch, e.tx, e.seq",
        {"object": object.id, "epoch": place.epoch, "tx": str(place.tx), "seq": place.seq, "most": most,
         "below": str(below), "now": work.epoch, "zone": str(work.zone)},
    ).fetchall()  # fmt: skip

"""The worker's turn at cubes: made, filled a stretch of days at a time, and fed from the log by cursor.

What an event touched is measured anew from the records, in the transaction that moves the cursor. Measured
twice it is the same, so that a turn that is lost, or an event that is met again, does no harm.
"""

import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from typing import TYPE_CHECKING, Any

from prooftrail.platform.events.feed import watermark
from prooftrail.platform.events.position import Position
from prooftrail.platform.metrics.cubes.cells import (
    FULL,
    KEY,
    NO_DAY,
    NOBODY,
    SUMS,
    Where,
    add_up,
    bound_of,
    measured_cells,
)
from prooftrail.platform.metrics.cubes.plan import Plan
from prooftrail.platform.metrics.cubes.spots import Spots, of_days, of_spots, spots_of
from prooftrail.platform.metrics.cubes.store import Cube, behind, cubes, events_after, keep_place, plans
from prooftrail.platform.records.compiled import Compiled, compiled
from prooftrail.platform.work import Caller

if TYPE_CHECKING:
    from prooftrail.platform.database.place import Place
    from prooftrail.platform.jobs.sweeps import Ground
    from prooftrail.platform.work import Work

CALLER = Caller(reason="cubes")
TURN = 1.0
"""Seconds: then other workspaces have theirs."""
AIM = 0.5
"""Seconds a stretch of days is to take."""
FEW_ROWS = 50_000
"""So many records are measured at once."""
BATCH, BEHIND = 2_000, 20_000
"""Events a step follows; a cube further behind than the second is filled anew instead."""
CLEARED = 50_000


def sweep(on: "Ground", place: "Place", clock: Callable[[], float] = time.monotonic) -> bool:
    """One turn; whether it ended before the work did."""
    end = clock() + TURN
    more = True
    while more and clock() < end:
        with on.workspaces.begin(place.name, CALLER) as work:
            more = step(work, clock)
    return more


def settle(on: "Ground", place: "Place") -> None:
    """As many turns as there is work for."""
    while sweep(on, place):
        pass


def step(work: "Work", clock: Callable[[], float] = time.monotonic) -> bool:
    """A piece of work in this transaction; whether there was any."""
    wanted, held = plans(work), cubes(work, locked=True)
    if _agree(work, wanted, held):
        return True
    for each in held:
        if each.state == "gone" and _clear(work, each):
            return True
    for each in held:
        if each.state == "building":
            build(work, each, wanted[each.stamp], clock)
            return True
    late = behind(work)
    for each in held:
        if each.id in late:
            feed(work, each, wanted[each.stamp])
    return bool(late)


def _agree(work: "Work", wanted: dict[str, Plan], held: list[Cube]) -> bool:
    """Make what is planned and not there, give up what is there and not planned; whether anything was."""
    table = f"{work.place.schema}._cube"
    stamps = {each.stamp for each in held if each.state != "gone"}
    gone = [each.id for each in held if each.stamp not in wanted and each.state != "gone"]
    if gone:
        work.execute(f"update {table} set state = 'gone', stamp = 'gone ' || id where id = any(%s)", [gone])
    new = [each for stamp, each in wanted.items() if stamp not in stamps]
    if new:
        _, last = watermark(work)
        for each in new:
            object = work.schema.objects[each.object].id
            work.execute(
                f"insert into {table} (stamp, object, state, epoch, tx, seq, checked_at, made_at) "
                "values (%s, %s, 'building', %s, %s::text::xid8, %s, %s, %s) on conflict do nothing",
                [each.stamp, object, last.epoch, str(last.tx), last.seq, work.now, work.now],
            )
    return bool(gone or new)


def _clear(work: "Work", cube: Cube) -> bool:
    """Some of the cells of what was given up, and at last itself."""
    schema = work.place.schema
    done = work.execute(
        f"delete from {schema}._cube_cell where ctid = any(array(select ctid from {schema}._cube_cell "
        "where cube = %s limit %s))",
        [cube.id, CLEARED],
    ).rowcount
    if done < CLEARED:
        work.execute(f"delete from {schema}._cube where id = %s", [cube.id])
    return True


def build(work: "Work", cube: Cube, plan: Plan, clock: Callable[[], float] = time.monotonic) -> None:
    """Fill the next days of a cube, as many as take about half a second; the last ones make it live."""
    began, schema = clock(), work.place.schema
    first, last = (None, None) if small(work, plan) else extent(work, plan)
    if first is None or last is None:
        fill(work, cube.id, plan, "all", None)
        finish(work, cube, plan)
        return
    since = cube.built_to or first
    days = 31
    while since <= last:
        until = since + timedelta(days=days)
        fill(work, cube.id, plan, "days", (since, until))
        since, took = until, clock() - began
        if took > AIM:
            break
        days *= 2
    if since <= last:
        work.execute(f"update {schema}._cube set built_to = %s where id = %s", [since, cube.id])
        return
    fill(work, cube.id, plan, "blank", None)
    work.execute(
        f"delete from {schema}._cube_cell where cube = %s and level = {FULL} and day <> %s "
        "and (day < %s or day >= %s)",
        [cube.id, NO_DAY, first, since],
    )
    finish(work, cube, plan)


def finish(work: "Work", cube: Cube, plan: Plan) -> None:
    """Every day is in it, and the planner knows how many cells there are."""
    add_up(work, cube.id, plan, None, None)
    work.execute(f"analyze {work.place.schema}._cube_cell")
    work.execute(
        f"update {work.place.schema}._cube set state = 'live', built_to = null where id = %s", [cube.id]
    )


def small(work: "Work", plan: Plan) -> bool:
    """Whether all its records are measured at once: they are few, or no days divide them."""
    table = work.schema.objects[plan.object].table.name
    row = work.execute(
        f"select count(*) from (select 1 from {work.place.schema}.{table} limit {FEW_ROWS + 1}) t"
    ).fetchone()
    return plan.time is None or row is None or row[0] <= FEW_ROWS


def extent(work: "Work", plan: Plan) -> tuple[date | None, date | None]:
    """The first and the last day of the records."""
    object = work.schema.objects[plan.object]
    assert plan.time is not None
    each = object.fields[plan.time]
    row = work.execute(
        f"select min({each.column}), max({each.column}) from {work.place.schema}.{object.table.name} "
        "where deleted_at is null"
    ).fetchone()
    first, last = row or (None, None)
    found = [
        said.astimezone(work.zone).date() if isinstance(said, datetime) else said for said in (first, last)
    ]
    return found[0], found[1]


def fill(work: "Work", cube: int, plan: Plan, how: str, days: tuple[date, date] | None) -> None:
    """Measure all records, those of some days, or those of none, into cells that are not there yet."""
    statement = statement_of(work, plan, how)
    values = bound_of(work, plan) | bound_days(work, plan, days)
    cells = f"{work.place.schema}._cube_cell"
    where = {"all": "", "days": " and day >= %(first)s and day < %(end)s", "blank": " and day = %(no_day)s"}
    bound = {"cube": cube, "no_day": NO_DAY, "first": days and days[0], "end": days and days[1]}
    work.execute(f"delete from {cells} where cube = %(cube)s and level = {FULL}{where[how]}", bound)
    work.execute(inserting(cells, statement.text), statement.values(values) | {"cube": cube})


def inserting(cells: str, text: str) -> str:
    """The statement that keeps what another measures."""
    names = ", ".join(KEY + SUMS)
    return f"insert into {cells} (cube, level, {names}) select %(cube)s, {FULL}, q.* from ({text}) q"


def statement_of(work: "Work", plan: Plan, how: str) -> Compiled:
    """What measures a cube's cells: of all records, of `days`, of no day (`blank`), or of `spots`."""
    object = work.schema.objects[plan.object]
    is_time = plan.time is not None and object.fields[plan.time].type.key == "time"

    def blank(table: Any, day: Any, owner: Any) -> Any:
        return table.c[object.fields[plan.time].column].is_(None) if plan.time else day == NO_DAY

    ways: dict[str, Where | None] = {
        "all": None, "days": of_days(object, plan, is_time), "blank": blank, "spots": of_spots(object.owned),
    }  # fmt: skip
    return compiled(work.schema, ("cells", plan.stamp, how), lambda: measured_cells(work, plan, ways[how]))


def bound_days(work: "Work", plan: Plan, days: tuple[date, date] | None) -> dict[str, Any]:
    """What `of_days` binds: dates, or the moments at which the company's days start."""
    if days is None or plan.time is None:
        return {}
    object = work.schema.objects[plan.object]
    if object.fields[plan.time].type.key == "date":
        return {"since": days[0], "until": days[1]}
    since, until = (datetime.combine(day, clock_time(), work.zone) for day in days)
    return {"since": since, "until": until}


def feed(work: "Work", cube: Cube, plan: Plan) -> None:
    """Follow some of the log, or start anew where that is less work."""
    below, last = watermark(work)
    rows = events_after(work, plan, cube.place, BATCH, below)
    own = [row for row in rows if row["n"] is not None]
    if not own:
        return
    if len(own) == BATCH and _far_behind(work, plan, cube):
        restart(work, cube, last)
        return
    mend(work, cube.id, plan, spots_of(work, plan, rows))
    keep_place(work, [cube.id], Position(own[-1]["epoch"], int(own[-1]["xid"]), own[-1]["seq"]))


def _far_behind(work: "Work", plan: Plan, cube: Cube) -> bool:
    row = work.execute(
        f"select count(*) from (select 1 from {work.events.table} where object = %s and record is not null "
        "and (epoch, tx, seq) > (%s, %s::text::xid8, %s) limit %s) e",
        [work.schema.objects[plan.object].id, cube.epoch, cube.xid, cube.seq, BEHIND],
    ).fetchone()
    return row is not None and row[0] == BEHIND


def restart(work: "Work", cube: Cube, last: Position) -> None:
    """Let it be filled anew, from where the log is now."""
    work.execute(f"update {work.place.schema}._cube set state = 'building' where id = %s", [cube.id])
    keep_place(work, [cube.id], last)


def mend(work: "Work", cube: int, plan: Plan, spots: Spots) -> None:
    """Measure some spots anew."""
    if not spots:
        return
    cells, bound = f"{work.place.schema}._cube_cell", spots.bound()
    bound |= {"spot_nobody": NOBODY in spots.everybody, "cube": cube}
    work.execute(
        f"delete from {cells} where cube = %(cube)s and level = {FULL} "
        "and (owner = any(%(spot_people)s::uuid[]) or (owner, day) in "
        "(select * from unnest(%(spot_owners)s::uuid[], %(spot_days)s::date[])))",
        bound,
    )
    statement = statement_of(work, plan, "spots")
    values = statement.values(bound_of(work, plan) | bound) | {"cube": cube}
    work.execute(inserting(cells, statement.text), values)
    add_up(work, cube, plan, spots.days, spots.everybody)

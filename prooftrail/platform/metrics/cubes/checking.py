"""The nightly look: every cube measured anew and held against what it keeps, cell by cell.

A cell that differs for no reason the log knows of is mended, and opens a work item: it means that something
was written past the door, or that the cube did not follow.
"""

import logging
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from typing import TYPE_CHECKING
from uuid import UUID

from psycopg.types.json import Jsonb

from prooftrail.platform.automation.checking import actions_of
from prooftrail.platform.metrics.cubes.cells import BY_DAY, FULL, KEY, SUMS, add_up, bound_of
from prooftrail.platform.metrics.cubes.feeding import CALLER, mend, settle, statement_of
from prooftrail.platform.metrics.cubes.plan import Plan
from prooftrail.platform.metrics.cubes.spots import Spots, spots_of
from prooftrail.platform.metrics.cubes.store import Cube, cubes, events_after, plans
from prooftrail.platform.metrics.store import metrics
from prooftrail.platform.values import Json, Label

if TYPE_CHECKING:
    from prooftrail.platform.database.place import Place
    from prooftrail.platform.jobs.sweeps import Ground
    from prooftrail.platform.work import Work

log = logging.getLogger(__name__)
MOST_TOLD = 100_000
"""Events since the cursor that may excuse a difference: a cube further behind is looked at another night."""


@dataclass(frozen=True)
class Difference:
    """A cube whose cells were not what the records say: how many, on which days, and whose figures."""

    object: Label
    metrics: tuple[Label, ...]
    cells: int
    first: date
    last: date


OPEN = "open_work_item"


def due(work: "Work") -> datetime | None:
    """The next hour of the night at which a cube is to be looked at; None where there is none."""
    row = work.execute(
        f"select min(checked_at) from {work.place.schema}._cube where state = 'live'"
    ).fetchone()
    return None if row is None or row[0] is None else night_after(work, row[0])


def night_after(work: "Work", moment: datetime) -> datetime:
    """The next hour after a moment at which what is kept is looked at."""
    hour = clock_time.fromisoformat(work.settings.value("metrics.checked_at"))
    here = moment.astimezone(work.zone)
    tonight = datetime.combine(here.date(), hour, work.zone)
    return tonight if tonight > here else datetime.combine(here.date() + timedelta(days=1), hour, work.zone)


def sweep(on: "Ground", place: "Place") -> None:
    """Look at every cube whose night has come, each in a transaction of its own."""
    settle(on, place)
    while True:
        with on.workspaces.begin(place.name, CALLER) as work:
            work.execute("set local transaction_timeout = 0; set local statement_timeout = 0")
            moment = due(work)
            if moment is None or moment > work.now:
                return
            held = cubes(work, locked=True, state="live")
            cube = min(held, key=lambda each: each.checked_at)
            plan = plans(work).get(cube.stamp)
            if plan is not None:
                look(work, cube, plan)
            work.execute(
                f"update {place.schema}._cube set checked_at = %s where id = %s", [work.now, cube.id]
            )


def look(work: "Work", cube: Cube, plan: Plan) -> Difference | None:
    """Hold one cube against the records and mend it; what differed, where anything did."""
    found = _differing(work, cube, plan)
    coarse = _uneven(work, cube, plan)
    if not found and not coarse:
        return None
    late = events_after(work, plan, cube.place, MOST_TOLD)
    if len(late) >= MOST_TOLD:
        return None
    excused = spots_of(work, plan, late)
    wrong = [
        (owner, day) for owner, day in found
        if owner not in excused.people and (owner, day) not in excused.pairs
    ]  # fmt: skip
    mend(work, cube.id, plan, Spots(set(found)))
    if coarse:
        add_up(work, cube.id, plan, None, None)
    if not wrong and not coarse:
        return None
    days = [day for _, day in wrong] or coarse
    told = Difference(*_named(work, plan), len(wrong) or len(coarse), min(days), max(days))
    log.warning("cube of %s: %s cells differed and were mended", plan.object, told.cells)
    work.execute(
        f"update {work.place.schema}._cube set mended = %s where id = %s",
        [Jsonb({"at": work.now.isoformat(), "cells": told.cells}), cube.id],
    )
    _tell(work, plan, told)
    return told


def _tell(work: "Work", plan: Plan, told: Difference) -> None:
    """Open a work item for whoever looks after the system; one a night and cube."""
    action = actions_of(work).get(OPEN)
    if action is None:
        return
    facts: dict[str, Json] = {
        "object": plan.object, "cells": told.cells, "from": told.first.isoformat(),
        "to": told.last.isoformat(), "metrics": [each.json() for each in told.metrics],
    }  # fmt: skip
    zh = "、".join(each.zh for each in told.metrics)
    en = ", ".join(each.en for each in told.metrics)
    action.perform(work, None, {
        "kind": "exception", "level": "yellow", "source": "metrics.cubes", "facts": facts,
        "title": {"zh": f"{told.object.zh}的每日汇总和记录不符，已改正",
                  "en": f"Kept figures of {told.object.en} differed from the records and were mended"},
        "cause": {"zh": f"{told.cells} 格不符，涉及指标：{zh}。有人绕过系统改过数据，或汇总漏跟了变化。",
                  "en": f"{told.cells} cells differed, of: {en}. Data was changed past the system, or the "
                        "figures did not follow."},
        "who": work.settings.value("metrics.told"), "episode": f"cube {plan.stamp} {work.today}",
    })  # fmt: skip


def _differing(work: "Work", cube: Cube, plan: Plan) -> list[tuple[UUID, date]]:
    """People and days whose cells are not what the records say."""
    statement = statement_of(work, plan, "all")
    cells, names = f"{work.place.schema}._cube_cell", ", ".join(KEY + SUMS)
    rows = work.execute(
        f"with now as ({statement.text}), kept as (select {names} from {cells} "
        f"where cube = %(cube)s and level = {FULL}) select distinct owner, day from ("
        f"(select {names} from now except all select {names} from kept) union all "
        f"(select {names} from kept except all select {names} from now)) q",
        statement.values(bound_of(work, plan)) | {"cube": cube.id},
    ).fetchall()
    return [(row[0], row[1]) for row in rows]


def _uneven(work: "Work", cube: Cube, plan: Plan) -> list[date]:
    """Days whose coarser cells are not the finer ones added up."""
    cells = f"{work.place.schema}._cube_cell"
    slots = range(1, len(plan.slots) + 1)
    sums = ", ".join(f"coalesce(sum({name}[{at}]), 0)::numeric" for name in SUMS for at in slots)
    level = f"select day, {sums} from {cells} where cube = %(cube)s and level = {{}} group by day"
    found: list[date] = []
    for coarse in range(FULL + 1, BY_DAY + 1):
        rows = work.execute(
            f"select distinct day from (({level.format(FULL)} except {level.format(coarse)}) union all "
            f"({level.format(coarse)} except {level.format(FULL)})) q",
            {"cube": cube.id},
        ).fetchall()
        found += [row[0] for row in rows]
    return found


def _named(work: "Work", plan: Plan) -> tuple[Label, tuple[Label, ...]]:
    """The object, and the metrics that are read out of the cube."""
    labels = [
        Label(each.of.label.zh, each.of.label.en)
        for each in metrics(work).values()
        if each.definition is not None and each.of.object == plan.object
        and plan.time in {each.of.time, *(term.time for term in each.of.terms)}
    ]  # fmt: skip
    return work.schema.objects[plan.object].label, tuple(labels)

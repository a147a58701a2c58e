"""Derived fields of many records made right at once: one statement computes, compares and writes.

Written beside the door, because a derived value is nobody's change: no version, no digest; only an
event `derived.changed` for those who follow.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import dict_row
from sqlalchemy import FromClause, Select, Uuid, bindparam, select
from sqlalchemy.dialects.postgresql import ARRAY

from prooftrail.platform.derived.graph import Plan, plans
from prooftrail.platform.derived.marks import consequences, mark
from prooftrail.platform.derived.rolling import rolled_value
from prooftrail.platform.derived.values import as_columns, step_value
from prooftrail.platform.events.log import Entry
from prooftrail.platform.formula.as_python import Clock
from prooftrail.platform.formula.as_sql import bound
from prooftrail.platform.records.compiled import compiled
from prooftrail.platform.values import Json, minor_unit

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

CHANGED = "derived.changed"


def derive(
    work: "Work", object_id: str, ids: Sequence[UUID], *, told: bool = True, bulk: bool = False
) -> int:
    """Compute the derived fields of these records anew; how many changed.

    `told`: with an event each. `bulk`: what follows is as little urgent.
    """
    plan = plans(work.schema).get(object_id)
    if plan is None or not plan.fields or not ids:
        return 0
    place = f"{work.place.schema}.{plan.object.table.name}"
    work.execute(f"select id from {place} where id = any(%s) order by id for no key update", [list(ids)])
    rows = _write(work, plan, place, ids)
    pairs = [_pair(plan, row) for row in rows]
    if told:
        _tell(work, plan, pairs, bulk=bulk)
    marks = [each for old, new in pairs for each in consequences(plan, new["id"], old, new)]
    mark(work, marks, bulk=bulk)
    return len(rows)


def _write(work: "Work", plan: Plan, place: str, ids: Sequence[UUID]) -> list[dict[str, Any]]:
    names = [column.name for each in plan.fields for column in each.columns()]
    statement = compiled(work.schema, ("derive", plan.object.id), lambda: _computed(work, plan))
    values = bound(Clock(work.today, work.now, work.zone)) | {"ids": list(ids)}
    values |= {"currency": work.currency, "minor": minor_unit(work.currency)}
    sets = ", ".join(f"{name} = n.{name}" for name in names)
    differ = " or ".join(f"o.{name} is distinct from n.{name}" for name in names)
    kept = ", ".join(f"o.{name} as before_{name}" for name in names)
    text = (
        f"with n as materialized ({statement.text}) update {place} t set {sets} from n "
        f"join {place} o on o.id = n.id where t.id = n.id and ({differ}) returning t.*, {kept}"
    )
    cursor = work.connection.cursor(row_factory=dict_row)
    return cursor.execute(text, statement.values(values)).fetchall()


def _computed(work: "Work", plan: Plan) -> Select[Any]:
    """Rows with every derived column as it should be: roll-ups, then each level over the one before."""
    table = plan.object.table.alias()
    wanted = table.c.id == bindparam("ids", type_=ARRAY(Uuid)).any_()
    made: dict[str, Any] = {}
    for rolled in plan.rolled:
        made |= as_columns(rolled.field, rolled_value(work, rolled, table))
    rows: FromClause = _with(table, made).where(wanted).subquery()
    for level in sorted({each.level for each in plan.steps}):
        made = {}
        for step in plan.steps:
            if step.level == level:
                made |= as_columns(step.field, step_value(step, rows))
        rows = _with(rows, made).subquery()
    names = [column.name for each in plan.fields for column in each.columns()]
    return select(rows.c.id, *(rows.c[name] for name in names))


def _with(rows: FromClause, made: Mapping[str, Any]) -> Select[Any]:
    return select(*(made[each.name].label(each.name) if each.name in made else each for each in rows.c))


def _pair(plan: Plan, row: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    before = {name.removeprefix("before_"): row[name] for name in row if name.startswith("before_")}
    new = {name: value for name, value in row.items() if not name.startswith("before_")}
    return new | before, new


def _tell(
    work: "Work", plan: Plan, pairs: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]], *, bulk: bool
) -> None:
    """One event a record: the values before and after, and nothing of its version."""
    entries, because = [], {"bulk": True} if bulk else None
    for old, new in pairs:
        said = {each.id: [each.value(old), each.value(new)] for each in plan.fields}
        changes: dict[str, Json] = {key: list(pair) for key, pair in said.items() if pair[0] != pair[1]}
        owner, unit = new.get("owner"), new.get("unit")
        entries.append(
            Entry(work.epoch, work.real_now, work.now, work.actor.kind, work.actor.person, CHANGED,
                  work.actor.on_behalf, plan.object.id, new["id"], None, changes, because, owner, owner, unit,
                  unit, None, plan.object.personal, new["salt"])
        )  # fmt: skip
    work.events.write(entries)

"""At the door: what follows from a record itself is computed with it, what others follow from is marked."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import dict_row

from prooftrail.platform.derived.graph import Plan, Step, plans
from prooftrail.platform.derived.marks import follow
from prooftrail.platform.derived.values import columns_for, readers
from prooftrail.platform.formula.as_python import Clock
from prooftrail.platform.records.change import Pending, Written

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

Rows = Mapping[str, Mapping[UUID, Mapping[str, Any]]]
"""Rows of other objects by object id and record."""


class DerivedGuard:
    """The last of the guards: it reads what the others have made of a record."""

    def check(self, work: "Work", pending: Sequence[Pending]) -> None:
        """Fill in the derived fields of new and changed records."""
        if not work.parsing.derive:
            return
        found, clock = plans(work.schema), Clock(work.today, work.now, work.zone)
        writes = [each for each in pending if each.op in ("create", "update", "restore")]
        for id in {each.object.id for each in writes}:
            plan = found.get(id)
            mine = [each for each in writes if each.object.id == id]
            if plan is not None and plan.fields:
                _fill(work, plan, mine, clock)

    def follow(self, work: "Work", written: Sequence[Written]) -> None:
        """Mark what follows from these records elsewhere."""
        follow(work, written)


def fill_numbered(work: "Work", born: Sequence[Pending]) -> None:
    """Once more for new records whose formulas read a number: it is given when all else is settled."""
    if not born or not work.parsing.derive:
        return
    found, clock = plans(work.schema), Clock(work.today, work.now, work.zone)
    for id in {each.object.id for each in born}:
        plan = found.get(id)
        if plan is not None and any(own.type.numbered for step in plan.steps for own in step.own):
            _fill(work, plan, [each for each in born if each.object.id == id], clock)


def _fill(work: "Work", plan: Plan, pending: Sequence[Pending], clock: Clock) -> None:
    far = far_rows(work, plan, [each.after for each in pending])
    made = readers(work.schema, plan)
    for each in pending:
        if each.op == "create":
            for rolled in plan.rolled:
                none = 0 if rolled.how in ("count", "sum") else None
                each.after |= columns_for(rolled.field, none, work.currency)
        for step, read in made:
            value = read(inputs_of(step, each.after, far), clock)
            each.after |= columns_for(step.field, value, work.currency)


def inputs_of(step: Step, row: Mapping[str, Any], far: Rows) -> dict[str, Any]:
    """A record's values by the keys the step's tree uses; what another record lacks is blank."""
    own = {each.id: row[each.column] for each in step.own}
    beyond = {
        f"{link.id}/{each.id}": far.get(other.id, {}).get(row[link.column], {}).get(each.column)
        for link, other, each in step.far
    }
    return own | beyond


def far_rows(work: "Work", plan: Plan, rows: Sequence[Mapping[str, Any]]) -> Rows:
    """What these records point to, one query for each object."""
    asked: dict[str, tuple[Any, set[UUID], set[str]]] = {}
    for step in plan.steps:
        for link, other, far in step.far:
            _, ids, columns = asked.setdefault(other.id, (other, set(), set()))
            ids |= {row[link.column] for row in rows if row[link.column] is not None}
            columns.add(far.column)
    found: dict[str, dict[UUID, dict[str, Any]]] = {}
    for key, (other, ids, columns) in asked.items():
        if ids:
            query = (
                f"select id, {', '.join(sorted(columns))} from {work.place.schema}.{other.table.name} "
                "where id = any(%s) and deleted_at is null"
            )
            cursor = work.connection.cursor(row_factory=dict_row)
            found[key] = {row["id"]: row for row in cursor.execute(query, [list(ids)]).fetchall()}
    return found

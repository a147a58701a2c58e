"""A roll-up in SQL: what the live records that point to a row come to."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    FromClause,
    Integer,
    Numeric,
    bindparam,
    cast,
    func,
    select,
)
from sqlalchemy import literal as constant
from sqlalchemy.sql.visitors import replacement_traverse

from prooftrail.platform.access.grants import SYSTEM
from prooftrail.platform.derived.graph import Rolled
from prooftrail.platform.derived.names import renamed
from prooftrail.platform.fields.integer import LIMIT as WHOLE
from prooftrail.platform.formula.as_python import LIMITS
from prooftrail.platform.records.filters import FilterReader, condition

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

PLACES = {"integer": 0, "decimal": 10, "percent": 10}
BELOW: Mapping[str, int] = {"integer": int(WHOLE), "money": LIMITS["money"]}


def rolled_value(work: "Work", rolled: Rolled, rows: FromClause) -> ColumnElement[Any]:
    """The count, sum, least, greatest or mean over one row's children."""
    table = rolled.child.table.alias()
    held = [table.c[rolled.link.column] == rows.c.id, table.c.deleted_at.is_(None)]
    if rolled.filter is not None:
        held.append(_condition(work, rolled, table))
    shown = select(_measured(rolled, table)).select_from(table).where(*held)
    return shown.correlate_except(table).scalar_subquery()


def _measured(rolled: Rolled, table: FromClause) -> ColumnElement[Any]:
    if rolled.measure is None:
        return func.count()
    found: ColumnElement[Any] = getattr(func, rolled.how)(table.c[rolled.measure.column])
    if rolled.how not in ("sum", "avg"):
        return found
    if rolled.how == "sum":
        found = func.coalesce(found, constant(0, Integer()))
    like = rolled.field.type.key
    places: Any = bindparam("minor", type_=Integer()) if like == "money" else PLACES[like]
    below = BELOW.get(like, LIMITS["number"])
    return func.prooftrail.held(cast(found, Numeric), places, constant(below, Numeric()), type_=Numeric())


def _condition(work: "Work", rolled: Rolled, table: FromClause) -> ColumnElement[bool]:
    """The roll-up's filter with its values in it, because one statement holds several."""
    said = renamed(rolled.filter, {each.id: each.name for each in rolled.child.fields.values()})
    parsed = FilterReader(work.schema, SYSTEM, rolled.child, work.parsing).read(said)
    found = condition(work.schema, SYSTEM, rolled.child, table, parsed.shape)

    def fixed(element: Any, **_: Any) -> Any:
        if isinstance(element, BindParameter) and element.key in parsed.bound:
            return bindparam(None, parsed.bound[element.key], type_=element.type, unique=True)
        return None

    return replacement_traverse(found, {}, fixed)

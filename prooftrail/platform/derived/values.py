"""From a formula's value to the columns of the plain type that keeps it, in Python and in SQL."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, FromClause, Text, bindparam, case, cast, null, select

from prooftrail.platform.derived.graph import Plan, Step
from prooftrail.platform.fields import Field
from prooftrail.platform.formula.as_python import reader
from prooftrail.platform.formula.as_sql import expression
from prooftrail.platform.formula.tree import Kind
from prooftrail.platform.schema.build import Schema

Made = Sequence[tuple[Step, Callable[[Any, Any], Any]]]


def readers(schema: Schema, plan: Plan) -> Made:
    """Each step with the function that reads it, kept as long as the schema."""
    key = ("derived readers", plan.object.id)
    found = schema.compiled.get(key)
    if found is None:
        found = schema.compiled[key] = [(step, reader(step.tree)) for step in plan.steps]
    return found


def columns_for(field: Field, value: Any, currency: str) -> dict[str, Any]:
    """A value as its columns; money is in workspace currency."""
    if field.type.key == "money":
        said = None if value is None else currency
        return {field.column: value, f"{field.column}_said": value, f"{field.column}_currency": said}
    if field.type.key == "integer" and value is not None:
        return {field.column: int(value)}
    return {field.column: value}


def as_columns(field: Field, value: ColumnElement[Any]) -> dict[str, ColumnElement[Any]]:
    """The same in SQL."""
    column = field.columns()[0]
    if field.type.key == "money":
        said = case((value.is_not(None), bindparam("currency", type_=Text())), else_=cast(null(), Text))
        return {column.name: value, f"{column.name}_said": value, f"{column.name}_currency": said}
    return {column.name: cast(value, BigInteger) if field.type.key == "integer" else value}


def step_value(step: Step, rows: FromClause) -> ColumnElement[Any]:
    """A step over rows that hold every column it reads by its name."""
    own = {each.id: each for each in step.own}
    far = {f"{link.id}/{each.id}": (link, other, each) for link, other, each in step.far}

    def field(key: str, kind: Kind) -> ColumnElement[Any]:
        if key in own:
            return rows.c[own[key].column]
        link, other, each = far[key]
        table = other.table.alias()
        held = (table.c.id == rows.c[link.column]) & table.c.deleted_at.is_(None)
        return select(table.c[each.column]).where(held).correlate_except(table).scalar_subquery()

    return expression(step.tree, field)

"""A roll-up in SQL: what the live records that point to a row come to."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Integer, Numeric, cast, func, literal, select

from prooftrail.platform.derived.graph import Rolled


def rolled_value(rolled: Rolled, rows: FromClause) -> ColumnElement[Any]:
    """The count, sum, least, greatest or mean over one row's children."""
    table = rolled.child.table.alias()
    held = (table.c[rolled.link.column] == rows.c.id) & table.c.deleted_at.is_(None)
    if rolled.how == "count":
        found: ColumnElement[Any] = func.count()
    else:
        assert rolled.measure is not None
        column = table.c[rolled.measure.column]
        found = getattr(func, rolled.how)(column)
        if rolled.how == "sum":
            found = func.coalesce(found, literal(0, Integer()))
        elif rolled.how == "avg":
            found = func.round(cast(found, Numeric), 10)
    return select(found).select_from(table).where(held).correlate_except(table).scalar_subquery()

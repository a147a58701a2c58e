"""Reads of what grades are told by: many customers at once."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from psycopg.rows import class_row

from prooftrail.sales.grading.model import CUSTOMER, Model, Row

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

ROWS = """
select c.id, c.owner, c.name, c.grade, c.annual_purchase as purchase, c.grade_until as until,
    c.grade_rule as rule, c.grade_reason as reason, o.ordered, g.after as last, g.id is not null as told
from {schema}.customer c
left join lateral (
    select sum(amount) as ordered from {schema}."order" o where o.customer = c.id and o.deleted_at is null
    and o.status = any(%(states)s) and o.amount is not null and {day} > %(since)s and {day} <= %(today)s
) o on true
left join lateral (
    select g.id, g.after from {schema}.grade_change g where g.customer = c.id and g.deleted_at is null
    order by g.at desc, g.id desc limit 1
) g on true
where c.id = any(%(ids)s) and c.deleted_at is null order by c.id
"""
DAY = "coalesce(o.signed_on, (o.created_at at time zone %(zone)s)::date)"


def rows_of(work: "Work", ids: Sequence[UUID], model: Model, *, lock: bool = True) -> list[Row]:
    """Live customers by id, locked unless they are only shown."""
    with work.connection.cursor(row_factory=class_row(Row)) as cursor:
        return cursor.execute(
            ROWS.format(schema=work.place.schema, day=DAY) + (" for no key update of c" if lock else ""),
            {"ids": list(ids), "states": list(model.states), "since": model.since, "today": work.today,
             "zone": str(work.zone)},
        ).fetchall()  # fmt: skip


def customers_of_orders(work: "Work", orders: Sequence[UUID]) -> set[UUID]:
    """Whose orders these are."""
    rows = work.execute(
        f'select distinct customer from {work.place.schema}."order" '
        "where id = any(%s) and customer is not null",
        [list(orders)],
    ).fetchall()
    return {row[0] for row in rows}


def following(work: "Work", after: UUID | None, most: int) -> list[UUID]:
    """The next customers of a walk over all of them."""
    rows = work.execute(
        f"select id from {work.place.schema}.{CUSTOMER} where deleted_at is null "
        "and (%(after)s::uuid is null or id > %(after)s) order by id limit %(most)s",
        {"after": after, "most": most},
    ).fetchall()
    return [row[0] for row in rows]


def released(work: "Work", most: int) -> list[UUID]:
    """Customers whose grade was held until a day that is over."""
    rows = work.execute(
        f"select id from {work.place.schema}.{CUSTOMER} where grade_until < %s and deleted_at is null "
        "order by grade_until, id limit %s",
        [work.today, most],
    ).fetchall()
    return [row[0] for row in rows]


def passed(work: "Work", model: Model, before: date, most: int, after: UUID | None) -> list[UUID]:
    """Customers with an order that counted at an earlier start of the months, and counts no more; or whose
    day has come since."""
    rows = work.execute(
        f'select distinct o.customer from {work.place.schema}."order" o where o.customer is not null '
        f"and o.deleted_at is null and ({DAY} > %(before)s and {DAY} <= %(since)s "
        f"or {DAY} > %(day)s and {DAY} <= %(today)s) "
        "and (%(after)s::uuid is null or o.customer > %(after)s) order by o.customer limit %(most)s",
        {"zone": str(work.zone), "since": model.since, "today": work.today, "most": most, "after": after,
         "before": min(before_start(model, work.today, before), model.since), "day": before},
    ).fetchall()  # fmt: skip
    return [row[0] for row in rows]


def before_start(model: Model, today: date, day: date) -> date:
    """From when on orders counted on an earlier day, at least: days are as long then as now."""
    return date.fromordinal(max(1, model.since.toordinal() - max(0, (today - day).days) - 3))

"""Customers whose archive wants work: which, and why, of those the caller may see."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, select

from prooftrail.platform.access.scope import values, visible
from prooftrail.platform.fields import Field
from prooftrail.platform.records.compiled import compiled
from prooftrail.sales.quality.counting import CHANGED, keys_of, stale_since

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

CUSTOMER = "customer"
ALWAYS = ("industry", "region", "place", "annual_purchase")
"""Fields the figure of customers to clean up counts, beside those of `quality.fields`."""
GRADE, STALE, OWNER = "grade", "stale", "owner"

ORDERED = """exists (select 1 from {schema}."order" o where o.customer = t.id and o.deleted_at is null
    and o.amount is not null and o.status = any(%(states)s)
    and coalesce(o.signed_on, (o.created_at at time zone %(zone)s)::date) <= %(today)s
    and coalesce(o.signed_on, (o.created_at at time zone %(zone)s)::date)
        > %(today)s::date - make_interval(months => %(months)s))"""
ASKED = """
with seen as materialized ({seen}),
judged as (select t.id, t.version, t.name, t.owner, t.grade, {last} as last_at,
    array_remove(array[{reasons}], null) as reasons
    from {schema}.customer t join seen on seen.id = t.id),
amiss as materialized (select * from judged where cardinality(reasons) > 0),
held as (select * from amiss where (%(reason)s::text is null or %(reason)s = any(reasons))
    and (not %(mine)s or owner = %(me)s))
select json_build_object(
    'count', (select count(*) from held), 'customers', (select count(*) from seen),
    'reasons', (select json_object_agg(reason, n) from (select reason, count(*) as n
        from amiss, unnest(reasons) as reason where not %(mine)s or owner = %(me)s group by reason) x),
    'rows', (select json_agg(json_build_object('id', h.id, 'version', h.version, 'name', h.name,
        'owner', h.owner, 'owner_name', {who}, 'grade', h.grade, 'last_at', h.last_at, 'reasons', h.reasons)
        order by cardinality(h.reasons) desc, h.name, h.id)
        from (select * from held order by cardinality(reasons) desc, name, id limit %(most)s
            offset %(skip)s) h {people}))
"""


def cleaning(work: "Work", asked: dict[str, Any]) -> dict[str, Any]:
    """`{"count","customers","reasons","rows"}`; a reason is `grade`, `stale`, `owner` or a field's name.

    `asked`: `reason` or None, `mine`, `most`, `skip`.
    """
    schema = work.place.schema
    object = work.schema.object(CUSTOMER)
    readable = work.access.readable(object)
    seen = compiled(work.schema, ("cleaning", work.access.shape), lambda: _seen(work))
    parts = [*_missing(fields_of(work)), *_grade(work, readable), *_stale(work), *_nobody(readable)]
    people = work.access.unbound or work.access.grant("person").read == "all"
    said = ASKED.format(
        seen=seen.text, schema=schema, reasons=", ".join(parts) or "null::text", last=_last(work, readable),
        who="p.name" if people else "null::text",
        people=f"left join {schema}.person p on p.id = h.owner" if people else "",
    )  # fmt: skip
    bound = values(work.access, work.actor.person) | asked | {
        "me": work.actor.person, "stale": stale_since(work, CUSTOMER), "today": work.today,
        "zone": str(work.zone), "months": work.settings.value("grading.months"),
        "states": work.settings.value("grading.order_states"),
    }  # fmt: skip
    row = work.execute(said, {**bound, **seen.values(bound)}).fetchone()
    assert row is not None
    found: dict[str, Any] = row[0]
    return found


def fields_of(work: "Work") -> list[Field]:
    """The key fields of a customer's archive the caller may read."""
    readable = work.access.readable(work.schema.object(CUSTOMER))
    names = dict.fromkeys((*ALWAYS, *(each.field.name for each in keys_of(work, CUSTOMER))))
    return [readable[name] for name in names if name in readable and name != GRADE]


def _seen(work: "Work") -> Select[Any]:
    object = work.schema.object(CUSTOMER)
    rows = object.table.alias()
    scope = visible(work.schema, work.access, "read", object, rows)
    return select(rows.c.id).where(rows.c.deleted_at.is_(None), scope)


def _missing(fields: Sequence[Field]) -> list[str]:
    return [f"case when t.{each.column} is null then '{each.name}' end" for each in fields]


def _grade(work: "Work", readable: Any) -> list[str]:
    """No amount is known by which the rule could grade it, and nobody holds a grade by hand."""
    if not {"grade", "annual_purchase"} <= readable.keys():
        return []
    ordered = ORDERED.format(schema=work.place.schema)
    known = {
        "orders": ordered, "purchase": "t.annual_purchase is not null",
        "orders_first": f"(t.annual_purchase is not null or {ordered})",
    }[work.settings.value("grading.basis")]  # fmt: skip
    held = "coalesce(t.grade_until >= %(today)s, false)"
    return [f"case when not {known} and not {held} then '{GRADE}' end"]


def _stale(work: "Work") -> list[str]:
    acted = (
        f"exists (select 1 from {work.place.schema}.activity a where a.customer = t.id "
        "and a.occurred_at >= %(stale)s and a.deleted_at is null)"
    )
    return [f"case when {CHANGED} < %(stale)s and not {acted} then '{STALE}' end"]


def _nobody(readable: Any) -> list[str]:
    """One in the pool waits for an owner and is not amiss."""
    if not {"owner", "routing"} <= readable.keys():
        return []
    return [f"case when t.owner is null and t.routing is distinct from 'pool' then '{OWNER}' end"]


def _last(work: "Work", readable: Any) -> str:
    return (
        f"(select max(a.occurred_at) from {work.place.schema}.activity a where a.customer = t.id "
        "and a.deleted_at is null)"
    )

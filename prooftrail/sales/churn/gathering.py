"""What is read of customers: their acts around a week, who is gone of them, and their traits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.processes.store import versions
from prooftrail.sales.churn.rules.watching import WEEK, Limits, Seen, gone, was_active

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

MOST_DAYS = 3_650
ACTS = """
acts as (
    select coalesce(a.customer, d.customer) as customer, (a.occurred_at at time zone %(zone)s)::date as day
    from {schema}.activity a left join {schema}.deal d on d.id = a.deal
    where a.occurred_at >= %(from_at)s and a.occurred_at < %(to_at)s and a.deleted_at is null
    union all select customer, signed_on from {schema}.order
    where signed_on >= %(from)s and signed_on < %(to)s and status <> 'draft' and deleted_at is null
    union all select customer, opened_on from {schema}.deal
    where opened_on >= %(from)s and opened_on < %(to)s and deleted_at is null
    union all select customer, closed_on from {schema}.deal
    where closed_on >= %(from)s and closed_on < %(to)s and stage = any(%(won)s) and deleted_at is null
)"""
WEEKLY = """
with {acts}, seen as (
    select customer, count(*) filter (where day < %(monday)s) as acts,
        max(day) filter (where day < %(monday)s) as before, max(day) as last
    from acts where customer is not null group by customer
), lost as (
    select distinct l.customer from {schema}.deal l where l.closed_on >= %(monday)s and l.closed_on < %(to)s
    and l.stage = any(%(lost)s) and l.deleted_at is null and not exists (
        select 1 from {schema}.deal o where o.customer = l.customer and o.deleted_at is null
        and o.closed_on is null and not coalesce(o.stage = any(%(ends)s), false))
), bought as (
    select customer from {schema}.order where signed_on >= %(lately)s and signed_on < %(to)s
        and status <> 'draft' and deleted_at is null
    union select customer from {schema}.deal where closed_on >= %(lately)s and closed_on < %(to)s
        and stage = any(%(won)s) and deleted_at is null
)
select c.id, c.name, c.owner, c.unit, s.acts, s.before, s.last, l.customer is not null, b.customer is not null
from seen s join {schema}.customer c on c.id = s.customer and c.deleted_at is null
left join lost l on l.customer = c.id left join bought b on b.customer = c.id
where s.before >= %(active)s and s.acts >= %(least)s order by c.id
"""


@dataclass(frozen=True, slots=True)
class Looked:
    """A customer that was active when a week began; `why` says how he was gone at its end, if he was."""

    id: UUID
    name: str
    owner: UUID | None
    unit: UUID | None
    last: date
    why: str | None


def limits_of(work: "Work") -> Limits:
    """What the settings say."""
    silent, base = (
        min(max(1, work.settings.value(f"churn.{each}_days")), MOST_DAYS) for each in ("silent", "base")
    )
    return Limits(silent, base, max(1, work.settings.value("churn.least_acts")))


def ends_of(work: "Work") -> dict[str, list[str]]:
    """Keys of the stages that end a deal, by how, of every version of its processes."""
    nodes = [node for process in versions(work, "deal") for node in process.nodes]
    found = {end: sorted({node.key for node in nodes if node.end == end}) for end in ("won", "lost")}
    return found | {"ends": sorted({node.key for node in nodes if node.end is not None})}


def look(work: "Work", monday: date) -> list[Looked]:
    """Everybody who was active when a week began, in one statement."""
    limits, end = limits_of(work), monday + WEEK
    lately = end - timedelta(days=limits.silent_days)
    first = monday - timedelta(days=limits.silent_days + limits.base_days)
    schema = work.place.schema
    rows = work.execute(
        WEEKLY.format(schema=schema, acts=ACTS.format(schema=schema)),
        {
            "zone": str(work.zone), "monday": monday, "from": first, "to": end, "lately": lately,
            "from_at": _at(work, first), "to_at": _at(work, end), "least": limits.least_acts,
            "active": monday - timedelta(days=limits.silent_days), **ends_of(work),
        },
    ).fetchall()  # fmt: skip
    found = []
    for id, name, owner, unit, acts, before, last, lost, bought in rows:
        seen = Seen(acts, before, last, lost, bought)
        if was_active(seen, monday, limits):
            found.append(Looked(id, name or "", owner, unit, last, gone(seen, monday, limits)))
    return found


def traits_of(work: "Work", customers: Sequence[UUID]) -> Mapping[UUID, frozenset[str]]:
    """The traits of customers, each as `name=value` or a name alone."""
    schema, known = work.place.schema, work.schema.object("customer")
    names = [
        name for name in work.settings.value("churn.trait_fields")
        if name in known.fields and known.fields[name].type.key == "choice"
    ]  # fmt: skip
    base = limits_of(work).base_days
    columns = "".join(f", c.{known.fields[name].column}" for name in names)
    rows = work.execute(
        "select c.id, c.competitor is not null or exists (select 1 from "
        f"{schema}.deal d where d.customer = c.id and d.competitor is not null and d.deleted_at is null) "
        f"or exists (select 1 from {schema}.competitor_presence p where p.customer = c.id "
        "and p.deleted_at is null and coalesce(p.until, %(day)s) >= %(day)s - %(base)s), "
        f"(select avg(d.closed_on - d.opened_on) from {schema}.deal d where d.customer = c.id "
        "and d.closed_on >= d.opened_on and d.deleted_at is null) < %(quick)s, "
        f"exists (select 1 from {schema}.complaint p where p.customer = c.id and p.deleted_at is null "
        "and p.raised_at >= %(since)s), "
        f"exists (select 1 from {schema}.satisfaction s where s.customer = c.id and s.low "
        f"and s.answered_at >= %(since)s and s.deleted_at is null){columns} "
        f"from {schema}.customer c where c.id = any(%(of)s)",
        {
            "of": list(customers), "quick": work.settings.value("churn.quick_days"),
            "since": work.now - timedelta(days=base), "day": work.today, "base": base,
        },
    ).fetchall()  # fmt: skip
    flags = ("competitor", "quick", "complained", "unhappy")
    return {
        row[0]: frozenset(
            [flag for flag, yes in zip(flags, row[1:5], strict=True) if yes]
            + [f"{name}={value}" for name, value in zip(names, row[5:], strict=True) if value]
        )
        for row in rows
    }


def cases_since(work: "Work", monday: date, until: date) -> dict[UUID, UUID | None]:
    """Customers found gone in the weeks from one Monday to another, with the department they were of."""
    rows = work.execute(
        f"select customer, unit from {work.place.schema}.churn_case "
        "where week_on >= %s and week_on <= %s and deleted_at is null",
        [monday, until],
    ).fetchall()
    return dict(rows)


def came_back(work: "Work", customers: Sequence[UUID], after: date, until: date) -> set[UUID]:
    """Who of them bought or opened a deal after a day, until another."""
    schema = work.place.schema
    said: dict[str, Any] = {"of": list(customers), "after": after, "until": until, **ends_of(work)}
    rows = work.execute(
        f"select customer from {schema}.order where customer = any(%(of)s) and signed_on > %(after)s "
        "and signed_on <= %(until)s and status <> 'draft' and deleted_at is null "
        f"union select customer from {schema}.deal where customer = any(%(of)s) and deleted_at is null "
        "and (opened_on > %(after)s and opened_on <= %(until)s or closed_on > %(after)s "
        "and closed_on <= %(until)s and stage = any(%(won)s))",
        said,
    ).fetchall()
    return {row[0] for row in rows}


def _at(work: "Work", day: date) -> datetime:
    return datetime.combine(day, time(), work.zone)

"""What was done about a lead, and about the customer of its company or number, before the moment."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from prooftrail.sales.scoring.known.source import ASKED, Asked, Known, Source, bound
from prooftrail.sales.scoring.rules.features import flag, number

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

LIVE = "({t}.deleted_at is null or {t}.deleted_at >= a.moment)"
CUSTOMERS = (
    "asked_of as materialized (select a.id, a.moment, a.created, c.id customer, c.competitor_since "
    "from asked a join {schema}.customer c on lower(btrim(c.name)) = a.company "
    "where c.created_at < a.moment and (c.deleted_at is null or c.deleted_at >= a.moment) union "
    "select a.id, a.moment, a.created, c.id, c.competitor_since from asked a "
    "join {schema}.customer c on c.phone = a.phone "
    "where c.created_at < a.moment and (c.deleted_at is null or c.deleted_at >= a.moment))"
)
KNOWN = (
    "select a.id, bool_or(a.competitor_since < a.moment::date), "
    "count(d.id) filter (where d.created_at < a.moment) from asked_of a "
    "left join {schema}.deal d on d.customer = a.customer and {live} group by a.id"
)
ACTIVITIES = (
    "select a.id, count(*), count(*) filter (where told >= a.moment - %(window)s), "
    "count(*) filter (where t.type = 'visit'), count(*) filter (where t.type = 'call'), "
    "count(*) filter (where t.type in ('demo', 'survey')) from asked_of a join {schema}.activity t "
    "on t.customer = a.customer and {live} "
    "cross join lateral (select coalesce(t.received_at, t.created_at) told) x "
    "where told < a.moment and t.occurred_at < a.moment group by a.id"
)
TALKS = (
    "select a.id, count(*) from asked_of a join {schema}.communication t on t.customer = a.customer "
    "and {live} where t.created_at < a.moment group by a.id"
)
PROVEN = (
    "select a.id, count(*) from (select id, moment, id about from asked union "
    "select id, moment, customer from asked_of) a "
    "join {schema}.evidence t on t.about = a.about and t.received_at < a.moment and {live} "
    "left join lateral (select e.changes -> %(state)s ->> 0 was from {schema}._event e where e.record = t.id "
    "and e.version > 1 and e.occurred_at >= a.moment and e.changes ? %(state)s order by e.version limit 1) w "
    "on true where coalesce(w.was, t.state) = 'proven' group by a.id"
)
TOUCHES = (
    "select a.id, count(*) from asked a join {schema}._event e on e.record = a.id and e.version > 1 "
    "and e.actor_kind = 'person' and e.occurred_at < a.moment and e.occurred_at >= a.moment - %(window)s "
    "group by a.id"
)
ROUNDS = (
    "select a.id, count(*) from asked a join {schema}.assignment t on t.lead = a.id "
    "and t.decided_at < a.moment and {live} group by a.id"
)
LOADS = (
    "with holders(id, moment, owner) as materialized (select * from unnest(%(ids)s::uuid[], "
    "%(moments)s::timestamptz[], %(owners)s::uuid[])) "
    "select a.id, count(*) from holders a join {schema}.assignment t on t.owner = a.owner "
    "and t.decided_at < a.moment and t.decided_at >= a.moment - interval '30 days' and t.lead <> a.id "
    "and {live} group by a.id"
)


def gather(work: "Work", asked: Sequence[Asked], window: timedelta) -> Known:
    """Of all at once; what was entered at the moment or later is not known yet."""
    state = work.schema.object("evidence").field("state").id
    values = bound(asked) | {"window": window, "state": state}
    values["owners"] = [each.row["owner"] for each in asked]
    found: Known = {each.id: dict.fromkeys(ZERO, 0.0) for each in asked}
    for id, rival, deals in _rows(work, KNOWN, values, "d"):
        found[id] |= {"customer_known": 1.0, "competitor_there": float(bool(rival))}
        found[id]["deals_before"] = float(deals)
    for id, *counts in _rows(work, ACTIVITIES, values):
        names = ("activities", "activities_recent", "visits", "calls", "demos")
        found[id] |= dict(zip(names, map(float, counts), strict=True))
    for key, query in (("communications", TALKS), ("evidence_proven", PROVEN), ("touches", TOUCHES),
                       ("rounds", ROUNDS), ("owner_load", LOADS)):  # fmt: skip
        for id, count in _rows(work, query, values):
            found[id][key] = float(count)
    return found


def _rows(work: "Work", query: str, values: dict[str, object], of: str = "t") -> list[Any]:
    schema = work.place.schema
    text = query.format(schema=schema, live=LIVE.format(t=of))
    if not text.startswith("with"):
        text = f"with {ASKED}, {CUSTOMERS.format(schema=schema)} {text}"
    return work.execute(text, values).fetchall()


SOURCE = Source(
    (
        flag("customer_known", "已是客户", "Known as a customer", "customer.name"),
        flag("competitor_there", "客户处有竞品", "Competitor at the customer", "customer.competitor_since"),
        number("deals_before", "以前的商机", "Deals before", "count", "deal"),
        number("activities", "动作数", "Activities", "count", "activity"),
        number("activities_recent", "近期动作数", "Recent activities", "count", "activity"),
        number("visits", "拜访数", "Visits", "count", "activity"),
        number("calls", "电话数", "Calls", "count", "activity"),
        number("demos", "演示和勘测数", "Demos and surveys", "count", "activity"),
        number("communications", "往来数", "Communications", "count", "communication"),
        number("evidence_proven", "已证证据", "Evidence proven", "count", "evidence"),
        number("touches", "近期改动次数", "Recent changes by people", "count", "lead.updated_at"),
        number("rounds", "分配轮次", "Times given out", "count", "assignment"),
        number("owner_load", "负责人 30 天接的线索", "Leads its owner got in 30 days", "count", "assignment"),
    ),
    gather,
)
ZERO = tuple(each.key for each in SOURCE.features)

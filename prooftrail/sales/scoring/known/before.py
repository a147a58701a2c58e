"""Who asked before: other leads of the same company or number, and pairs that may be one."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from prooftrail.sales.scoring.known.source import ASKED, Asked, Known, Source, bound
from prooftrail.sales.scoring.rules.features import number

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

MOST_ALIKE = 200
"""A company or number more leads have than that is nobody's: 个人, 000."""
DAY = 86_400.0
NEAR = (
    "with {asked}, others as materialized (select id, created_at, lower(btrim(company)) company, "
    "btrim(phone) phone from {schema}.lead where created_at < %(until)s "
    "and (deleted_at is null or deleted_at >= %(since)s) "
    "and (lower(btrim(company)) = any(%(companies)s) or btrim(phone) = any(%(phones)s))), "
    "companies as (select company said from others where company <> '' group by 1 "
    "having count(*) <= {most}), "
    "phones as (select phone said from others where phone <> '' group by 1 having count(*) <= {most}), "
    "near as (select a.id, o.id other, o.created_at, true as company, false as phone from asked a "
    "join companies c on c.said = a.company join others o on o.company = a.company "
    "where o.created_at < a.created and o.id <> a.id union all "
    "select a.id, o.id, o.created_at, false, true from asked a join phones p on p.said = a.phone "
    "join others o on o.phone = a.phone where o.created_at < a.created and o.id <> a.id) "
    "select a.id, count(distinct n.other) filter (where n.company), "
    "count(distinct n.other) filter (where n.phone), "
    "count(distinct n.other) filter (where n.created_at >= a.created - interval '30 days'), "
    "extract(epoch from a.created - max(n.created_at))::float8 "
    "from asked a left join near n on n.id = a.id group by a.id, a.created"
)
PAIRS = (
    "with {asked} select a.id, count(p.*) from asked a join {schema}._likeness_pair p "
    "on (p.one = a.id or p.other = a.id) and p.found_at < a.moment "
    "and not (p.state = 'rejected' and p.judged_at < a.moment) group by a.id"
)


def gather(work: "Work", asked: Sequence[Asked], window: timedelta) -> Known:
    """Of all at once; only what came in before the lead counts."""
    schema, said = work.place.schema, bound(asked)
    first, last = min(each.moment for each in asked), max(each.created for each in asked)
    query = NEAR.format(asked=ASKED, schema=schema, most=MOST_ALIKE)
    found: Known = {
        id: {
            "company_inquiries": float(company), "phone_inquiries": float(phone),
            "inquiries_30_days": float(lately),
            "days_since_inquiry": None if ago is None else ago / DAY, "duplicates_known": 0.0,
        }
        for id, company, phone, lately, ago in work.execute(
            query, said | {"until": last, "since": first}
        ).fetchall()
    }  # fmt: skip
    for id, count in work.execute(PAIRS.format(asked=ASKED, schema=schema), said).fetchall():
        found[id]["duplicates_known"] = float(count)
    return found


SOURCE = Source(
    (
        number("company_inquiries", "同公司以前的询问", "Earlier leads, same company", "count",
               "lead.company"),
        number("phone_inquiries", "同电话以前的询问", "Earlier leads, same number", "count", "lead.phone"),
        number("inquiries_30_days", "30 天内的询问次数", "Inquiries in 30 days", "count", "lead.company",
               "lead.phone"),
        number("days_since_inquiry", "距上次询问", "Since the inquiry before", "days", "lead.company",
               "lead.phone"),
        number("duplicates_known", "疑似重复", "Duplicates known", "count", "lead.company", "lead.phone"),
    ),
    gather,
)  # fmt: skip

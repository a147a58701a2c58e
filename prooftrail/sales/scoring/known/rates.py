"""How leads of the same source, industry or province ended in the past, as far as it had ended by then."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.sales.scoring.known.own import PROVINCE
from prooftrail.sales.scoring.known.source import Asked, Known, Source
from prooftrail.sales.scoring.rules.features import rate

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

PRIOR = 10
"""So many leads of the average are mixed in, so that a handful says little."""
ALL, DIMS = "all", ("source", "industry", "region")
Row = tuple[UUID, str, float, float]
"""A lead, a dimension, how many like it had ended, and how many of those well."""
RATES = (
    "with asked as materialized (select * from unnest(%(ids)s::uuid[], %(at)s::timestamptz[], "
    "%(dims)s::text[], %(keys)s::text[]) as said(id, at, dim, key)), "
    "past as (select d.dim, d.key, l.ended_at, l.converted_at from {schema}.lead l "
    "cross join lateral (values ('source', l.source), ('industry', l.industry), "
    "('region', left(l.region, {province})), ('all', '')) d(dim, key) "
    "where l.ended_at < %(until)s and (l.deleted_at is null or l.deleted_at >= %(until)s) "
    "and (d.dim, d.key) in (select dim, key from asked)), "
    "said as (select null::uuid id, dim, key, ended_at at, 1 ended, 0 good, 1 later from past union all "
    "select null, dim, key, converted_at, 0, 1, 1 from past where converted_at is not null union all "
    "select id, dim, key, at, 0, 0, 0 from asked), "
    "summed as (select id, dim, sum(ended) over w ended, sum(good) over w good from said "
    "window w as (partition by dim, key order by at, later rows unbounded preceding)) "
    "select id, dim, ended::float8, good::float8 from summed where id is not null"
)

ONE = (
    "select count(*)::float8, count(*) filter (where good)::float8, "
    "count(*) filter (where source = %(source)s)::float8, "
    "count(*) filter (where good and source = %(source)s)::float8, "
    "count(*) filter (where industry = %(industry)s)::float8, "
    "count(*) filter (where good and industry = %(industry)s)::float8, "
    "count(*) filter (where place = %(region)s)::float8, "
    "count(*) filter (where good and place = %(region)s)::float8 from (select source, industry, "
    "left(region, {province}) place, converted_at < %(at)s is true good from {schema}.lead "
    "where ended_at < %(at)s and (deleted_at is null or deleted_at >= %(at)s)) past"
)
"""The same of one lead alone, in one pass: what people wait for after a change."""


def gather(work: "Work", asked: Sequence[Asked], window: timedelta) -> Known:
    """Only leads count that had ended before the lead came in."""
    rows = _of_one(work, asked[0]) if len(asked) == 1 else _of_many(work, asked)
    found: Known = {each.id: {} for each in asked}
    whole = {id: (good + 1) / (ended + 2) for id, dim, ended, good in rows if dim == ALL and ended}
    for id, dim, ended, good in rows:
        if id in whole:
            mean = whole[id]
            name = "past_rate" if dim == ALL else f"{dim}_rate"
            found[id][name] = 100 * (mean if dim == ALL else (good + PRIOR * mean) / (ended + PRIOR))
    return found


def _keys(each: Asked) -> dict[str, str | None]:
    """What a lead is counted with, by dimension; None is counted with nothing."""
    province = str(each.row["region"] or "")[:PROVINCE] or None
    return {"source": each.row["source"], "industry": each.row["industry"], "region": province, ALL: ""}


def _of_one(work: "Work", each: Asked) -> list[Row]:
    keys = _keys(each)
    row = work.execute(
        ONE.format(schema=work.place.schema, province=PROVINCE),
        {"at": each.created, **{dim: key for dim, key in keys.items() if dim != ALL}},
    ).fetchone()
    assert row is not None
    counts = dict(zip((ALL, *DIMS), zip(row[::2], row[1::2], strict=True), strict=True))
    return [(each.id, dim, *counts[dim]) for dim, key in keys.items() if key is not None]


def _of_many(work: "Work", asked: Sequence[Asked]) -> list[Row]:
    wanted = [(each, dim, key) for each in asked for dim, key in _keys(each).items() if key is not None]
    return work.execute(
        RATES.format(schema=work.place.schema, province=PROVINCE),
        {"ids": [each.id for each, _, _ in wanted], "at": [each.created for each, _, _ in wanted],
         "dims": [dim for _, dim, _ in wanted], "keys": [key for _, _, key in wanted],
         "until": max(each.created for each in asked)},
    ).fetchall()  # fmt: skip


SOURCE = Source(
    (
        rate("source_rate", "该来源过去的转化率", "Past conversion of its source", "lead.source"),
        rate("industry_rate", "该行业过去的转化率", "Past conversion of its industry", "lead.industry"),
        rate("region_rate", "该省份过去的转化率", "Past conversion of its province", "lead.region"),
        rate("past_rate", "过去的总转化率", "Past conversion of all", "lead.status"),
    ),
    gather,
)

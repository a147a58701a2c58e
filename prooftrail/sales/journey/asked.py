"""What is made of everything a journey tells: sieved, counted, and drawn mark by mark or by stretches."""

ORDER = "array_position(array['proven', 'waiting', 'imported', 'claimed', 'rejected'], state)"

SIEVED = """
stood as materialized (select deal, title as process, kind as stage, at as since, until, said as title
    from told where lane in ('~stay', '~now')),
shown as (select via, (array_agg(state order by {order}))[1] as state from told
    where object = 'evidence' and via is not null group by via),
thing as materialized (
    select t.object, t.lane, t.id, t.at, t.kind, t.called, t.title, t.said, t.deal, t.owner, t.milestone,
        case when t.object = 'activity' and %(judged)s then coalesce(e.state, 'claimed') else t.state end
            as state, s.process, s.stage
    from told t left join shown e on t.object = 'activity' and e.via = t.id
    left join lateral (select process, stage from stood where stood.deal = t.deal
        order by stood.since > t.at, case when stood.since > t.at then stood.since end, stood.since desc
        limit 1) s on true
    where t.lane not in ('~stay', '~now')),
sought as (select * from thing where (%(lanes)s::text[] is null or lane = any(%(lanes)s))
    and (%(type)s::text is null or kind = %(type)s)
    and (%(stage)s::text is null or stage = %(stage)s)
    and (%(text)s::text is null or said ilike %(text)s)),
kept as materialized (select * from sought where not %(effective)s
    or coalesce(state, 'proven') not in ('claimed', 'rejected')),
span as (select coalesce(%(since)s::timestamptz, min(at)) as low,
    greatest(coalesce(%(until)s::timestamptz, greatest(max(at), (select max(since) from stood
            where deal in (select deal from kept))) + interval '1 second'),
        coalesce(%(since)s::timestamptz, min(at)) + interval '1 hour') as high from kept),
seen as materialized (select kept.* from kept, span where at >= low and at < high),
few as (select count(*) <= %(most)s as so from seen)
"""

MARKS = """
select json_agg(json_build_object('object', object, 'lane', lane, 'id', m.id, 'at', at, 'type', kind,
    'called', called, 'title', m.title, 'deal', deal, 'process', process, 'stage', stage, 'state', state,
    'owner', m.owner, 'by', {name}, 'milestone', milestone) order by at, m.id)
from (select * from seen where (select so from few) or lane = 'milestone'
    order by at desc, id limit %(most)s) m {people}
"""

CELLS = """
select json_agg(json_build_object('lane', lane, 'cell', cell, 'count', count, 'proven', proven,
    'first', first, 'last', last) order by lane, cell)
from (select lane, width_bucket(extract(epoch from at), extract(epoch from low), extract(epoch from high),
        %(columns)s) as cell, count(*) as count, count(*) filter (where state = 'proven') as proven,
        min(at) as first, max(at) as last
    from seen, span where lane <> 'milestone' group by 1, 2) c where not (select so from few)
"""

BANDS = """
select json_agg(json_build_object('deal', deal, 'title', title, 'process', process, 'stages', stages)
    order by latest desc, deal)
from (select deal, max(title) as title, max(process) filter (where until is null) as process,
        max(coalesce(until, 'infinity')) as ends, max(since) as latest,
        json_agg(json_build_object('stage', stage, 'since', since, 'until', until) order by since) as stages
    from stood, span where since < high and coalesce(until, 'infinity') >= low
    group by deal order by max(since) desc, deal limit %(bands)s) b
"""

COUNTED = """
'lanes', (select json_object_agg(lane, n) from (select lane, count(*) as n from seen group by lane) x),
'known', json_build_object(
    'lanes', (select json_object_agg(lane, n) from (select lane, count(*) as n from thing group by lane) x),
    'types', (select json_agg(json_build_object('object', object, 'key', kind, 'count', n)
            order by object, kind)
        from (select object, kind, count(*) as n from thing where kind is not null and called is null
            group by 1, 2) x),
    'stages', (select json_agg(json_build_object('process', process, 'key', stage, 'count', n)
        order by process, stage) from (select process, stage, count(*) as n from thing
            where stage is not null group by 1, 2) x))
"""


def asked(schema: str, people: bool) -> str:
    """The rest of the statement, after the rows it has `told`; `people`: with the names of owners.

    Answers `{"low","high","first","last","total","claims","deals","lanes","known","marks","cells","bands"}`.
    """
    name = "p.name" if people else "null::text"
    join = f"left join {schema}.person p on p.id = m.owner" if people else ""
    marks = MARKS.replace("{name}", name).replace("{people}", join)
    return (
        SIEVED.replace("{order}", ORDER)
        + "select json_build_object('low', (select low from span), 'high', (select high from span), "
        "'first', (select min(at) from kept), 'last', (select max(at) from kept), "
        "'total', (select count(*) from seen), "
        "'claims', (select count(*) from sought where state in ('claimed', 'rejected')), "
        "'deals', (select count(distinct deal) from stood), "
        f"{COUNTED}, 'marks', ({marks}), 'cells', ({CELLS}), 'bands', ({BANDS}))"
    )

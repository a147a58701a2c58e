"""The boards of data health and churn, and what feeds them: 300 reps, 20,000 customers, three years.

Rows come from SQL and not through the door: what is measured is counting and reading. The workspace is made
anew each time.
"""

import json
import os
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

from psycopg import sql

from benchmarks.figure import Figure
from prooftrail.cli.workspace import found
from prooftrail.opening import Opened, opened
from prooftrail.platform.database.install import drop_workspace, owner, workspaces
from prooftrail.platform.people.actor import system
from prooftrail.platform.records import Change, Query
from prooftrail.platform.values import uuid7
from prooftrail.platform.work import Caller, Work
from prooftrail.sales.churn.counting import count_week
from prooftrail.sales.churn.rules.watching import WEEK, monday_of
from prooftrail.sales.churn.tree import tree_of
from prooftrail.sales.quality.actions.look_at_health import LookAtHealth, look_at_health
from prooftrail.sales.quality.publishing import publish
from prooftrail.settings import read_settings

WORKSPACE = "bench_health"
REPS, TEAMS, CUSTOMERS, DAYS = 300, 30, 20_000, 3 * 365
ACTS = int(os.environ.get("PROOFTRAIL_BENCH_ACTS") or 660_000)
SYSTEM = Caller(reason="bench")
SECONDS, WEEKLY = 2.0, 10.0
"""What people wait for, and what the worker does once a week."""

FILL = """
create temp table spread on commit drop as select row_number() over (order by p.id) - 1 as at, p.id as person,
    p.department as unit from {schema}.person p;
insert into {schema}.customer (id, version, salt, created_at, updated_at, origin, owner, unit, name, grade,
    industry, phone)
select gen_random_uuid(), 1, decode(md5(n::text), 'hex'), now() - n * interval '70 minutes', now(), 'entered',
    s.person, s.unit, '客户' || n, (array['A', 'B', 'C', 'D'])[1 + n % 4],
    case when n % 5 > 0 then (array['food', 'pharma', 'cold'])[1 + n % 3] end, '0574-' || (1000000 + n)
from generate_series(1, {customers}) n join spread s on s.at = n % {reps};
create temp table book on commit drop as select row_number() over (order by id) as at, id, owner, unit
    from {schema}.customer;
insert into {schema}.activity (id, version, salt, created_at, updated_at, origin, owner, unit, type, customer,
    occurred_at)
select gen_random_uuid(), 1, decode(md5(n::text), 'hex'), t.at, t.at, 'entered', b.owner, b.unit, 'call',
    b.id, t.at from generate_series(1, {acts}) n
join book b on b.at = 1 + (n::bigint * 7919) % {customers}
join lateral (select now() - ((n::bigint * 104729) % ({days} * 1440)) * interval '1 minute'
    - case when b.at % 6 = 0 then interval '59 days' else interval '0' end as at) t on true;
insert into {schema}.deal (id, version, salt, created_at, updated_at, origin, owner, unit, name, customer,
    opened_on, closed_on, stage)
select gen_random_uuid(), 1, decode(md5(b.at::text), 'hex'), now(), now(), 'entered', b.owner, b.unit,
    '商机', b.id, current_date - (b.at % {days})::int, case when b.at % 3 > 0 then
    current_date - (b.at % {days})::int + 20 end, case when b.at % 3 = 1 then 'won' else 'lost' end
    from book b;
"""


def run() -> Iterator[Figure]:
    """Seconds of each, against its budget."""
    environ = {**os.environ, "PROOFTRAIL_DATA": os.environ.get("PROOFTRAIL_BENCH_DATA") or ".data/bench"}
    with opened(read_settings(environ)) as parts:
        _make(parts)
        for name, do in _asked():
            with parts.workspaces.begin(WORKSPACE, SYSTEM) as work, work.acting(system("bench")):
                began = time.perf_counter()
                do(work)
                seconds = time.perf_counter() - began
            most = WEEKLY if do is _count else SECONDS
            yield Figure(f"{name}: s", round(seconds, 3), None, f"<= {most:g}", seconds <= most)
        drop_workspace(parts.dsn, WORKSPACE)


def _asked() -> list[tuple[str, Callable[[Work], object]]]:
    scale = f"{REPS} reps, {CUSTOMERS:,} customers, {ACTS:,} activities"
    return [
        (f"publish a month's health scores, {scale}", publish),
        (f"data health board, {scale}", lambda work: look_at_health.run(work, None, LookAtHealth())),
        (f"count a churn week with traits, {scale}", _count),
        (f"churn board's rows, {scale}", _board),
    ]


def _count(work: Work) -> None:
    count_week(work, monday_of(work.today) - WEEK, tree_of(work), tell=True)


def _board(work: Work) -> None:
    rows = json.loads(work.records.page("churn_week", Query(sort="-week_on", limit=200)).items)
    assert len(rows) > TEAMS and any(each["churned"] for each in rows)


def _make(parts: Opened) -> None:
    if any(place.name == WORKSPACE for place in workspaces(parts.dsn)):
        drop_workspace(parts.dsn, WORKSPACE)
    found(parts, WORKSPACE, zone="Asia/Shanghai", currency="CNY")
    with parts.workspaces.begin(WORKSPACE, SYSTEM) as work:
        place = work.place
        _people(work)
    numbers = {"customers": CUSTOMERS, "reps": REPS, "acts": ACTS, "days": DAYS}
    filled = {name: sql.Literal(each) for name, each in numbers.items()}
    with owner(parts.dsn) as connection:
        connection.execute("set local transaction_timeout = 0")
        connection.execute(sql.SQL(FILL).format(schema=sql.Identifier(place.schema), **filled))
    with owner(parts.dsn) as connection:
        connection.autocommit = True
        for table in ("customer", "activity", "deal"):
            connection.execute(sql.SQL("vacuum analyze {}").format(sql.Identifier(place.schema, table)))


def _people(work: Work) -> None:
    company, teams = uuid7(), [uuid7() for _ in range(TEAMS)]
    tree = [(company, "公司", None), *((each, f"团队{n}", company) for n, each in enumerate(teams))]
    for id, name, parent in tree:
        values = {"name": name, "parent": str(parent) if parent else None}
        work.records.apply([Change("create", "department", id, values)], loose=True)
    day = (work.today - timedelta(days=DAYS)).isoformat()
    people = [
        Change("create", "person", None, {
            "name": f"销售{n}", "login": f"r{n}", "department": str(teams[n % TEAMS]), "joined_on": day,
        }) for n in range(REPS)
    ]  # fmt: skip
    work.records.apply(people, loose=True)

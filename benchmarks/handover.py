"""Somebody leaves with 2,000 customers and 6,000 deeds and to-dos: the list, the handover, taking it back.

Rows come from SQL and not through the door; what changes hands goes through it, with its events. The
workspace is made anew each time.
"""

import os
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Any
from uuid import UUID

from psycopg import sql

from benchmarks.figure import Figure
from prooftrail.cli.workspace import found
from prooftrail.opening import Opened, opened
from prooftrail.platform.database.install import drop_workspace, owner, workspaces
from prooftrail.platform.people.actor import system
from prooftrail.platform.records import Change
from prooftrail.platform.values import uuid7
from prooftrail.platform.work import Caller, Work
from prooftrail.sales.ownership.actions import handover
from prooftrail.settings import read_settings

WORKSPACE = "bench_handover"
CUSTOMERS, PEERS, DEEDS, TASKS = 2_000, 20, 3_000, 3_000
SYSTEM = Caller(reason="bench")
PREVIEW, DO = 3.0, 8.0
"""Seconds people wait for; of what is done, in all calls together, with its progress shown between them."""

FILL = """
create temp table spread on commit drop as select row_number() over (order by id) - 1 as at, id as person,
    department as unit from {schema}.person where login like 'r%%';
insert into {schema}.customer (id, version, salt, created_at, updated_at, origin, owner, unit, name, grade)
select gen_random_uuid(), 1, decode(md5(n::text), 'hex'), now(), now(), 'entered', s.person, s.unit,
    '客户' || n, (array['A', 'B', 'C', 'D'])[1 + n %% 4]
from generate_series(1, {customers} * {peers}) n join spread s on s.at = (n - 1) / {customers};
create temp table book on commit drop as select row_number() over (partition by owner order by id) as at, id,
    owner, unit from {schema}.customer;
insert into {schema}.contact (id, version, salt, created_at, updated_at, origin, owner, unit, name, customer)
select gen_random_uuid(), 1, decode(md5(id::text), 'hex'), now(), now(), 'entered', owner, unit, '联系人', id
from book;
insert into {schema}.deal (id, version, salt, created_at, updated_at, origin, owner, unit, name, customer,
    opened_on, closed_on)
select gen_random_uuid(), 1, decode(md5(id::text), 'hex'), now(), now(), 'entered', owner, unit, '商机', id,
    current_date, case when at %% 4 = 0 then current_date end from book where at %% 2 = 0;
insert into {schema}.activity (id, version, salt, created_at, updated_at, origin, owner, unit, type, customer,
    occurred_at)
select gen_random_uuid(), 1, decode(md5(b.id::text || n), 'hex'), now(), now(), 'entered', b.owner, b.unit,
    'call', b.id, now() from book b, generate_series(1, {deeds} / 1000) n where b.at <= 1000;
insert into {schema}.work_item (id, version, salt, created_at, updated_at, origin, owner, unit, title, state,
    about_object, about_record)
select gen_random_uuid(), 1, decode(md5(b.id::text || n), 'hex'), now(), now(), 'entered', b.owner, b.unit,
    '回访', 'open', 'customer', b.id::text
from book b, generate_series(1, {tasks} / 1000) n where b.at <= 1000;
"""


def run() -> Iterator[Figure]:
    """Seconds of the list, of the handover, and of taking it back."""
    environ = {**os.environ, "PROOFTRAIL_DATA": os.environ.get("PROOFTRAIL_BENCH_DATA") or ".data/bench"}
    with opened(read_settings(environ)) as parts:
        leaver, to = _make(parts)
        what = f"a leaver's {CUSTOMERS:,} customers and {DEEDS + TASKS:,} deeds and to-dos"
        took, _ = _timed(parts, handover.preview_handover, {"leaver": str(leaver), "limit": 500})
        yield Figure(f"{what}: the list, s", took, None, f"<= {PREVIEW:g}", took <= PREVIEW)
        whole, calls, made = 0.0, 0, None
        while True:
            took, said = _timed(
                parts, handover.handover, {"leaver": str(leaver), "to": str(to), "handover": made}
            )
            whole, calls, made = whole + took, calls + 1, said["handover"]
            if not said["left"]:
                break
        assert said["equal"], "nothing may be lost"
        yield Figure(f"{what}: handed over in {calls} calls, s", whole, None, f"<= {DO:g}", whole <= DO)
        took, _ = _timed(parts, handover.undo_handover, {"handover": made})
        yield Figure(f"{what}: taken back, s", took, None, f"<= {DO:g}", took <= DO)
        drop_workspace(parts.dsn, WORKSPACE)


def _timed(parts: Opened, action: Any, said: dict[str, Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    with inside(parts) as work, work.acting(system("bench")):
        done = action.run(work, None, action.input.model_validate(said))
    return time.perf_counter() - began, done.result


def inside(parts: Opened) -> AbstractContextManager[Work]:
    """A piece of work in the workspace."""
    return parts.workspaces.begin(WORKSPACE, SYSTEM)


def _make(parts: Opened) -> tuple[UUID, UUID]:
    """Who leaves, and who comes after."""
    if any(place.name == WORKSPACE for place in workspaces(parts.dsn)):
        drop_workspace(parts.dsn, WORKSPACE)
    found(parts, WORKSPACE, zone="Asia/Shanghai", currency="CNY")
    with inside(parts) as work:
        schema, people = work.place.schema, _people(work)
    numbers = {"customers": CUSTOMERS, "peers": PEERS, "deeds": DEEDS, "tasks": TASKS}
    filled: dict[str, Any] = {name: sql.Literal(each) for name, each in numbers.items()}
    with owner(parts.dsn) as connection:
        connection.execute("set local transaction_timeout = 0")
        connection.execute(sql.SQL(FILL).format(schema=sql.Identifier(schema), **filled), [])
    with owner(parts.dsn) as connection:
        connection.autocommit = True
        for table in ("customer", "contact", "deal", "activity", "work_item"):
            connection.execute(sql.SQL("vacuum analyze {}").format(sql.Identifier(schema, table)))
    return people[0], people[1]


def _people(work: Work) -> list[UUID]:
    company, day = uuid7(), work.today.replace(year=work.today.year - 1).isoformat()
    work.records.apply([Change("create", "department", company, {"name": "公司"})], loose=True)
    ids = sorted(uuid7() for _ in range(PEERS))
    people = [
        Change("create", "person", id, {
            "name": f"销售{n}", "login": f"r{n}", "department": str(company), "joined_on": day,
        }) for n, id in enumerate(ids)
    ]  # fmt: skip
    work.records.apply(people, loose=True)
    return ids

"""The journey of one customer with three years of 3,000 things, as a rep and a director read it.

Rows come from SQL and not through the door: what is measured is reading. The workspace is a small demo, made
anew each time.
"""

import os
import time
from collections.abc import Iterator
from statistics import median
from typing import Any
from uuid import UUID

from psycopg import sql

from benchmarks.figure import Figure
from prooftrail.cli.demo import ensure_demo
from prooftrail.opening import Opened, opened
from prooftrail.platform.database.install import drop_workspace, owner, workspaces
from prooftrail.platform.work import Caller
from prooftrail.sales.journey.actions.show_journey import ShowJourney, show_journey
from prooftrail.settings import read_settings

WORKSPACE = "bench_journey"
SECONDS = 0.2
"""What people wait for."""

FILL = """
insert into {schema}.activity (id, version, salt, created_at, updated_at, origin, owner, unit, type, customer,
    deal, topic, occurred_at)
select gen_random_uuid(), 1, decode(md5(n::text), 'hex'), now(), now(), 'entered', d.owner, d.unit,
    (array['visit', 'call', 'call', 'demo', 'negotiation'])[1 + n % 5], d.customer, d.id,
    '第 ' || n || ' 次往来', now() - n * interval '1095 days' / 1800
from generate_series(1, 1800) n, {schema}.deal d where d.id = {deal};
insert into {schema}.evidence (id, version, salt, created_at, updated_at, origin, owner, unit, kind, about,
    about_object, via, via_object, state, captured_at)
select gen_random_uuid(), 1, decode(md5(a.id::text), 'hex'), now(), now(), 'entered', a.owner, a.unit,
    'site_photo', a.deal, 'deal', a.id, 'activity',
    (array['proven', 'waiting', 'rejected'])[1 + random()::int],
    a.occurred_at from {schema}.activity a where a.deal = {deal} limit 900;
insert into {schema}.communication (id, version, salt, created_at, updated_at, origin, owner, unit, subject,
    channel, customer, said_at)
select gen_random_uuid(), 1, decode(md5(n::text), 'hex'), now(), now(), 'entered', d.owner, d.unit,
    '邮件 ' || n, (array['mail', 'chat', 'call'])[1 + n % 3], d.customer,
    now() - n * interval '1095 days' / 300
from generate_series(1, 300) n, {schema}.deal d where d.id = {deal};
"""


def fill(parts: Opened, workspace: str, deal: UUID) -> None:
    """Three years of 3,000 things at the customer of a deal."""
    place = parts.workspaces.directory.find(workspace)
    with owner(parts.dsn) as connection:
        named = {"schema": sql.Identifier(place.schema), "deal": sql.Literal(deal)}
        connection.execute(sql.SQL(FILL).format(**named))
    with owner(parts.dsn) as connection:
        connection.autocommit = True
        for table in ("activity", "evidence", "communication"):
            connection.execute(sql.SQL("vacuum analyze {}").format(sql.Identifier(place.schema, table)))


def run() -> Iterator[Figure]:
    """Seconds of each way to look at it, against its budget."""
    environ = {**os.environ, "PROOFTRAIL_DATA": os.environ.get("PROOFTRAIL_BENCH_DATA") or ".data/bench"}
    with opened(read_settings(environ)) as parts:
        if any(place.name == WORKSPACE for place in workspaces(parts.dsn)):
            drop_workspace(parts.dsn, WORKSPACE)
        ensure_demo(parts, workspace=WORKSPACE, most=200)
        deal, customer, rep, director = _who(parts)
        fill(parts, WORKSPACE, deal)
        for who, person in (("rep", rep), ("director", director)):
            for name, said in _asked():
                seconds = _measured(parts, person, customer, said)
                named = f"journey of 3,000 things, {name}, {who}: s"
                yield Figure(named, round(seconds, 3), None, f"<= {SECONDS:g}", seconds <= SECONDS)
        drop_workspace(parts.dsn, WORKSPACE)


def _asked() -> list[tuple[str, dict[str, Any]]]:
    return [
        ("all of it", {"effective": False}),
        ("a word", {"effective": False, "text": "往来"}),
        ("a quarter", {"since": "2026-01-01T00:00:00Z", "until": "2026-04-01T00:00:00Z"}),
    ]


def _measured(parts: Opened, person: UUID, customer: UUID, said: dict[str, Any]) -> float:
    """The median of five readings after one that compiles."""
    found = []
    for _ in range(6):
        with parts.workspaces.begin(WORKSPACE, Caller(person=person)) as work:
            began = time.perf_counter()
            show_journey.run(work, customer, ShowJourney.model_validate(said))
            found.append(time.perf_counter() - began)
    return median(found[1:])


def _who(parts: Opened) -> tuple[UUID, UUID, UUID, UUID]:
    """A deal of the rep, its customer, the rep and the director."""
    with parts.workspaces.begin(WORKSPACE, Caller(reason="bench")) as work:
        schema = work.place.schema
        people = dict(
            work.execute(f"select login, id from {schema}.person where login is not null").fetchall()
        )
        row = work.execute(
            f"select id, customer from {schema}.deal where owner = %s and customer is not null "
            "order by id limit 1",
            [people["rep"]],
        ).fetchone()
        assert row is not None
        return row[0], row[1], people["rep"], people["director"]

"""Learning from many closed deals: the best compared with the others, dwell, support gaps, packs, scripts.

Nothing is kept in a cube: each figure is read from the records, as on the first look after a restart.
"""

import os
import time
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
from psycopg import sql

from benchmarks.figure import Figure
from benchmarks.ground import ground
from prooftrail.cli.demo import ensure_demo
from prooftrail.opening import Opened
from prooftrail.platform.metrics.asking import ask
from prooftrail.platform.work import Caller, Work
from prooftrail.sales.learning.actions.compare_best import CompareBest, compare_best
from prooftrail.sales.learning.actions.distil_pack import DistilPack, distil_pack
from prooftrail.sales.learning.actions.learn_gaps import LearnGaps, learn_gaps
from prooftrail.sales.learning.comparing import window_of
from prooftrail.sales.learning.scripts import uses
from prooftrail.sales.learning.supporting import look

WORKSPACE = "learning"
DEALS = int(os.environ.get("PROOFTRAIL_BENCH_DEALS") or 20_000)
ACTIONS, ROUNDS, BUDGET_S = 10, 3, 2.0
"""Actions of a deal; how often each is asked, the median counts; a board's seconds."""
SYSTEM = Caller(reason="bench")
MOVED = {
    "version": "1", "owner": "o.person", "unit": "o.unit", "deleted_at": "null", "origin": "'entered'",
    "import_batch": "null", "created_at": "d.began",
}  # fmt: skip
DEAL = {
    "id": "d.id", "stage": "(array['won', 'lost', 'lost'])[1 + d.n % 3]", "opened_on": "d.began::date",
    "stage_since": "d.began + interval '18 days'", "closed_on": "(d.began + interval '18 days')::date",
}  # fmt: skip
ACTIVITY = {
    "id": "gen_random_uuid()", "deal": "d.id",
    "type": "(array['call', 'visit', 'survey', 'proposal', 'demo', 'call', 'negotiation', 'visit', "
            "'signing', 'payment'])[1 + a.n]",
    "occurred_at": "d.began + a.n * interval '1 day' + (d.n % 7) * interval '1 hour'",
    "script": "case when d.n % 4 = 0 then (select id from script order by id limit 1) end",
}  # fmt: skip
STAY = {
    "id": "gen_random_uuid()", "about": "d.id", "entered_at": "d.began + a.n * interval '4 days'",
    "left_at": "d.began + (a.n + 1) * interval '4 days'",
}  # fmt: skip


def run() -> Iterator[Figure]:
    """Seconds of each; a deal in three was won."""
    with ground() as parts:
        if ensure_demo(parts, workspace=WORKSPACE, most=200):
            _make(parts)
        for name, asked in ASKED.items():
            took = sorted(_timed(parts, asked) for _ in range(ROUNDS))[ROUNDS // 2]
            said = f"{name}, {DEALS:,} closed deals of {ACTIONS} actions, s"
            yield Figure(said, took, None, f"≤ {BUDGET_S} s", took <= BUDGET_S)


def _timed(parts: Opened, asked: Callable[[Work], Any]) -> float:
    began = time.monotonic()
    try:
        with parts.workspaces.begin(WORKSPACE, SYSTEM) as work:
            asked(work)
            took = time.monotonic() - began
            raise Undone
    except Undone:
        return took


class Undone(Exception):
    """What was written while it was measured is taken back."""


ASKED: dict[str, Callable[[Work], Any]] = {
    "the best compared": lambda work: compare_best.run(work, None, CompareBest()),
    "dwell by stage": lambda work: ask(work, "stay_median_hours", None, ["stage"], None),
    "dwell by stage and person": lambda work: ask(work, "stay_hours", None, ["stage", "owner"], None),
    "support gaps": look,
    "a pack distilled": lambda work: distil_pack.run(work, None, DistilPack(title="bench")),
    "the least gaps": lambda work: learn_gaps.run(work, None, LearnGaps()),
    "scripts and what came of them": lambda work: uses(work, window_of(work, None, None).span(work), 14),
}


def _make(parts: Opened) -> None:
    """Rows like one of the demo's, moved: over a year, to people unevenly, to ends and types in turn."""
    place = parts.workspaces.directory.find(WORKSPACE)
    with psycopg.connect(parts.dsn, autocommit=True) as connection:
        for limit in ("transaction_timeout", "statement_timeout"):
            connection.execute(f"set {limit} = 0")
        connection.execute(f"set search_path = {place.schema}, prooftrail")
        connection.execute(
            "create temp table o as select row_number() over () - 1 as at, p.id as person, "
            "(select department from _member m where m.person = p.id limit 1) as unit "
            "from person p where 'rep' = any(roles)"
        )
        connection.execute(
            "create temp table d as select n, gen_random_uuid() as id, "
            "now() - (n % 330) * interval '1 day' - interval '20 days' as began "
            f"from generate_series(1, {DEALS}) n"
        )
        _copy(connection, "deal", "true", "d", DEAL)
        _copy(connection, "activity", "deal is not null", _each(ACTIONS), ACTIVITY)
        _copy(connection, "stay", "true", _each(4), STAY)
        for table in ("deal", "activity", "stay"):
            connection.execute(f"vacuum analyze {table}")


def _each(many: int) -> str:
    return f"d cross join generate_series(0, {many - 1}) a(n)"


def _copy(
    connection: psycopg.Connection[Any], table: str, which: str, source: str, own: dict[str, str]
) -> None:
    """Rows like the first of a table, with some columns their own."""
    rows = connection.execute(
        "select column_name from information_schema.columns where table_name = %s "
        "and table_schema = current_schema and is_generated = 'NEVER'",
        [table],
    ).fetchall()
    values = [(own | MOVED).get(name, f"like_it.{name}") for (name,) in rows]
    columns = sql.SQL(", ").join(sql.Identifier(name) for (name,) in rows).as_string(connection)
    connection.execute(
        f"insert into {table} ({columns}) select {', '.join(values)} from {source} "
        "join o on o.at = floor((select count(*) from o) * power(((d.n * 7919) % 1000) / 1000.0, 1.5)) "
        f"cross join (select * from {table} where {which} limit 1) like_it"
    )

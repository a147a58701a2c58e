"""Giving out 10,000 leads over 300 reps by 20 rules, two workers at it; then 16 at once, each lead to one.

The workspace is made anew. Time counts from the moment both workers are ready until nothing waits; leads
are made before, through the door. A worker is `python -m benchmarks.routing`, which waits for a line.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from uuid import UUID

from benchmarks.figure import Figure
from prooftrail.cli.workspace import found
from prooftrail.opening import Opened, opened
from prooftrail.platform.database.install import drop_workspace, workspaces
from prooftrail.platform.records import Change
from prooftrail.platform.values import uuid7
from prooftrail.platform.work import Caller, Work
from prooftrail.sales.routing.designing import keep_draft, put_in_force
from prooftrail.sales.routing.distributing import give_out
from prooftrail.settings import read_settings

WORKSPACE = "bench_routing"
LEADS, REPS, RULES = int(os.environ.get("PROOFTRAIL_BENCH_LEADS") or 10_000), 300, 20
WORKERS, MANY = 2, 16
BATCH = 2_000
PER_SECOND, BYTES = 1_000.0, 2_000.0
SYSTEM = Caller(reason="bench")


def run() -> Iterator[Figure]:
    """Leads a second, what was doubled, the longest record."""
    environ = {**os.environ, "PROOFTRAIL_DATA": os.environ.get("PROOFTRAIL_BENCH_DATA") or ".data/bench"}
    with opened(read_settings(environ)) as parts:
        for workers in (WORKERS, MANY):
            _make(parts)
            seconds = _give_out(workers, environ)
            given, doubled, longest = _counted(parts)
            rate = given / seconds
            name = (
                f"{given:,} of {LEADS:,} leads given out over {REPS} reps by {RULES} rules, {workers} workers"
            )
            if workers == WORKERS:
                yield Figure(f"{name}: a second", rate, None, f">= {PER_SECOND:g}", rate >= PER_SECOND)
                yield Figure(
                    "longest decision record: bytes", longest, None, f"<= {BYTES:g}", longest <= BYTES
                )
            else:
                yield Figure(f"{name}: doubled={doubled}", doubled, None, "0", doubled == 0 and given > 0)
            drop_workspace(parts.dsn, WORKSPACE)


def _make(parts: Opened) -> None:
    if any(place.name == WORKSPACE for place in workspaces(parts.dsn)):
        drop_workspace(parts.dsn, WORKSPACE)
    found(parts, WORKSPACE, zone="Asia/Shanghai", currency="CNY")
    with parts.workspaces.begin(WORKSPACE, SYSTEM) as work:
        _people(work)
    with parts.workspaces.begin(WORKSPACE, SYSTEM) as work:
        teams = [row[0] for row in work.execute(f"select id from {work.place.schema}.department order by id")]
        keep_draft(work, {"about": "lead", "name": "bench", "pool": "rest", "rules": _rules(teams)}, None)
        put_in_force(work, "lead")
    for at in range(0, LEADS, 2_000):
        with parts.workspaces.begin(WORKSPACE, SYSTEM) as work:
            made = [Change("create", "lead", None, _lead(n)) for n in range(at, min(at + 2_000, LEADS))]
            work.records.apply(made, loose=True)


def _people(work: Work) -> None:
    teams = [uuid7() for _ in range(RULES)]
    work.records.apply(
        [Change("create", "department", each, {"name": f"团队{n}"}) for n, each in enumerate(teams)],
        loose=True,
    )
    people = [
        Change("create", "person", None, {
            "name": f"销售{n}", "login": f"r{n}", "department": str(teams[n % RULES]), "roles": ["rep"],
            "joined_on": "2020-01-01",
        }) for n in range(REPS)
    ]  # fmt: skip
    work.records.apply(people, loose=True)


def _rules(teams: list[UUID]) -> list[dict[str, object]]:
    strategies = ("round_robin", "weighted", "least_load", "best_fit")
    return [
        {
            "key": f"rule_{n}", "label": {"zh": f"规则{n}", "en": f"Rule {n}"}, "weights": {}, "wants": {},
            "strategy": strategies[n % 4], "otherwise": "next", "pool": None, "working_hours": False,
            "layers": [
                {"about": "record", "people": [], "departments": [],
                 "filter": ["and", ["source", "=", "web"], ["industry", "=", f"i{n}"]]},
                {"about": "record", "people": [], "departments": [],
                 "filter": ["estimated_purchase", ">=", "800000"]},
                {"about": "team", "people": [], "departments": [str(teams[n])]},
                {"about": "load", "people": [], "departments": [], "below": 10_000},
            ],
        }
        for n in range(RULES)
    ]  # fmt: skip


def _lead(n: int) -> dict[str, object]:
    return {
        "name": f"线索{n}", "company": f"公司{n}", "source": "web", "industry": f"i{n % RULES}",
        "phone": f"139{n:08}", "estimated_purchase": f"{800_000 + n}", "routing": "waiting", "owner": None,
    }  # fmt: skip


def _give_out(workers: int, environ: dict[str, str]) -> float:
    """Seconds from both being ready until both found nothing more."""
    started = [
        subprocess.Popen([sys.executable, "-m", "benchmarks.routing"], env=environ, stdin=subprocess.PIPE,
                         stdout=subprocess.PIPE, text=True)
        for _ in range(workers)
    ]  # fmt: skip
    for each in started:
        assert each.stdout is not None and each.stdout.readline() == "ready\n"
    began = time.perf_counter()
    for each in started:
        assert each.stdin is not None
        each.stdin.write("go\n")
        each.stdin.flush()
    for each in started:
        assert each.wait() == 0
    return time.perf_counter() - began


def _counted(parts: Opened) -> tuple[int, int, float]:
    with parts.workspaces.begin(WORKSPACE, SYSTEM) as work:
        schema = work.place.schema
        row = work.execute(
            f"select (select count(*) from {schema}.lead where routing = 'assigned'), "
            f"greatest((select count(*) - count(distinct lead) from {schema}.assignment), "
            f"(select count(*) - count(distinct record) from {work.events.table} "
            "where action = 'record.assigned' and owner_after is not null)), "
            f"(select max(octet_length(decision)) from {schema}.assignment)"
        ).fetchone()
    assert row is not None
    return int(row[0]), int(row[1]), float(row[2])


def work_at_it() -> None:
    """One worker: batches until nothing waits."""
    with opened(read_settings()) as parts:
        with parts.workspaces.begin(WORKSPACE, SYSTEM) as work:
            assert work.settings.value("routing.batch")
        print("ready", flush=True)
        sys.stdin.readline()
        while True:
            with parts.workspaces.begin(WORKSPACE, SYSTEM) as work:
                found = give_out(work, "lead", BATCH)
                if not (found.counts or found.more):
                    return


if __name__ == "__main__":
    work_at_it()

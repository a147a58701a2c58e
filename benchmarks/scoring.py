"""Scoring many open leads by a learned model: every feature gathered, every score with its reasons written
through the door; and one lead alone among as many."""

import os
import random
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from benchmarks.figure import Figure
from benchmarks.ground import ground
from prooftrail.cli.demo import ensure_demo
from prooftrail.opening import Opened
from prooftrail.platform.learned import store
from prooftrail.platform.records import Change
from prooftrail.platform.values import uuid7
from prooftrail.platform.work import Caller, Work
from prooftrail.sales.scoring import sweeping
from prooftrail.sales.scoring.training import activate
from prooftrail.sales.scoring.training import run as learn
from prooftrail.sales.scoring.valuing import judge_of, value_leads

WORKSPACE = "scoring"
LEADS = int(os.environ.get("PROOFTRAIL_BENCH_LEADS") or 20_000)
CLOSED, CHUNK, ROUNDS = 2_000, 2_000, 9
BUDGET_S, ONE_MS = 60.0, 50.0
SYSTEM = Caller(reason="bench")
SOURCES = ("web", "referral", "exhibition", "cold_call")
RANKS = ("owner", "head", "buyer", "engineer")


def run() -> Iterator[Figure]:
    """Seconds of all, of the values alone, and milliseconds of one."""
    with ground() as parts:
        if ensure_demo(parts, workspace=WORKSPACE, most=200):
            _make(parts)
        place = parts.workspaces.directory.find(WORKSPACE)
        with parts.workspaces.begin(WORKSPACE, SYSTEM) as work:
            work.execute(f"delete from {work.place.schema}._learned_value")
        began = time.monotonic()
        while sweeping.sweep(parts.ground, place):
            pass
        took = time.monotonic() - began
        yield Figure(
            f"{LEADS:,} leads scored and written, s", took, None, f"≤ {BUDGET_S} s", took <= BUDGET_S
        )
        took = _valued(parts, LEADS, 1)
        yield Figure(f"{LEADS:,} leads valued, s", took, None, f"≤ {BUDGET_S} s", took <= BUDGET_S)
        took = 1000 * _valued(parts, 1, ROUNDS)
        yield Figure(f"the newest lead of {LEADS:,} valued, ms", took, None, f"≤ {ONE_MS} ms", took <= ONE_MS)


def _valued(parts: Opened, many: int, rounds: int) -> float:
    """Median seconds to gather and judge so many leads."""
    times = []
    for _ in range(rounds):
        with parts.workspaces.begin(WORKSPACE, SYSTEM) as work:
            rows = work.execute(
                f"select id from {work.place.schema}.lead where status is null order by id desc limit %s",
                [many],
            ).fetchall()
            judge = judge_of(work)
            began = time.monotonic()
            for at in range(0, len(rows), CHUNK):
                value_leads(work, judge, [id for (id,) in rows[at : at + CHUNK]])
            times.append(time.monotonic() - began)
    return sorted(times)[rounds // 2]


def _make(parts: Opened) -> None:
    """Closed leads with a reason to learn, a model of them in force, and open ones beside."""
    dice = random.Random(1)
    for at in range(0, CLOSED + LEADS, CHUNK):
        with parts.workspaces.begin(WORKSPACE, SYSTEM) as work:
            many = range(at, min(at + CHUNK, CLOSED + LEADS))
            changes = [Change("create", "lead", uuid7(), _lead(work, dice, each)) for each in many]
            work.records.apply(changes, loose=True)
    with parts.workspaces.begin(WORKSPACE, SYSTEM) as work:
        model = store.ask_for(work, "lead")
        work.execute(f"analyze {work.place.schema}.lead")
    place = parts.workspaces.directory.find(WORKSPACE)
    assert learn(parts.ground, place, model.id, lambda: False)
    with parts.workspaces.begin(WORKSPACE, SYSTEM) as work:
        found = store.by_id(work, model.id)
        assert found is not None and found.parameters is not None
        activate(work, found)


def _lead(work: Work, dice: random.Random, at: int) -> dict[str, Any]:
    created = work.now - timedelta(days=300) + timedelta(days=290) * at / (CLOSED + LEADS)
    source, rank = dice.choice(SOURCES), dice.choice(RANKS)
    said = {
        "name": f"询价 {at}", "company": f"公司 {at // 2}", "source": source, "contact_rank": rank,
        "industry": dice.choice(("food", "pharma", "dairy")), "phone": f"139{at % 15_000:08}",
        "region": dice.choice(("330100", "310000", "440300")), "background": "要冷库" * (at % 7),
        "estimated_purchase": f"{dice.randint(1, 90) * 10_000}.00", "created_at": created.isoformat(),
    }  # fmt: skip
    if at >= CLOSED:
        return said
    won = dice.random() < 0.1 + 0.5 * (source == "referral") + 0.2 * (rank == "owner")
    ended = (created + timedelta(days=5)).isoformat()
    end = {"status": "converted", "converted_at": ended} if won else {"status": "closed"}
    return said | end | {"ended_at": ended}

"""How long `verify` takes, and whether its memory grows: a history through the door, ten events a row."""

import os
import resource
import time
from collections.abc import Iterator
from uuid import UUID

from benchmarks.figure import Figure
from benchmarks.ground import ground
from prooftrail.app import shipped
from prooftrail.cli.verify import verify
from prooftrail.opening import Opened
from prooftrail.platform.database.install import create_workspace, owner, workspaces
from prooftrail.platform.events.seals import seal_log
from prooftrail.platform.records import Change
from prooftrail.platform.values import uuid7
from prooftrail.platform.work import Caller

WORKSPACE = "history"
ROWS = int(os.environ.get("PROOFTRAIL_BENCH_HISTORY") or 30_000)
CHANGES, BATCH = 9, 1_000
TOLD = 10_000_000
"""Events the budget speaks of; the figure is scaled up to them, for each costs the same."""
BUDGET_S, BUDGET_MB = 300, 150


def run() -> Iterator[Figure]:
    """Seconds for 1M rows and 10M events, scaled from fewer; and the memory it took on top."""
    with ground() as parts:
        if all(place.name != WORKSPACE for place in workspaces(parts.dsn)):
            _make(parts)
        before, began = _peak_mb(), time.monotonic()
        report = verify(parts, WORKSPACE)
        seconds = time.monotonic() - began
        assert report.clean, report.named[:5]
        scaled = seconds * TOLD / report.events
        measured = f"from {report.rows:,} rows, {report.events:,} events, {seconds:.0f} s"
        yield Figure(f"verify 1M rows, 10M events, s ({measured})", scaled, None,
                     f"≤ {BUDGET_S} s", scaled <= BUDGET_S)  # fmt: skip
        grown = _peak_mb() - before
        yield Figure("verify, memory on top, MB", grown, None, f"≤ {BUDGET_MB} MB", grown <= BUDGET_MB)


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _make(parts: Opened) -> None:
    place = create_workspace(parts.dsn, WORKSPACE, shipped(), zone="Asia/Shanghai", currency="CNY")
    for at in range(0, ROWS, BATCH):
        ids = [uuid7() for _ in range(min(BATCH, ROWS - at))]
        with parts.workspaces.begin(WORKSPACE, Caller(reason="bench")) as work:
            work.records.apply([_customer(at + n, id) for n, id in enumerate(ids)])
        for turn in range(CHANGES):
            with parts.workspaces.begin(WORKSPACE, Caller(reason="bench")) as work:
                work.records.apply([_change(turn, n, id) for n, id in enumerate(ids)])
    seal_log(parts.ground, place)
    with owner(parts.dsn) as connection:
        connection.autocommit = True
        connection.execute(f"vacuum analyze {place.schema}._event")
        connection.execute(f"vacuum analyze {place.schema}.customer")


def _customer(n: int, id: UUID) -> Change:
    return Change("create", "customer", id, {
        "name": f"宁波冷链{n}号有限公司", "code": f"H-{n}", "grade": "ABC"[n % 3],
        "annual_purchase": f"{n}.50", "industry": "cold_chain", "phone": f"0574-{n}",
        "place": {"lat": 29.8, "lng": 121.5, "accuracy_m": 12},
    })  # fmt: skip


def _change(turn: int, n: int, id: UUID) -> Change:
    kinds = (
        {"grade": "ABC"[(n + turn) % 3]},
        {"annual_purchase": f"{turn}{n}.00"},
        {"phone": f"0574-{turn}{n}"},
    )
    return Change("update", "customer", id, kinds[turn % 3] | {"industry": f"branch {turn}"})

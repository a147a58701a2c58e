"""Rules at work: fifty waits over a million customers, events alone, in a row, and beside an import.

The floor of a wait is one statement over the same index; the floor of reacting is what the log alone costs:
reading as many events and writing as many fields by one statement each. The machine's load is noted.
"""

import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from benchmarks.figure import Figure
from benchmarks.ground import WORKSPACE, ground
from prooftrail.opening import Opened
from prooftrail.platform.automation import indexing, timed
from prooftrail.platform.automation.actions import put_in_force, retire
from prooftrail.platform.automation.listening import drain
from prooftrail.platform.automation.store import hold, rules
from prooftrail.platform.imports import starting
from prooftrail.platform.imports.running import IMPORT
from prooftrail.platform.jobs.queue import enqueue
from prooftrail.platform.records import Change
from prooftrail.platform.work import Caller, Work

SYSTEM = Caller(reason="bench")
RULES = int(os.environ.get("PROOFTRAIL_BENCH_RULES") or 50)
IMPORTED = int(os.environ.get("PROOFTRAIL_BENCH_IMPORT_ROWS") or 100_000)
SAMPLES = int(os.environ.get("PROOFTRAIL_BENCH_SAMPLES") or 60)
EVENTS = int(os.environ.get("PROOFTRAIL_BENCH_EVENTS") or 5_000)
SPACING = 20
"""Seconds between two customers' creations on the ground."""
DUE, RATE, HOURS = 1_000, 200, 48
WORDS = {"zh": "试", "en": "Bench"}


def run() -> Iterator[Figure]:
    """Waits first: no worker is at them then."""
    with ground() as parts:
        yield from _waits(parts)
        yield from _in_a_row(parts)
        with worker(parts):
            yield from _alone(parts)
            yield from _beside_an_import(parts)
        clear(parts)


def rule_of(key: str, when: dict[str, Any], fields: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A rule that sets fields of a customer."""
    step = {"action": "set_fields", "input": {"object": "customer", "fields": fields}}
    return {"key": key, "label": WORDS, "object": "customer", "when": when, "then": [step], **more}


def publish(parts: Opened, *said: dict[str, Any]) -> None:
    """Put rules in force."""
    with parts.workspaces.begin(WORKSPACE, SYSTEM) as work:
        hold(work)
        for each in said:
            put_in_force(work, rules(work, each["key"]).get(each["key"]), each)


def clear(parts: Opened) -> None:
    """No rule is in force any more."""
    with parts.workspaces.begin(WORKSPACE, SYSTEM) as work:
        hold(work)
        for known in rules(work).values():
            if known.live is not None:
                retire(work, known)


def _waits(parts: Opened) -> Iterator[Figure]:
    clear(parts)
    when = {"on": "idle", "since": "created_at", "for": {"hours": HOURS}}
    publish(parts, *(rule_of(f"wait_{n}", when, {"industry": "food"}) for n in range(RULES)))
    place = parts.workspaces.directory.find(WORKSPACE)
    indexing.sweep(parts.ground, place)
    timed.sweep(parts.ground, place)
    took = [_timed(lambda: timed.sweep(parts.ground, place)) for _ in range(5)]
    floor = [_timed(lambda: _look(parts)) for _ in range(5)]
    each, least = (1e3 * statistics.median(found) / RULES for found in (took, floor))
    yield Figure(f"{RULES} waits, nothing due: ms each ({_load()})", each, least, "≤ 10 ms each", each <= 10)
    with parts.workspaces.begin(WORKSPACE, SYSTEM) as work:
        _set_back(work, work.now - timedelta(seconds=DUE * SPACING))
    took_all = _timed(lambda: timed.sweep(parts.ground, place))
    fired = _count(parts, "select count(*) from {schema}._run where rule like 'wait_%%'")
    yield Figure(
        f"{RULES} waits, {fired // RULES:,} due each: s a rule ({_load()})", took_all / RULES, None, "≤ 5 s",
        took_all / RULES <= 5,
    )  # fmt: skip
    clear(parts)


def _look(parts: Opened) -> None:
    """The same question by one statement a rule, in one transaction each."""
    for _ in range(RULES):
        with parts.workspaces.begin(WORKSPACE, SYSTEM) as work:
            bound = work.now - timedelta(hours=HOURS)
            work.execute(
                f"select id from {work.place.schema}.customer where deleted_at is null and created_at <= %s "
                "and created_at > %s limit 500",
                [bound, bound],
            ).fetchall()


def _set_back(work: Work, to: datetime) -> None:
    """As if nobody had looked for a while."""
    work.execute(f"update {work.place.schema}._rule_armed set last_due = %s, begun = %s", [to, to])


def _in_a_row(parts: Opened) -> Iterator[Figure]:
    """Many events at once, reacted to in batches."""
    when = {"on": "record", "events": ["updated"], "fields": ["phone"]}
    publish(parts, rule_of("row", when, {"industry": "{phone}"}))
    ids = _customers(parts, EVENTS)
    _write(parts, ids, "phone", f"0574-{time.time_ns()}")
    place = parts.workspaces.directory.find(WORKSPACE)
    took = _timed(lambda: drain(parts.ground, place))
    floor = _timed(lambda: _by_hand(parts, ids))
    ours, least = len(ids) / took, len(ids) / floor
    yield Figure(f"events reacted to in batches, a second ({_load()})", ours, None,
                 f"≥ 500 (log and fields alone {least:,.0f})", ours >= 500)  # fmt: skip
    clear(parts)


def _by_hand(parts: Opened, ids: list[UUID]) -> None:
    """The log read and the fields written through the door, without rules."""
    for at in range(0, len(ids), 200):
        _write(parts, ids[at : at + 200], "industry", f"hand {time.time_ns()}")


def _alone(parts: Opened) -> Iterator[Figure]:
    when = {"on": "record", "events": ["updated"], "fields": ["phone"]}
    publish(parts, rule_of("alone", when, {"industry": "{phone}"}))
    _latencies(parts, 1, 0.0)  # the worker is up
    found = _latencies(parts, SAMPLES, 0.2)
    p95 = 1e3 * sorted(found)[int(len(found) * 0.95)]
    yield Figure(f"event → action done, idle: p95 ms ({_load()})", p95, None, "≤ 200 ms", p95 <= 200)


def _beside_an_import(parts: Opened) -> Iterator[Figure]:
    """Two hundred changes a second and an import, and one change now and then that is followed."""
    lines = [f"bench {time.time_ns()} {n}" for n in range(IMPORTED)]
    with parts.workspaces.begin(WORKSPACE, SYSTEM) as work:
        content = "\n".join(["name", *lines]).encode()
        id = starting.start(work, parts.files, content, "rows.csv", "customer", {}, dry_run=False)
    with parts.pool.connection() as connection:
        enqueue(connection, IMPORT.name, WORKSPACE, id)
    stop, ids = threading.Event(), _customers(parts, 5_000)
    writer = threading.Thread(target=_keep_writing, args=(parts, ids, stop))
    writer.start()
    found = _latencies(parts, SAMPLES, 0.1)
    stop.set()
    writer.join()
    _cancel(parts, id)
    p95 = sorted(found)[int(len(found) * 0.95)]
    name = f"event → action done beside {RATE} events/s and an import of {IMPORTED:,}: p95 s ({_load()})"
    yield Figure(name, p95, None, "≤ 2 s", p95 <= 2)  # fmt: skip


def _cancel(parts: Opened, id: UUID) -> None:
    """What is left of it is not for the next run."""
    with parts.workspaces.begin(WORKSPACE, SYSTEM) as work:
        work.execute(f"update {work.place.schema}._import set cancelled = true where id = %s", [id])


def _keep_writing(parts: Opened, ids: list[UUID], stop: threading.Event) -> None:
    at = 0
    while not stop.is_set():
        began = time.monotonic()
        part = [ids[(at + n) % len(ids)] for n in range(RATE // 10)]
        _write(parts, part, "phone", f"0574-{time.time_ns()}")
        at += len(part)
        stop.wait(max(0.0, 0.1 - (time.monotonic() - began)))


def _latencies(parts: Opened, count: int, pause: float) -> list[float]:
    found = []
    for id in _customers(parts, count + 6_000)[-count:]:
        said = f"mark {time.time_ns()}"
        began = time.monotonic()
        _write(parts, [id], "phone", said)
        while _industry(parts, id) != said and time.monotonic() - began < 120:
            time.sleep(0.004)
        found.append(time.monotonic() - began)
        time.sleep(pause)
    return found


def _industry(parts: Opened, id: UUID) -> str | None:
    with parts.workspaces.begin(WORKSPACE, SYSTEM) as work:
        row = work.execute(
            f"select industry from {work.place.schema}.customer where id = %s", [id]
        ).fetchone()
        return None if row is None else row[0]


def _write(parts: Opened, ids: list[UUID], field: str, value: str) -> None:
    for at in range(0, len(ids), 500):
        with parts.workspaces.begin(WORKSPACE, SYSTEM) as work:
            changes = [Change("update", "customer", id, {field: value}) for id in ids[at : at + 500]]
            work.records.apply(changes)


def _customers(parts: Opened, count: int) -> list[UUID]:
    with parts.workspaces.begin(WORKSPACE, SYSTEM) as work:
        query = f"select id from {work.place.schema}.customer where deleted_at is null order by id limit %s"
        return [row[0] for row in work.execute(query, [count]).fetchall()]


def _count(parts: Opened, query: str) -> int:
    with parts.workspaces.begin(WORKSPACE, SYSTEM) as work:
        row = work.execute(query.format(schema=work.place.schema)).fetchone()
        return int(row[0]) if row else 0


@contextmanager
def worker(parts: Opened) -> Iterator[None]:
    """A worker beside us."""
    environ = {**os.environ, "PROOFTRAIL_DATA": str(parts.settings.data)}
    process = subprocess.Popen([sys.executable, "-m", "prooftrail", "worker"], env=environ)
    try:
        yield
    finally:
        process.terminate()
        process.wait(60)


def _timed(run: Callable[[], object]) -> float:
    began = time.monotonic()
    run()
    return time.monotonic() - began


def _load() -> str:
    return f"load {os.getloadavg()[0]:.1f}"

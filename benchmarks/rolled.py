"""Roll-ups over two million orders of a million customers: sorted by, followed, imported into, added.

A web process with the floor beside it and a worker serve the benchmark's own workspace. The machine's
load is noted with each figure, for others may be at work on it.
"""

import io
import os
import random
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import httpx
from psycopg import sql

from benchmarks.figure import Figure
from benchmarks.ground import CALLERS, WORKSPACE, ground
from benchmarks.load import Call, middle, press, served
from benchmarks.orders import ORDER, SYSTEM, add_rollups, drop_rollups, make_orders, waiting, wrong
from benchmarks.plans import MOST, look
from prooftrail.opening import Opened
from prooftrail.platform.database.install import owner
from prooftrail.platform.imports import starting
from prooftrail.platform.imports.store import load
from prooftrail.platform.people.accounts import create_key, token_hash
from prooftrail.platform.work import Caller

PORT = int(os.environ.get("PROOFTRAIL_BENCH_PORT") or 8230)
ORDERS = int(os.environ.get("PROOFTRAIL_BENCH_ORDERS") or 2_000_000)
IMPORTED = int(os.environ.get("PROOFTRAIL_BENCH_IMPORT_ROWS") or 100_000)
ROUNDS = int(os.environ.get("PROOFTRAIL_BENCH_ROUNDS") or 5)
SAMPLES = int(os.environ.get("PROOFTRAIL_BENCH_SAMPLES") or 60)
CLIENTS, SECONDS, PATIENCE = 16, 3.0, 3_600.0
THINKING = float(os.environ.get("PROOFTRAIL_BENCH_THINKING") or 0.5)
"""Seconds a writer rests between two writes, as a quick person does."""
FOLLOW_S, IMPORT_S = 1.0, 60.0


def run() -> Iterator[Figure]:
    """Added first, for everything else asks for what it filled."""
    with ground() as parts:
        make_orders(parts, WORKSPACE, ORDERS)
        drop_rollups(parts, WORKSPACE)
        keys = _keys(parts)
        data = str(parts.settings.data)
        environ = {**os.environ, "PORT": str(PORT), "PROOFTRAIL_DATA": data}
        with served([sys.executable, "-m", "benchmarks.floor"], PORT, environ), _worker(environ):
            total, open_ones = yield from _adding(parts, keys)
            yield from _lists(parts, keys, total, open_ones)
            yield from _following(keys, total)
            yield from _importing(parts, keys, total, open_ones)


def _adding(parts: Opened, keys: list[str]) -> Generator[Figure, None, tuple[str, str]]:
    """Both roll-ups made and filled while sixteen people write."""
    with _writing(keys, "customer", "phone") as writers:
        began = time.monotonic()
        total, open_ones = add_rollups(parts, WORKSPACE)
        answered = time.monotonic() - began
        _until(lambda: not waiting(parts, WORKSPACE))
        filled = time.monotonic() - began
        _until(lambda: _live(parts, total) and _live(parts, open_ones))
        built = time.monotonic() - began
    answers = [each for writer in writers for each in writer.answers]
    failed, most = sum(status != 200 for status, _ in answers), max(took for _, took in answers)
    off = wrong(parts, WORKSPACE, total, open_ones)
    yield _noted(
        f"two roll-ups added to 1M customers over {ORDERS:,} orders, 16 writers: filled, s "
        f"(answer {answered:.1f}, indexes {built:.0f}; wrong {off})",
        filled, "noted; 0 wrong", off == 0,
    )  # fmt: skip
    yield _noted(
        f"the writers' requests meanwhile, of {len(answers):,}: failed (slowest {most:.1f} s)",
        failed, "0", failed == 0,
    )  # fmt: skip
    return total, open_ones


def _lists(parts: Opened, keys: list[str], total: str, open_ones: str) -> Iterator[Figure]:
    with owner(parts.dsn) as connection:
        connection.autocommit = True
        connection.execute(sql.SQL("vacuum analyze {}").format(sql.Identifier(f"ws_{WORKSPACE}", "customer")))
    shapes = (
        {"sort": f"-{total}"}, {"sort": total}, {"sort": f"-{open_ones},name"},
        {"sort": f"-{total}", "filter": ["grade", "=", "A"]},
        {"sort": f"-{total}", "filter": [open_ones, ">", 5]},
        {"sort": "-annual_purchase", "filter": [total, "between", ["100000", "110000"]]},
    )  # fmt: skip
    with parts.workspaces.begin(WORKSPACE, SYSTEM) as work:
        column = work.schema.object("customer").fields[total].column
        roles = {who: create_key(work, login, None, "bench").text for who, login in CALLERS.items()}
    for who, key in roles.items():
        with parts.workspaces.begin(WORKSPACE, Caller(token=token_hash(key))) as work:
            pages = [look(work, who, shape) for shape in shapes]
        worst = max(pages, key=lambda each: max(each.buffers, each.prepared))
        yield Figure(
            f"dearest page of {len(pages)} by roll-ups as {who}, shared buffers: {worst.shape}",
            max(worst.buffers, worst.prepared), None, f"≤ {MOST}, no sequential scan",
            all(each.ok for each in pages),
        )  # fmt: skip
        ours = Call("GET", f"/api/v1/records/customer?sort=-{total}", key)
        floor = Call("GET", f"/floor/list?who={who}&by={column}", key)
        rounds = [
            [press(PORT, [call], clients=CLIENTS, seconds=SECONDS) for call in (ours, floor)]
            for _ in range(ROUNDS)
        ]
        heard, least = (middle([each[at] for each in rounds]) for at in (0, 1))
        ok = heard.per_second >= 0.5 * least.per_second and heard.p95_ms <= 150
        yield Figure(
            f"list 50 of 1M by a roll-up as {who}, 16 clients, ms a page ({_load()})",
            1e3 / heard.per_second, 1e3 / least.per_second,
            f"ratio ≥ 0.5, p95 ≤ 150 ms (is {heard.p95_ms:.0f})", ok,
        )  # fmt: skip


def _following(keys: list[str], total: str) -> Iterator[Figure]:
    yield _followed("alone", _follow(keys[-1], total, SAMPLES))
    with _writing(keys[:-1], ORDER, "x_amount"):
        took = _follow(keys[-1], total, SAMPLES)
    yield _followed("beside 16 writers of orders", took)


def _followed(how: str, took: list[float]) -> Figure:
    p95 = sorted(took)[int(len(took) * 0.95)]
    return _noted(
        f"an order changed, {how}: its customer's sum right, 95th percentile, s "
        f"(median {statistics.median(took):.2f}, of {len(took)})",
        p95, f"≤ {FOLLOW_S} s", p95 <= FOLLOW_S,
    )  # fmt: skip


def _followed_orders(client: httpx.Client) -> list[dict[str, Any]]:
    return list(client.get(f"/api/v1/records/{ORDER}?limit=200").json()["items"])


def _follow(key: str, total: str, samples: int, stop: threading.Event | None = None) -> list[float]:
    """Seconds from the answer of a change to the moment the customer shows it."""
    pause, took = random.Random(5), []
    with _client(key) as client:
        orders = _followed_orders(client)
        for each in (orders * (samples // len(orders) + 1))[:samples]:
            path = f"/api/v1/records/customer/{each['x_customer']['id']}"
            before = round(float(client.get(path).json()[total]["amount"]) * 100)
            now = client.get(f"/api/v1/records/{ORDER}/{each['id']}").json()["x_amount"]["amount"]
            said = {"x_amount": f"{float(now) + 1:.2f}"}
            client.patch(f"/api/v1/records/{ORDER}/{each['id']}", json=said).raise_for_status()
            began = time.monotonic()
            while round(float(client.get(path).json()[total]["amount"]) * 100) != before + 100:
                time.sleep(0.02)
                if time.monotonic() - began > PATIENCE:
                    break
            took.append(time.monotonic() - began)
            if stop is not None and stop.is_set():
                break
            time.sleep(pause.random() * 0.4)
    return took


def _importing(parts: Opened, keys: list[str], total: str, open_ones: str) -> Iterator[Figure]:
    """One person's changes beside an import's backlog, and how soon that is gone."""
    took: list[float] = []
    stop = threading.Event()
    beside = threading.Thread(target=lambda: took.extend(_follow(keys[-1], total, 10_000, stop)))
    with _client(keys[-1]) as client:
        ids = {each["x_customer"]["id"] for each in _followed_orders(client)}
        kept = {client.get(f"/api/v1/records/customer/{id}").json()["code"] for id in ids}
    began = time.monotonic()
    id = _start_import(parts, kept)
    beside.start()
    _until(lambda: _state(parts, id) != "running")
    imported = time.monotonic() - began
    done = time.monotonic()
    _until(lambda: not waiting(parts, WORKSPACE) or time.monotonic() - done > 10 * IMPORT_S)
    behind = time.monotonic() - done
    stop.set()
    beside.join()
    _until(lambda: not waiting(parts, WORKSPACE))
    state, off = _state(parts, id), wrong(parts, WORKSPACE, total, open_ones)
    yield _noted(
        f"after an import of {IMPORTED:,} orders ({imported:.0f} s, {state}): "
        f"every customer right, s (wrong {off})",
        behind, f"≤ {IMPORT_S:.0f} s, 0 wrong", behind <= IMPORT_S and state == "done" and off == 0,
    )  # fmt: skip
    yield _followed("beside that import and its backlog", took)
    _forget(parts, id)


def _start_import(parts: Opened, kept: set[str]) -> UUID:
    """Orders of any customers but those `kept` out, whose sums somebody watches."""
    made = io.StringIO()
    made.write("名称,客户,金额,状态\n")
    drawn = random.Random(7)
    for n in range(IMPORTED):
        while (code := f"B-{drawn.randrange(1, 1_000_000)}") in kept:
            pass
        made.write(f"IM-{n},{code},{n % 9973}.25,{('open', 'paid', 'late')[n % 3]}\n")
    mapping = {"columns": {"名称": "name", "客户": {"field": "x_customer", "by": "code"},
                           "金额": "x_amount", "状态": "x_state"}}  # fmt: skip
    with parts.workspaces.begin(WORKSPACE, SYSTEM) as work:
        content = made.getvalue().encode()
        return starting.start(work, parts.files, content, "orders.csv", ORDER, mapping, dry_run=False)


def _state(parts: Opened, id: UUID) -> str:
    with parts.workspaces.begin(WORKSPACE, SYSTEM) as work:
        state = str(load(work, id).state)
    return state if state in ("done", "failed", "cancelled") else "running"


def _forget(parts: Opened, id: UUID) -> None:
    """The ground is as it was: for the next run, not as undoing would do it."""
    with owner(parts.dsn) as connection:
        connection.execute("set local transaction_timeout = 0")
        with parts.workspaces.begin(WORKSPACE, SYSTEM) as work:
            table = sql.Identifier(work.place.schema, work.schema.object(ORDER).table.name)
        connection.execute(sql.SQL("delete from {} where import_batch = %s").format(table), [id])


class Writer(threading.Thread):
    """Changes one field of its person's records, one after the other, until told to stop."""

    def __init__(self, key: str, object: str, field: str, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.path, self.field, self.stop, self.key = f"/api/v1/records/{object}", field, stop, key
        self.answers: list[tuple[int, float]] = []

    def run(self) -> None:
        """Keep every answer and how long it took."""
        with _client(self.key) as client:
            ids = [row["id"] for row in client.get(f"{self.path}?limit=200").json()["items"]]
            at = 0
            while not self.stop.is_set():
                at, began = at + 1, time.monotonic()
                said = {self.field: str(at % 1_000_000)}
                answer = client.patch(f"{self.path}/{ids[at % len(ids)]}", json=said)
                self.answers.append((answer.status_code, time.monotonic() - began))
                self.stop.wait(THINKING)


@contextmanager
def _writing(keys: list[str], object: str, field: str) -> Iterator[list[Writer]]:
    stop = threading.Event()
    writers = [Writer(key, object, field, stop) for key in keys[:CLIENTS]]
    for writer in writers:
        writer.start()
    try:
        yield writers
    finally:
        stop.set()
        for writer in writers:
            writer.join()


@contextmanager
def _worker(environ: dict[str, str]) -> Iterator[None]:
    process = subprocess.Popen([sys.executable, "-m", "prooftrail", "worker"], env=environ)
    try:
        yield
    finally:
        process.terminate()
        process.wait(60)


def _keys(parts: Opened) -> list[str]:
    """One of each writer, and one more."""
    with parts.workspaces.begin(WORKSPACE, SYSTEM) as work:
        work.execute(
            f"insert into {work.place.schema}._setting (key, value, since) values "
            "('keys.calls_per_minute', '100000000', '1900-01-01') on conflict do nothing"
        )
        return [create_key(work, f"r{n}", None, "bench").text for n in range(CLIENTS + 1)]


def _live(parts: Opened, name: str) -> bool:
    with parts.workspaces.begin(WORKSPACE, SYSTEM) as work:
        return work.schema.object("customer").fields[name].state == "live"


def _client(key: str) -> httpx.Client:
    headers = {"Authorization": f"Bearer {key}"}
    return httpx.Client(base_url=f"http://127.0.0.1:{PORT}", headers=headers, timeout=60)


def _until(question: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not question():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.1)


def _noted(name: str, ours: float, budget: str, ok: bool) -> Figure:
    return Figure(f"{name} ({_load()})", ours, None, budget, ok)


def _load() -> str:
    return f"load {os.getloadavg()[0]:.0f}"

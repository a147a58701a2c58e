"""Rows 1 and 2 of the budgets: lists of a million customers, and single writes, 16 clients."""

import os
import sys
from collections.abc import Iterator
from urllib.parse import quote

from benchmarks.figure import Figure
from benchmarks.ground import CALLERS, WORKSPACE, ground
from benchmarks.load import Call, Heard, middle, press, served
from prooftrail.opening import Opened
from prooftrail.platform.people.accounts import create_key
from prooftrail.platform.work import Caller

PORT = int(os.environ.get("PROOFTRAIL_BENCH_PORT") or 8230)
ROUNDS = int(os.environ.get("PROOFTRAIL_BENCH_ROUNDS") or 5)
CLIENTS, SECONDS = 16, 3.0
FILTER = quote('["grade","=","A"]')
LIST = f"/api/v1/records/customer?sort=-annual_purchase&filter={FILTER}"


def run() -> Iterator[Figure]:
    """Ours and the floor in turn, round by round."""
    with ground() as parts:
        keys, ids = who_asks(parts)
    environ = {**os.environ, "PORT": str(PORT)}
    with ground(), served([sys.executable, "-m", "benchmarks.floor"], PORT, environ):
        yield from _lists(keys)
        yield from writes(keys["rep"], ids)


def who_asks(parts: Opened) -> tuple[dict[str, str], list[str]]:
    """The callers' keys, and customers the rep may change."""
    with parts.workspaces.begin(WORKSPACE, Caller(reason="bench")) as work:
        keys = {who: create_key(work, login, None, "bench").text for who, login in CALLERS.items()}
        work.execute(
            f"insert into {work.place.schema}._setting (key, value, since) values "
            "('keys.calls_per_minute', '100000000', '1900-01-01') on conflict do nothing"
        )
        schema = work.place.schema
        query = f"select c.id from {schema}.customer c join {schema}.person p on p.id = c.owner "
        rows = work.execute(query + "where p.login = 'r5' limit 1000").fetchall()
        return keys, [str(row[0]) for row in rows]


def _lists(keys: dict[str, str]) -> Iterator[Figure]:
    for who, key in keys.items():
        ours, floor = Call("GET", LIST, key), Call("GET", f"/floor/list?who={who}", key)
        heard, ground_heard = _in_turn([ours], [floor])
        ok = heard.per_second >= 0.5 * ground_heard.per_second and heard.p95_ms <= 150
        yield Figure(
            f"list 50 of 1M as {who}, 16 clients, ms a page",
            1e3 / heard.per_second,
            1e3 / ground_heard.per_second,
            f"ratio ≥ 0.5, p95 ≤ 150 ms (is {heard.p95_ms:.0f})",
            ok,
        )
        alone = press(PORT, [ours], clients=1, seconds=2)
        yield Figure(
            f"list 50 of 1M as {who}, alone, ms", alone.median_ms, None, "≤ 25 ms", alone.median_ms <= 25
        )
    counted = press(PORT, [Call("GET", f"{LIST}&count=exact&limit=1", keys["rep"])], clients=1, seconds=2)
    yield Figure(
        "exact count in own scope, ms", counted.median_ms, None, "≤ 100 ms", counted.median_ms <= 100
    )


def writes(key: str, ids: list[str], how: str = "16 clients") -> Iterator[Figure]:
    """Customers created and changed, against one statement each."""
    create = Call("POST", "/api/v1/records/customer", key, '{"name":"甬泰{n}冷链有限公司","grade":"B"}')
    floor = Call("POST", "/floor/write?how=create", key, "甬泰{n}冷链有限公司")
    heard, ground_heard = _in_turn([create], [floor])
    yield _write_figure(f"create, {how}, ms a write", heard, ground_heard)
    updates = [Call("PATCH", f"/api/v1/records/customer/{id}", key, '{"phone":"0574-{n}"}') for id in ids]
    floors = [Call("POST", f"/floor/write?how=update&id={id}", key, "0574-{n}") for id in ids]
    heard, ground_heard = _in_turn(updates, floors)
    yield _write_figure(f"update, {how}, ms a write", heard, ground_heard)


def _write_figure(name: str, heard: Heard, floor: Heard) -> Figure:
    ok = heard.per_second >= 0.3 * floor.per_second and heard.p95_ms <= 100
    return Figure(
        name,
        1e3 / heard.per_second,
        1e3 / floor.per_second,
        f"ratio ≥ 0.3, p95 ≤ 100 ms (is {heard.p95_ms:.0f})",
        ok,
    )


def _in_turn(ours: list[Call], floor: list[Call]) -> tuple[Heard, Heard]:
    rounds: tuple[list[Heard], list[Heard]] = ([], [])
    for _ in range(ROUNDS):
        for at, calls in enumerate((ours, floor)):
            rounds[at].append(press(PORT, calls, clients=CLIENTS, seconds=SECONDS))
    return middle(rounds[0]), middle(rounds[1])

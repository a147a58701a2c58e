"""Importing 100,000 customers, checked, matched and with their events, against COPY into the same table.

The floor writes the very rows the import made, with psycopg's COPY, into an empty table with the same
indexes: no file, no checks, no history. Both are run in turns; medians are compared. Memory is what the
importing process grows by between a tenth of the way and the end.
"""

import io
import os
import statistics
import time
from collections.abc import Iterator
from uuid import UUID

from benchmarks.figure import Figure
from prooftrail.cli.workspace import found
from prooftrail.opening import Opened, opened
from prooftrail.platform.database.install import drop_workspace, workspaces
from prooftrail.platform.imports import starting
from prooftrail.platform.imports.running import Run
from prooftrail.platform.imports.store import load
from prooftrail.platform.records import Change
from prooftrail.platform.work import Caller
from prooftrail.settings import read_settings

ROWS = int(os.environ.get("PROOFTRAIL_BENCH_IMPORT_ROWS") or 100_000)
ROUNDS = int(os.environ.get("PROOFTRAIL_BENCH_ROUNDS") or 3)
RATIO, GROWTH_MB = 0.2, 40
OURS, FLOOR = "bench_import", "bench_floor"
SYSTEM = Caller(reason="bench")
MAPPING = {
    "columns": {"销售": {"field": "owner", "by": "login"}, "采购额": "annual_purchase"},
    "match": ["code"],
}
HEAD = "客户名称,客户编码,统一社会信用代码,等级,采购额,行业,行政区划,电话,销售\n"
CITIES = ("宁波", "杭州", "苏州", "成都", "广州", "重庆", "长沙")
WORDS = ("甬泰", "禾润", "凌寒", "瓯鲜", "越酿", "启运", "四明", "澄川", "江南", "长兴", "银河")
TRADES = (("food", "食品"), ("cold_chain", "冷链物流"), ("pharma", "医药"), ("seafood", "水产加工"))


def run() -> Iterator[Figure]:
    """Two figures: time against COPY, and memory."""
    settings = read_settings(
        {**os.environ, "PROOFTRAIL_DATA": os.environ.get("PROOFTRAIL_BENCH_DATA") or ".data/bench"}
    )
    with opened(settings) as parts:
        ours, floor, grown = [], [], []
        for _ in range(ROUNDS):
            _clear(parts)
            for name in (OURS, FLOOR):
                found(parts, name, zone="Asia/Shanghai", currency="CNY")
            _people(parts)
            seconds, growth = _import(parts)
            ours.append(seconds)
            grown.append(growth)
            floor.append(_copy(parts))
        _clear(parts)
    mine, least = statistics.median(ours), statistics.median(floor)
    name = f"import {ROWS:,} customers, checked, matched, with events: s"
    yield Figure(name, mine, least, f"ratio >= {RATIO}", least / mine >= RATIO)
    growth = max(grown)
    yield Figure(
        "memory grown from a tenth of the import to its end: MB",
        growth,
        None,
        f"<= {GROWTH_MB}",
        growth <= GROWTH_MB,
    )


def _clear(parts: Opened) -> None:
    for place in workspaces(parts.dsn):
        if place.name in (OURS, FLOOR):
            drop_workspace(parts.dsn, place.name)


def _people(parts: Opened) -> None:
    with parts.workspaces.begin(OURS, SYSTEM) as work:
        work.records.apply(
            [Change("create", "person", None, {"name": f"r{n}", "login": f"r{n}"}) for n in range(40)]
        )


def _content() -> bytes:
    made = io.StringIO()
    made.write(HEAD)
    for n in range(ROWS):
        key, trade = TRADES[n % 4]
        name = f"{CITIES[n % 7]}{WORDS[n % 11]}{n % 1000}{trade}有限公司"
        made.write(
            f"{name},B-{n:07},91330200{n:010},{'ABC'[n % 3]},{n * 7919 % 5_000_000}.50,{key},"
            f"3302{1 + n % 20:02},"
            f"0574-{n:08},r{n % 40}\n"
        )
    return made.getvalue().encode()


def _import(parts: Opened) -> tuple[float, float]:
    """Seconds, and megabytes grown."""
    content, seen = _content(), []
    started = time.perf_counter()
    with parts.workspaces.begin(OURS, SYSTEM) as work:
        id = starting.start(work, parts.files, content, "customers.csv", "customer", MAPPING, dry_run=False)

    def look() -> bool:
        seen.append(_resident())
        return False

    Run(parts.workspaces, parts.files, OURS, id).go(look)
    seconds = time.perf_counter() - started
    _expect(parts, id)
    return seconds, seen[-1] - seen[len(seen) // 10]


def _expect(parts: Opened, id: UUID) -> None:
    with parts.workspaces.begin(OURS, SYSTEM) as work:
        held = load(work, id)
        assert (held.state, held.created) == ("done", ROWS), (held.state, held.counts, held.error)


def _resident() -> float:
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def _copy(parts: Opened) -> float:
    with parts.workspaces.begin(OURS, SYSTEM) as work:
        columns = ", ".join(work.schema.object("customer").columns())
        rows = work.execute(f"select {columns} from {work.place.schema}.customer").fetchall()
    started = time.perf_counter()
    with parts.workspaces.begin(FLOOR, SYSTEM) as work:
        work.execute("set local transaction_timeout = 0")
        statement = f"copy {work.place.schema}.customer ({columns}) from stdin"
        with work.connection.cursor().copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    return time.perf_counter() - started

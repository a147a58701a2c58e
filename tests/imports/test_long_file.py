"""Half a million lines in the background, while others work: memory, their pace, stopping, killing.

With PROOFTRAIL_TEST_DATA and a reader of Parquet these are the lines of a real shop; else ones made here.
"""

import os
import signal
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.imports import lines as made
from tests.trust.serving import Server, until

pytestmark = pytest.mark.long
ROWS = int(os.environ.get("PROOFTRAIL_LONG_ROWS") or 541_909)
MOST_GROWN_MB, MOST_SLOWER = 200, 2.0
LONG = made.LONG
REST = 0.02
"""Seconds between two lists: fifty a second at most, where a key may ask a hundred times."""
AT_WORK, AT_REST = 6.0, 2.0
"""Seconds the worker works, and is held, in turns: so others' pace is compared within one moment."""


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file; made once."""
    path = tmp_path_factory.mktemp("lines") / "lines.csv"
    real = "PROOFTRAIL_LONG_ROWS" not in os.environ and made.real_lines(path)
    print(f"\nlines of {'a real shop' if real else 'our own making'}")
    return path if real else made.write_lines(path, ROWS)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Web and worker as people run them."""
    found = Server(tmp_path_factory.mktemp("long"))
    found.prepare(2)
    found.start()
    made.call(found, "POST", "objects", json=made.OBJECT)
    yield found
    found.kill()


def processes(server: Server) -> list[int]:
    """The server's own processes, the database left out."""
    assert server.process is not None
    named = [server.child(name) for name in ("web", "worker")]
    return [server.process.pid, *(pid for pid in named if pid is not None)]


def megabytes(pid: int, line: str) -> float:
    """`VmRSS` now, `VmHWM` at its highest."""
    found = next(
        each for each in Path(f"/proc/{pid}/status").read_text().splitlines() if each.startswith(line)
    )
    return int(found.split()[1]) / 1024


def pace(server: Server, seconds: float) -> list[float]:
    """Seconds a list takes its reader, call by call, for so long, at a pace his key allows."""
    found, end, rest = [], time.monotonic() + seconds, threading.Event()
    with httpx.Client(base_url=server.url, timeout=60) as client:
        while time.monotonic() < end:
            started = time.perf_counter()
            answer = client.get(
                "/api/v1/records/customer",
                params={"sort": "-updated_at", "limit": 50},
                headers={"Authorization": f"Bearer {server.keys[1]}"},
            )
            found.append(time.perf_counter() - started)
            assert answer.status_code == 200
            rest.wait(REST)
    return found


@contextmanager
def held(server: Server) -> Iterator[None]:
    """The worker stands still."""
    worker = server.child("worker")
    assert worker is not None
    os.kill(worker, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(worker, signal.SIGCONT)


def p95(times: list[float]) -> float:
    """Milliseconds."""
    return statistics.quantiles(times, n=20)[18] * 1000


def test_half_a_million_lines_beside_everybody_elses_work(server: Server, lines: Path) -> None:
    pace(server, 2)
    before, nothing = pace(server, 4), made.totals(server)
    idle = {pid: megabytes(pid, "VmRSS") for pid in processes(server)}
    for pid in idle:
        Path(f"/proc/{pid}/clear_refs").write_text("5")
    id = made.start(server, lines)
    during: list[float] = []
    without: list[float] = []
    began = time.monotonic()
    while (told := made.shown(server, id))["state"] in ("checking", "applying"):
        during += pace(server, AT_WORK)
        if told["state"] == "applying" and told["progress"]["at"] >= ROWS // 2:
            break
        with held(server):
            without += pace(server, AT_REST)
        assert time.monotonic() - began < LONG
    half = (time.monotonic() - began) * AT_WORK / (AT_WORK + AT_REST)
    assert told["total"] == ROWS and told["rejected"] == 0
    grown = sum(megabytes(pid, "VmHWM") for pid in idle) - sum(idle.values())
    paces = {"before": before, "during": during, "while it was held": without}
    said = ", ".join(f"{p95(each):.1f} ms {when}" for when, each in paces.items())
    print(f"\nrows {told['total']:,}; checked and half written in {half:.0f} s; grown {grown:.0f} MB")
    print(f"list p95 {said}; load {os.getloadavg()[0]:.1f}")
    began = time.monotonic()
    made.is_cancelled_and_undone(server, id, ROWS, nothing)
    print(f"stopped and undone in {time.monotonic() - began:.0f} s")
    assert grown <= MOST_GROWN_MB
    assert p95(during) <= p95(without) * MOST_SLOWER


def test_a_killed_worker_and_a_killed_database_lose_no_line(server: Server, lines: Path) -> None:
    before, began = made.totals(server), time.monotonic()
    id = made.comes_through(server, lines, ROWS, after=lambda server: None)
    print(f"\nkilled twice, and done after {time.monotonic() - began:.0f} s")
    made.is_undone(server, id, before)
    until("the server to be ready", server.ready)

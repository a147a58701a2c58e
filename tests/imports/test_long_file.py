"""Half a million lines in the background, while others work: memory, their pace, stopping, killing.

With PROOFTRAIL_TEST_DATA and a reader of Parquet these are the lines of a real shop; else ones made here.
"""

import json
import os
import signal
import statistics
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.trust.serving import Server, children, until

pytestmark = pytest.mark.long
ROWS = 541_909
MOST_GROWN_MB, MOST_SLOWER = 200, 2.0
LONG = 3_600.0
OBJECT = {
    "name": "x_line", "label": {"zh": "订单行", "en": "Order line"}, "title": {"zh": "名称", "en": "Name"},
    "fields": [
        {"name": f"x_{name}", "label": {"zh": name, "en": name}, "type": kind}
        for name, kind in (("description", "text"), ("quantity", "integer"), ("at", "time"),
                           ("price", "decimal"), ("buyer", "text"), ("country", "text"))
    ],
}  # fmt: skip
MAPPING = {
    "columns": {"Description": "x_description", "Quantity": "x_quantity", "InvoiceDate": "x_at",
                "UnitPrice": "x_price", "CustomerID": "x_buyer", "Country": "x_country"},
    "constants": {"name": "行"},
}  # fmt: skip
SUM = {"measures": {"n": ["count"], "sum": ["sum", "x_quantity"]}}


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file; made once."""
    path = tmp_path_factory.mktemp("lines") / "lines.csv"
    real = Path(os.environ.get("PROOFTRAIL_TEST_DATA") or ".") / "orders" / "online_retail.parquet"
    if real.is_file():
        with suppress(ImportError):
            import pyarrow.csv  # type: ignore[import-not-found,import-untyped,unused-ignore]
            import pyarrow.parquet  # type: ignore[import-not-found,import-untyped,unused-ignore]

            table = pyarrow.parquet.read_table(real)
            pyarrow.csv.write_csv(table, path)
            return path
    with path.open("w", encoding="utf-8") as file:
        file.write("Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n")
        for at in range(ROWS):
            words = f'"WHITE HANGING HEART, NO {at % 4_000}"'
            moment = f"2010-12-{1 + at % 28:02} {at % 24:02}:26:00"
            file.write(f"{words},{at % 50 - 5},{moment},{at % 900}.{at % 100:02},{17_000 + at % 999},日本\n")
    return path


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Web and worker as people run them."""
    made = Server(tmp_path_factory.mktemp("long"))
    made.prepare(2)
    made.start()
    yield made
    made.kill()


def call(server: Server, method: str, path: str, *, key: int = 0, **more: Any) -> Any:
    """One call of `ops`; JSON."""
    headers = {"Authorization": f"Bearer {server.keys[key]}"}
    answer = httpx.request(method, f"{server.url}/api/v1/{path}", headers=headers, timeout=120, **more)
    assert answer.status_code < 300, f"{answer.status_code}: {answer.text}"
    return answer.json()


def start(server: Server, lines: Path) -> str:
    """Hand the file in."""
    with lines.open("rb") as file:
        given = {"object": "x_line", "mapping": json.dumps(MAPPING)}
        return str(call(server, "POST", "imports", data=given, files={"file": ("lines.csv", file)})["id"])


def shown(server: Server, id: str) -> dict[str, Any]:
    return dict(call(server, "GET", f"imports/{id}"))


def totals(server: Server) -> Any:
    return call(server, "POST", "records/x_line/aggregate", json=SUM)["rows"]


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


def pace(server: Server, times: int) -> list[float]:
    """Seconds a list takes its reader, call by call."""
    found = []
    with httpx.Client(base_url=server.url, timeout=60) as client:
        for _ in range(times):
            started = time.perf_counter()
            answer = client.get(
                "/api/v1/records/customer",
                params={"sort": "-updated_at", "limit": 50},
                headers={"Authorization": f"Bearer {server.keys[1]}"},
            )
            found.append(time.perf_counter() - started)
            assert answer.status_code == 200
    return found


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[18]


def test_half_a_million_lines_beside_everybody_elses_work(server: Server, lines: Path) -> None:
    call(server, "POST", "objects", json=OBJECT)
    pace(server, 100)
    before, nothing = p95(pace(server, 200)), totals(server)
    idle = {pid: megabytes(pid, "VmRSS") for pid in processes(server)}
    for pid in idle:
        Path(f"/proc/{pid}/clear_refs").write_text("5")
    began = time.monotonic()
    id = start(server, lines)
    during: list[float] = []
    while (told := shown(server, id))["state"] in ("checking", "applying"):
        during += pace(server, 10)
        assert time.monotonic() - began < LONG
        if told["state"] == "applying" and told["progress"]["at"] >= ROWS // 2:
            call(server, "POST", f"imports/{id}/cancel")
            break
    until("it to stop", lambda: shown(server, id)["state"] == "failed", LONG)
    half = time.monotonic() - began
    after = p95(pace(server, 200))  # whatever else the machine does now, it did meanwhile too
    grown = sum(megabytes(pid, "VmHWM") for pid in idle) - sum(idle.values())
    print(f"\nrows {told['total']:,}; checked and half written in {half:.0f} s; grown {grown:.0f} MB; "
          f"list p95 {before * 1000:.1f} ms before, {p95(during) * 1000:.1f} ms during, "
          f"{after * 1000:.1f} ms after")  # fmt: skip
    assert told["total"] == ROWS and told["rejected"] == 0
    stopped = shown(server, id)["progress"]["at"]
    assert ROWS // 2 <= stopped < ROWS and totals(server)[0]["n"] == stopped
    began = time.monotonic()
    call(server, "POST", f"imports/{id}/undo")
    until("it to be undone", lambda: shown(server, id)["state"] == "undone", LONG)
    print(f"undone in {time.monotonic() - began:.0f} s")
    assert totals(server) == nothing
    assert grown <= MOST_GROWN_MB
    assert p95(during) <= max(before, after) * MOST_SLOWER


def test_a_killed_worker_goes_on_and_loses_no_line(server: Server, lines: Path) -> None:
    nothing = totals(server)
    id = start(server, lines)
    until("a good part to be written", lambda: is_past(server, id, ROWS // 4), LONG)
    worker = server.child("worker")
    assert worker is not None
    for pid in (*children(worker), worker):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    until("it to go on to the end", lambda: shown(server, id)["state"] in ("done", "failed"), LONG)
    told = shown(server, id)
    assert (told["state"], told["created"], told["rejected"]) == ("done", ROWS, 0)
    assert totals(server)[0]["n"] == ROWS
    call(server, "POST", f"imports/{id}/undo")
    until("it to be undone", lambda: shown(server, id)["state"] == "undone", LONG)
    assert totals(server) == nothing


def is_past(server: Server, id: str, row: int) -> bool:
    """Whether so many rows are written."""
    told = shown(server, id)
    return told["state"] == "applying" and told["progress"]["at"] >= row

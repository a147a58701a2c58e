"""Order lines by the thousand, brought into an object of their own over a real server: with its deaths."""

import csv
import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import psycopg

from prooftrail.cli.verify import verify
from prooftrail.platform.work import Caller
from tests.trust.serving import Server, hit, until

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
SUM = {"measures": {"n": ["count"], "sum": ["sum", "x_quantity"], "price": ["sum", "x_price"]}}


def write_lines(path: Path, rows: int) -> Path:
    """Lines made here."""
    with path.open("w", encoding="utf-8") as file:
        file.write("Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n")
        for at in range(rows):
            words = f'"WHITE HANGING HEART, NO {at % 4_000}"'
            moment = f"2010-12-{1 + at % 28:02} {at % 24:02}:26:00"
            file.write(f"{words},{at % 50 - 5},{moment},{at % 900}.{at % 100:02},{17_000 + at % 999},日本\n")
    return path


def real_lines(path: Path) -> bool:
    """The lines of a real shop, where its file and a reader of Parquet are at hand."""
    real = Path(os.environ.get("PROOFTRAIL_TEST_DATA") or ".") / "orders" / "online_retail.parquet"
    if real.is_file():
        with suppress(ImportError):
            import pyarrow.csv  # type: ignore[import-not-found,import-untyped,unused-ignore]
            import pyarrow.parquet  # type: ignore[import-not-found,import-untyped,unused-ignore]

            pyarrow.csv.write_csv(pyarrow.parquet.read_table(real), path)
            return True
    return False


def quantity(lines: Path) -> int:
    """What the file's quantities sum to."""
    with lines.open(encoding="utf-8", newline="") as file:
        return sum(int(row["Quantity"]) for row in csv.DictReader(file))


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
    """How an import stands."""
    return dict(call(server, "GET", f"imports/{id}"))


def totals(server: Server) -> Any:
    """Count and sums of every line there is."""
    return call(server, "POST", "records/x_line/aggregate", json=SUM)["rows"]


def is_past(server: Server, id: str, row: int) -> bool:
    """Whether so many rows are written; not while the server is on its way back."""
    with suppress(httpx.TransportError, AssertionError):
        told = shown(server, id)
        return told["state"] == "applying" and told["progress"]["at"] >= row
    return False


def rests(server: Server, id: str, *states: str) -> bool:
    """Whether it came to one of the states; not while the server is on its way back."""
    with suppress(httpx.TransportError, AssertionError):
        return shown(server, id)["state"] in states
    return False


def nobody_waits(server: Server) -> None:
    """A dead worker's jobs are given away at once: the half minute it may be silent is over."""
    with server.opened() as parts, psycopg.connect(parts.dsn) as connection:
        connection.execute(
            "update prooftrail.procrastinate_workers set last_heartbeat = now() - interval '40 seconds'"
        )


def comes_through(server: Server, lines: Path, rows: int, after: Callable[[Server], None]) -> str:
    """An import whose worker and whose database are killed on the way: every row once. Answers its id."""
    nothing = totals(server)[0]["n"]
    id = start(server, lines)
    until("the first rows to be written", lambda: is_past(server, id, rows // 12), LONG)
    hit(server.child("worker"))
    after(server)
    until("a good part to be written", lambda: is_past(server, id, rows // 3), LONG)
    hit(server.postmaster())
    until("the server to be ready", server.ready, LONG)
    after(server)
    until("it to go on to the end", lambda: rests(server, id, "done", "failed"), LONG)
    told = shown(server, id)
    assert told["error"] is None, told["error"]
    assert (told["state"], told["created"], told["rejected"]) == ("done", rows, 0)
    found = totals(server)[0]
    assert (found["n"], found["sum"]) == (nothing + rows, quantity(lines))
    is_once(server, id, rows)
    return id


def is_once(server: Server, id: str, rows: int) -> None:
    """Each row of the file one record of its own, and each of those one event."""
    with server.opened() as parts, parts.workspaces.begin("demo", Caller(reason="tests")) as work:
        table, schema = work.schema.object("x_line").table.name, work.place.schema
        found = work.execute(
            f"select count(*), count(distinct r.at), count(distinct t.id) from {schema}._import_row r "
            f"join {schema}.{table} t on t.id = r.record where r.import = %s",
            [id],
        ).fetchone()
        events = work.execute(
            f"select count(*), count(distinct record) from {schema}._event "
            "where because ->> 'import' = %s and action = 'record.created'",
            [id],
        ).fetchone()
    assert (found, events) == ((rows, rows, rows), (rows, rows))


def is_cancelled_and_undone(server: Server, id: str, rows: int, before: Any) -> None:
    """Stopped on its way and taken back: every sum as it was."""
    call(server, "POST", f"imports/{id}/cancel")
    until("it to stop", lambda: rests(server, id, "failed"), LONG)
    told = shown(server, id)
    stopped = told["progress"]["at"]
    assert told["error"]["code"] == "import_cancelled"
    assert told["created"] == stopped
    assert 0 < stopped < rows, f"stopped after {stopped} of {rows}"
    assert totals(server)[0]["n"] == before[0]["n"] + stopped
    is_undone(server, id, before)


def is_undone(server: Server, id: str, before: Any) -> None:
    """Taken back to the end."""
    call(server, "POST", f"imports/{id}/undo")
    until("it to be undone", lambda: rests(server, id, "undone"), LONG)
    assert totals(server) == before


def is_clean(server: Server) -> None:
    """The whole log agrees with the whole data."""
    with server.opened() as parts:
        until("everything to be sealed", lambda: verify(parts, "demo").unsealed == 0)
        report = verify(parts, "demo")
        assert report.clean, report.named[:20]

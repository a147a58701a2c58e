"""A type change while people write and workers die: as before or converted, whole, and no write is lost."""

import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest

from prooftrail.cli.verify import verify
from prooftrail.opening import Opened
from prooftrail.platform.database.place import Place
from prooftrail.platform.records.change import Change
from prooftrail.platform.work import Caller
from prooftrail.settings import ProcessSettings
from tests.conftest import Api
from tests.design.conftest import fresh, said, served, until
from tests.design.test_converting import convert

pytestmark = pytest.mark.heavy

PORT = 8171
ROWS, WRITERS, PACE = 6_000, 8, 0.03
DEATHS = ("copied", "shaped")
"""The worker dies between two steps of the copy, and in the middle of the switch."""


class Writer(threading.Thread):
    """Changes his own records of an object over and over, and keeps what was acknowledged.

    He writes text until the field takes numbers: then his text may be refused by name, once.
    """

    def __init__(self, url: str, key: str, object: str, ids: Sequence[str], stop: threading.Event) -> None:
        super().__init__()
        self.url, self.key, self.object, self.ids, self.stop = url, key, object, ids, stop
        self.answers: Counter[int] = Counter()
        self.kept: dict[str, int] = {}
        self.refused: list[Any] = []
        self.numbers = False

    def run(self) -> None:
        """One record after the other, round and round."""
        with httpx.Client(base_url=self.url, timeout=60) as client:
            api, at = Api(client, self.key, "ops"), 0
            while not self.stop.is_set():
                id, at = self.ids[at % len(self.ids)], at + 1
                answer = self._write(api, id, at)
                if answer.status_code == 422 and not self.numbers:
                    self.refused.append(answer.json()["error"]["fields"])
                    self.numbers = True
                    answer = self._write(api, id, at)
                self.answers[answer.status_code] += 1
                if answer.status_code == 200:
                    self.kept[id] = at
                self.stop.wait(PACE)

    def _write(self, api: Api, id: str, value: int) -> httpx.Response:
        said: Any = value if self.numbers else str(value)
        return api.call("PATCH", f"records/{self.object}/{id}", {"x_v": said})


@contextmanager
def writing(url: str, key: str, object: str, ids: Sequence[str], count: int) -> Iterator[list[Writer]]:
    """So many writers while the block runs, none at another's records."""
    stop = threading.Event()
    writers = [Writer(url, key, object, ids[n::count], stop) for n in range(count)]
    for writer in writers:
        writer.start()
    try:
        yield writers
    finally:
        stop.set()
        for writer in writers:
            writer.join()


@contextmanager
def working(settings: ProcessSettings, kill_at: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A worker process of its own, which dies at the step the file names."""
    environment = {
        **os.environ,
        "PROOFTRAIL_DATA": str(settings.data),
        "PROOFTRAIL_TEST_KILL_AT": str(kill_at),
    }
    process = subprocess.Popen([sys.executable, "-m", "prooftrail", "worker"], env=environment)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def test_workers_die_and_people_write_while_a_field_becomes_another_type(
    ops: Api, parts: Opened, place: Place, settings: ProcessSettings, tmp_path: Path
) -> None:
    name, trap = fresh("busy"), tmp_path / "kill-at"
    ops.post("objects", {"name": name, "label": {"zh": name, "en": name}, "fields": [said("x_v")]})
    with parts.workspaces.begin(place.name, Caller(reason="tests")) as work:
        batch = [Change("create", name, None, {"name": f"第{n}条", "x_v": str(n)}) for n in range(ROWS)]
        ids = [str(each.id) for each in work.records.apply(batch)]
    with served(settings, PORT) as (_, url), writing(url, ops.key, name, ids[::4], WRITERS) as writers:
        convert(ops, name, "integer")
        for step in DEATHS:
            trap.write_text(step)
            with working(settings, trap) as worker:
                until(lambda worker=worker: worker.poll() is not None)
            shown = ops.get(f"objects/{name}/fields/x_v")
            assert shown["type"] == "text" and not any(writer.refused for writer in writers)
        with working(settings, trap):
            until(lambda: ops.get(f"objects/{name}/fields/x_v")["type"] == "integer")
            due = [sum(writer.answers.values()) + 3 for writer in writers]
            until(lambda: all(sum(w.answers.values()) >= d for w, d in zip(writers, due, strict=True)))
    answers = sum((writer.answers for writer in writers), Counter())
    assert set(answers) == {200}, (answers, [writer.refused for writer in writers])
    assert all(list(fields) == ["x_v"] for writer in writers for fields in writer.refused)
    kept = {id: value for writer in writers for id, value in writer.kept.items()}
    with parts.workspaces.begin(place.name, Caller(reason="tests")) as work:
        object = work.schema.object(name)
        column = object.field("x_v").column
        rows = work.execute(f"select id, {column} from {place.schema}.{object.table.name}").fetchall()
    assert len(rows) == ROWS
    first = {id: n for n, id in enumerate(ids)}
    assert {str(id): value for id, value in rows} == first | kept
    assert dict(verify(parts, place.name).counts) == {}
    print(f"{answers[200]} writes, {len(DEATHS)} deaths")


@pytest.mark.long
def test_a_million_rows_become_another_type_while_people_write(
    ops: Api, parts: Opened, place: Place, settings: ProcessSettings, tmp_path: Path
) -> None:
    name, rows = fresh("million"), int(os.environ.get("PROOFTRAIL_CONVERT_ROWS", "1000000"))
    ops.post("objects", {"name": name, "label": {"zh": name, "en": name}, "fields": [said("x_v")]})
    ids = [ops.post(f"records/{name}", {"name": f"第{n}条", "x_v": str(n)})["id"] for n in range(64)]
    with parts.workspaces.begin(place.name, Caller(reason="tests")) as work:
        object = work.schema.object(name)
        table, column = f"{place.schema}.{object.table.name}", object.field("x_v").column
    unhurried = "-c transaction_timeout=0 -c statement_timeout=0"
    with psycopg.connect(parts.dsn, options=unhurried) as connection:
        # Past the door: only their number matters here.
        connection.execute(
            f"insert into {table} (id, version, salt, created_at, updated_at, origin, name, {column}) "
            "select gen_random_uuid(), 1, '\\x00', now(), now(), 'entered', '批量' || n, n::text "
            "from generate_series(1, %s) n",
            [rows],
        )
        connection.execute(f"analyze {table}")
    with served(settings, PORT) as (_, url), writing(url, ops.key, name, ids, WRITERS) as writers:
        began = time.monotonic()
        convert(ops, name, "integer")
        with working(settings, tmp_path / "kill-at"):
            until(lambda: ops.get(f"objects/{name}/fields/x_v")["type"] == "integer", 3_600)
        took = time.monotonic() - began
    answers = sum((writer.answers for writer in writers), Counter())
    assert set(answers) == {200}, answers
    with psycopg.connect(parts.dsn) as connection:
        query = (
            f"select count(*), sum(v::numeric) from (select x_{'{}'} v from {table} where salt = '\\x00') t"
        )
        new = ops.get(f"objects/{name}/fields/x_v")["id"]
        assert connection.execute(query.format(new)).fetchone() == (rows, rows * (rows + 1) // 2)
    print(f"{rows:,} rows converted in {took:.0f} s beside {answers[200]:,} writes, none failed")

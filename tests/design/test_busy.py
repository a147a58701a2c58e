"""Fields added while sixteen people write: nobody's request fails, and the field is live for all."""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

import httpx
import psycopg
import pytest

from prooftrail.opening import Opened
from prooftrail.platform.database.install import Place
from prooftrail.settings import ProcessSettings
from tests.conftest import Api
from tests.design.conftest import define, served

ROWS, WRITERS, FIELDS = 12_000, 16, 5
LONGEST_SECONDS = 10
"""Of one definition on a machine that does other things as well; the benchmark holds the real budget."""


@pytest.fixture
def filled(parts: Opened, place: Place) -> Iterator[None]:
    """Rows past the door: only their number matters, and they go again."""
    with psycopg.connect(parts.dsn) as connection:
        connection.execute(
            f"insert into {place.schema}.customer (id, version, salt, created_at, updated_at, origin, name) "
            "select gen_random_uuid(), 1, '\\x00', now(), now(), 'entered', '批量' || n "
            "from generate_series(1, %s) n",
            [ROWS],
        )
    yield
    with psycopg.connect(parts.dsn) as connection:
        connection.execute(f"delete from {place.schema}.customer where salt = '\\x00'")


class Writer(threading.Thread):
    """Creates and changes customers until told to stop, and counts the answers."""

    def __init__(self, url: str, key: str, number: int, stop: threading.Event) -> None:
        super().__init__()
        self.url, self.key, self.number, self.stop = url, key, number, stop
        self.answers: Counter[int] = Counter()
        self.known: set[str] = set()

    def run(self) -> None:
        """One customer after the other, each changed once; new fields are filled once they are known."""
        with httpx.Client(base_url=self.url, timeout=60) as client:
            api, at = Api(client, self.key, "rep"), 0
            while not self.stop.is_set():
                at += 1
                values = dict.fromkeys(list(self.known), at)
                made = api.call("POST", "records/customer", {"name": f"写者{self.number}号{at}", **values})
                self.answers[made.status_code] += 1
                if made.status_code == 201:
                    path = f"records/customer/{made.json()['id']}"
                    said: dict[str, Any] = {"phone": f"0574{at:08}", "version": 1}
                    self.answers[api.call("PATCH", path, said).status_code] += 1


def test_nobody_fails_while_fields_are_added(
    ops: Api, rep: Api, filled: None, settings: ProcessSettings, build: Any
) -> None:
    stop, names = threading.Event(), []
    with served(settings) as (_, url), httpx.Client(base_url=url, timeout=60) as client:
        writers = [Writer(url, rep.key, n, stop) for n in range(WRITERS)]
        for writer in writers:
            writer.start()
        designer = Api(client, ops.key, "ops")
        try:
            for n in range(FIELDS):
                started = time.monotonic()
                more = {"options": {"indexed": True}} if n == 2 else {}
                names.append(define(designer, "customer", "integer", **more)["name"])
                assert time.monotonic() - started < LONGEST_SECONDS
                for writer in writers:
                    writer.known.add(names[-1])
                if more:
                    build()
        finally:
            stop.set()
            for writer in writers:
                writer.join()
    answers = sum((writer.answers for writer in writers), Counter())
    assert set(answers) == {200, 201} and answers[201] >= WRITERS
    shown = {each["name"]: each["state"] for each in rep.get("objects/customer/fields")["items"]}
    assert [shown[name] for name in names] == ["live"] * FIELDS
    assert ops.get("records/customer", filter=[names[0], ">", 0], count="exact")["count"] > 0

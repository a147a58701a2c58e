"""Fields added while sixteen people write: nobody's request fails, and the field is live for all."""

import time
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
from tests.design.writing import writing

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


def test_nobody_fails_while_fields_are_added(
    ops: Api, rep: Api, filled: None, settings: ProcessSettings, build: Any
) -> None:
    names = []
    with (
        served(settings) as (_, url),
        httpx.Client(base_url=url, timeout=60) as client,
        writing([url], rep.key, WRITERS) as writers,
    ):
        designer = Api(client, ops.key, "ops")
        for n in range(FIELDS):
            started = time.monotonic()
            more = {"options": {"indexed": True}} if n == 2 else {}
            names.append(define(designer, "customer", "integer", **more)["name"])
            assert time.monotonic() - started < LONGEST_SECONDS
            writers.learn(names[-1], n + 1)
            if more:
                build()
    assert set(writers.answers) == {200, 201} and writers.answers[201] >= WRITERS
    shown = {each["name"]: each["state"] for each in rep.get("objects/customer/fields")["items"]}
    assert [shown[name] for name in names] == ["live"] * FIELDS
    assert ops.get("records/customer", filter=[names[0], ">", 0], count="exact")["count"] > 0

"""Other processes, other workspaces, kills: nobody sees half a change, and nobody else sees any."""

import contextlib
import threading
import time
from typing import Any

import httpx
import psycopg
import pytest
from fastapi.testclient import TestClient

from prooftrail.app import create_app
from prooftrail.opening import Opened
from prooftrail.platform.database.install import Place
from prooftrail.platform.database.locks import hold_backup
from prooftrail.platform.database.pool import open_pool
from prooftrail.settings import ProcessSettings
from tests.conftest import Api, Callers
from tests.design.conftest import define, fresh, said, served, until

pytestmark = pytest.mark.heavy


def test_another_process_knows_a_field_with_its_next_request(ops: Api, parts: Opened) -> None:
    with (
        open_pool(parts.dsn, size=4, name="second") as pool,
        TestClient(create_app(parts.settings, parts.dsn, pool)) as client,
    ):
        second = Api(client, ops.key, "ops")
        second.get("objects")
        for _ in range(3):
            name = define(ops, "customer", "integer")["name"]
            record = second.post("records/customer", {"name": "另一进程", name: 7})
            assert record[name] == 7
            assert second.get("records/customer", filter=[name, "=", 7])["items"][0]["id"] == record["id"]
        ops.delete(f"objects/customer/fields/{name}")
        assert name not in second.get(f"records/customer/{record['id']}")


def test_another_workspace_knows_nothing_of_it(ops: Api, demo: str, caller: Callers) -> None:
    other = caller("ops", demo)
    before = other.get("objects")
    object, field = fresh("own"), define(ops, "customer")["name"]
    ops.post("objects", {"name": object, "label": {"zh": object, "en": object}})
    assert other.get("objects") == before
    other.get(f"records/{object}", 404)
    other.get(f"objects/customer/fields/{field}", 404)
    other.get("records/customer", 422, filter=[field, "empty", True])


def test_a_transaction_in_progress_ends_under_its_shape(
    ops: Api, parts: Opened, shop: str, inside: Any
) -> None:
    """A designer waits for it, gives way, and says so when it does not end."""
    with inside(shop) as work:
        version, started = work.schema.version, time.monotonic()
        answer = ops.call("POST", "objects/customer/fields", said(fresh()))
        assert answer.status_code == 409
        assert answer.json()["error"]["code"] == "schema_busy" and answer.headers["retry-after"] == "5"
        assert time.monotonic() - started < 20
        row = work.execute(f"select schema_version from {work.place.schema}._meta").fetchone()
        assert row == (version,)
        work.records.aggregate("customer", None, [], {"n": ["count"]})
    define(ops, "customer")


def test_nobody_waits_behind_a_designer_who_waits_for_a_backup(ops: Api, parts: Opened) -> None:
    name, started = define(ops, "customer")["name"], time.monotonic()
    with psycopg.connect(parts.dsn, autocommit=True) as connection:
        hold_backup(connection)
        answer = ops.call("POST", "objects/customer/fields", said(fresh()))
        assert answer.status_code == 409 and answer.headers["retry-after"] == "60"
        assert answer.json()["error"]["code"] == "backup_under_way"
        ops.patch(f"objects/customer/fields/{name}", {"label": {"zh": "改名不碰表", "en": "No table"}})
    assert time.monotonic() - started < 20
    define(ops, "customer")


def test_a_process_killed_in_the_middle_leaves_nothing(
    ops: Api, parts: Opened, settings: ProcessSettings, place: Place
) -> None:
    body, path = said(fresh(), "integer"), "objects/customer/fields"
    before = columns(parts, place), ops.get("objects")["version"], len(ops.get(path)["items"])
    with psycopg.connect(parts.dsn) as holding, served(settings) as (process, url):
        # The last statement of a change is the version: held back, all else is done and not committed.
        holding.execute(f"select 1 from {place.schema}._meta for update")
        asking = threading.Thread(target=ask, args=(url, ops.key, path, body))
        asking.start()
        until(lambda: waits_for_version(parts))
        process.kill()
        process.wait()
        asking.join()
        holding.rollback()
    until(lambda: not waits_for_version(parts))
    assert (columns(parts, place), ops.get("objects")["version"], len(ops.get(path)["items"])) == before
    with served(settings) as (_, url), httpx.Client(base_url=url) as client:
        made = Api(client, ops.key, "ops").post(path, body)
        assert Api(client, ops.key, "ops").get(f"{path}/{body['name']}")["id"] == made["id"]


def ask(url: str, key: str, path: str, body: dict[str, Any]) -> None:
    with httpx.Client(base_url=url, timeout=60) as client, contextlib.suppress(httpx.HTTPError):
        Api(client, key, "ops").call("POST", path, body)


def waits_for_version(parts: Opened) -> bool:
    with psycopg.connect(parts.dsn) as connection:
        query = (
            "select count(*) from pg_stat_activity where application_name = 'prooftrail design' "
            "and wait_event_type = 'Lock' and query like '%schema_version%'"
        )
        return bool(connection.execute(query).fetchone()[0])  # type: ignore[index]


def columns(parts: Opened, place: Place) -> set[str]:
    with psycopg.connect(parts.dsn) as connection:
        query = "select attname from pg_attribute where attrelid = to_regclass(%s) and not attisdropped"
        return {row[0] for row in connection.execute(query, [f"{place.schema}.customer"]).fetchall()}

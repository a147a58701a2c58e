"""Figures for Prometheus: who may see them, and what is in them."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import httpx
import psycopg
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from prooftrail.opening import Opened
from prooftrail.platform.database.install import Place
from prooftrail.platform.jobs.queue import defer
from prooftrail.platform.jobs.sweeps import Ground, Sweep, run_once
from tests.conftest import Callers


def local(client: httpx.Client) -> httpx.Client:
    assert isinstance(client, TestClient)
    return TestClient(client.app, client=("127.0.0.1", 50000), raise_server_exceptions=False)


def figures(text: str) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    return {
        (each.name, tuple(sorted(each.labels.items()))): each.value
        for family in text_string_to_metric_families(text)
        for each in family.samples
    }


def test_this_machine_sees_everything_and_nobody_elsewhere_does(
    client: httpx.Client, demo: str, empty_workspace: str
) -> None:
    here = local(client)
    found = figures(here.get("/metrics").text)
    spaces = {dict(labels).get("workspace") for _, labels in found} - {None}
    assert {demo, empty_workspace} <= spaces
    assert client.get("/metrics").status_code == 401
    assert here.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 401


def test_a_key_sees_the_process_and_its_empty_workspace(
    client: httpx.Client, caller: Callers, demo: str, empty_workspace: str
) -> None:
    def asked(login: str, scopes: list[str] | None = None) -> httpx.Response:
        key = caller(login, scopes=scopes).key
        return client.get("/metrics", headers={"Authorization": f"Bearer {key}"})

    assert asked("ops").status_code == 403
    assert asked("admin", ["*:read"]).status_code == 403
    found = figures(asked("admin", ["permission:metrics:read"]).text)
    assert {dict(labels).get("workspace") for _, labels in found} == {None, demo}


def test_requests_are_counted_by_template_and_no_value_is_shown(
    client: httpx.Client, caller: Callers, demo: str
) -> None:
    rep, here = caller("rep"), local(client)
    label = (("method", "GET"), ("route", "/api/v1/records/{object}"), ("status", "200"))
    before = figures(here.get("/metrics").text).get(("prooftrail_requests_total", label), 0)
    rep.get("records/customer", search="甬江")
    client.get("/no/such/page")
    text = here.get("/metrics").text
    assert figures(text)["prooftrail_requests_total", label] == before + 1
    assert "甬江" not in text and "no/such" not in text and "rep" not in text.split('workspace="')[0].split()
    timed = ("prooftrail_request_seconds_count", (("method", "GET"), ("route", "/api/v1/records/{object}")))
    assert figures(text)[timed] >= 1


def test_an_open_write_transaction_shows_as_lag(client: httpx.Client, parts: Opened, demo: str) -> None:
    here = local(client)
    with psycopg.connect(parts.dsn) as held:
        held.execute("select pg_current_xact_id(), pg_sleep(0.2)")
        lag = figures(here.get("/metrics").text)["prooftrail_watermark_lag_seconds", ()]
        assert 0.2 <= lag < 60
        held.rollback()


def test_sweeps_say_when_they_last_ran(client: httpx.Client, parts: Opened, empty_workspace: str) -> None:
    def run(ground: Ground, place: Place) -> None:
        if place.name == empty_workspace:
            raise ValueError

    run_once(parts.ground, Sweep("probe", 1, run))
    found = figures(local(client).get("/metrics").text)
    label = (("sweep", "probe"), ("workspace", empty_workspace))
    assert found["prooftrail_sweep_failed", label] == 1
    assert found["prooftrail_sweep_last_run_seconds", label] > 1_700_000_000


def test_waiting_jobs_are_counted(
    client: httpx.Client, empty_workspace: str, inside: Callable[..., Any]
) -> None:
    label = (("workspace", empty_workspace),)
    with inside(empty_workspace) as work:
        defer(work, "import", uuid4())
    found = figures(local(client).get("/metrics").text)
    assert found["prooftrail_open_jobs", label] == 1
    assert 0 <= found["prooftrail_oldest_job_seconds", label] < 60


def test_the_pool_is_watched(client: httpx.Client, inside: Callable[..., Any], demo: str) -> None:
    used = ("prooftrail_pool_connections", (("state", "used"),))
    with inside():
        assert figures(local(client).get("/metrics").text)[used] >= 1

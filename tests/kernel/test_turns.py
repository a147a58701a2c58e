"""Writes that stand in each other's way, and requests that ask for too much, are no 5xx."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from starlette.testclient import TestClient

from prooftrail.app import create_app
from prooftrail.opening import Opened
from prooftrail.platform.blueprint.pictures import photo
from prooftrail.platform.database.pool import open_pool
from tests.conftest import Api
from tests.kernel.kit import code_of, error_of, new_id, wait_until_blocked

Aside = Callable[..., "Future[Any]"]


def test_a_deadlock_is_tried_again(
    parts: Opened, kernel: str, rep: Api, customer: dict[str, Any], inside: Any, aside: Aside
) -> None:
    contact = rep.post("records/contact", {"name": "甲", "customer": customer["id"]})["id"]
    activity = rep.post("records/activity", {"type": "call", "customer": customer["id"]})["id"]
    with inside(kernel) as work:
        work.execute(f"select 1 from {work.place.schema}.contact where id = %s for update", [contact])
        key = {"headers": {"Idempotency-Key": new_id()}}
        sent = aside(rep.call, "PATCH", f"records/activity/{activity}", {"contact": contact}, **key)
        wait_until_blocked(parts)
        work.records.update("activity", UUID(activity), {"objection": "先"})
    assert sent.result().status_code == 200
    now = rep.get(f"records/activity/{activity}")
    assert (now["contact"]["id"], now["objection"], now["version"]) == (contact, "先", 3)
    told = [each["version"] for each in rep.get("events", record=activity)["items"]]
    assert told == [1, 2, 3]


@pytest.fixture
def hasty(parts: Opened) -> Iterator[httpx.Client]:
    """The application with a database that stops a statement after half a second."""
    with open_pool(parts.dsn, size=4, statement_ms=500, name="hasty") as pool:
        app = create_app(parts.settings, parts.dsn, pool)
        with TestClient(app, raise_server_exceptions=False) as found:
            yield found


def test_what_takes_too_long_is_429(
    hasty: httpx.Client, kernel: str, rep: Api, customer: dict[str, Any], inside: Any
) -> None:
    path, headers = f"/api/v1/records/customer/{customer['id']}", {"Authorization": f"Bearer {rep.key}"}
    with inside(kernel) as work:
        work.records.update("customer", UUID(customer["id"]), {"phone": "1"})
        answer = hasty.patch(path, json={"phone": "2"}, headers=headers)
    assert (answer.status_code, code_of(answer.json())) == (429, "took_too_long")
    assert answer.headers["Retry-After"] == "5"
    assert hasty.patch(path, json={"phone": "2"}, headers=headers).json()["phone"] == "2"


def test_who_may_write_by_a_share_may_not_take_the_record(
    rep: Api, rep2: Api, admin: Api, kernel: str, caller: Any, people: dict[str, str]
) -> None:
    path = f"records/customer/{rep2.post('records/customer', {'name': '借来的'})['id']}"
    share = {"object": "customer", "person": people["rep"], "may_write": True}
    rep2.act("share_record", share, path.rsplit("/", 1)[-1])
    assert rep.patch(path, {"phone": "1"})["phone"] == "1"
    for owner in (people["rep"], people["manager"], None):
        assert code_of(rep.patch(path, {"owner": owner}, 403)) == "owner_out_of_reach"
    own = f"records/customer/{rep.post('records/customer', {'name': '自己的'})['id']}"
    assert code_of(rep.patch(own, {"owner": people["rep2"]}, 403)) == "owner_out_of_reach"
    manager = caller("manager", kernel)
    assert manager.patch(own, {"owner": people["manager"]})["owner"]["id"] == people["manager"]
    assert code_of(manager.patch(own, {"owner": people["rep2"]}, 403)) == "owner_out_of_reach"
    assert code_of(manager.patch(path, {"owner": people["manager"]}, 404)) == "record_missing"
    assert admin.patch(path, {"owner": people["rep"]})["unit"]["label"] == "宁波组"


def test_evidence_that_comes_at_once_opens_the_gate_all_the_same(
    parts: Opened, kernel: str, rep: Api, customer: dict[str, Any], inside: Any, aside: Aside
) -> None:
    here = {"lat": 29.8, "lng": 121.5, "accuracy_m": 10}
    rep.patch(f"records/customer/{customer['id']}", {"place": here})
    deal = rep.post("records/deal", {"name": "同时", "customer": customer["id"]})["id"]
    now = rep.get("me")["now"]
    pieces = [
        {"kind": "site_photo", "about": {"object": "deal", "id": deal},
         "file": rep.upload(photo(uuid4().int % 10**9), captured_at=now, place=here, source="camera")}
        for _ in range(3)
    ]  # fmt: skip
    assert rep.post("records/evidence", pieces[0])["state"] == "proven"
    with inside(kernel) as work:
        work.records.create("evidence", pieces[1])
        sent = aside(rep.call, "POST", "records/evidence", pieces[2])
        wait_until_blocked(parts)
    assert sent.result().status_code == 201, sent.result().text
    assert rep.get(f"records/deal/{deal}")["stage"] == "engaging"
    told = [each["action"] for each in rep.get("events", record=deal)["items"]]
    assert told == ["record.created", "stage.advanced"]


def test_a_shut_gate_says_what_is_missing_in_the_readers_language(rep: Api) -> None:
    deal = rep.post("records/deal", {"name": "关口"})["id"]
    said = {
        tag: rep.patch(f"records/deal/{deal}", {"stage": "engaging"}, 422, headers={"Accept-Language": tag})
        for tag in ("zh", "en")
    }
    assert error_of(said["zh"])["message"] == "还不能进「需求确认」：差三张现场照片（还差 3）"
    english = error_of(said["en"])
    assert all(sign.isascii() or sign in "“”" for sign in english["message"] + english["remedy"])
    assert said["zh"]["error"]["facts"] == english["facts"], "facts are for programs"

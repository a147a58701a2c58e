"""Idempotency-Key: a write runs once per key and person, however often and in parallel it is sent."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any
from uuid import UUID

import pytest

from prooftrail.opening import Opened
from tests.conftest import Api
from tests.kernel.kit import code_of, faults_of, new_id, wait_until_blocked

Aside = Callable[..., "Future[Any]"]


def keyed(key: str) -> dict[str, Any]:
    return {"headers": {"Idempotency-Key": key}}


def named(api: Api, name: str) -> int:
    return int(api.get("records/customer", filter=["name", "=", name], count="exact")["count"])


def test_the_same_write_again_gets_the_same_answer(rep: Api) -> None:
    key, name = new_id(), f"一次{new_id()}"
    first = rep.call("POST", "records/customer", {"name": name}, **keyed(key))
    rep.patch(f"records/customer/{first.json()['id']}", {"phone": "1"})
    again = rep.call("POST", "records/customer", {"name": name}, **keyed(key))
    assert (again.status_code, again.content) == (201, first.content)
    assert again.headers["Idempotent-Replay"] == "true" and "Idempotent-Replay" not in first.headers
    assert named(rep, name) == 1


def test_twins_at_once_run_once(rep: Api, aside: Aside) -> None:
    for _ in range(3):
        key, name = new_id(), f"孪生{new_id()}"
        calls = [aside(rep.call, "POST", "records/customer", {"name": name}, **keyed(key)) for _ in range(6)]
        answers = [each.result() for each in calls]
        assert {each.status_code for each in answers} == {201}
        assert len({each.content for each in answers}) == 1
        assert sum("Idempotent-Replay" not in each.headers for each in answers) == 1
        assert named(rep, name) == 1


def test_a_twin_waits_for_the_first_to_end(
    parts: Opened, kernel: str, rep: Api, customer: dict[str, Any], inside: Any, aside: Aside
) -> None:
    key, path = new_id(), f"records/customer/{customer['id']}"
    with inside(kernel) as work:
        work.records.update("customer", UUID(customer["id"]), {"industry": "甲"})
        calls = [aside(rep.call, "PATCH", path, {"phone": "1"}, **keyed(key)) for _ in range(2)]
        wait_until_blocked(parts, 2)
    assert [each.result().status_code for each in calls] == [200, 200]
    assert rep.get(path)["version"] == customer["version"] + 2


def test_another_write_under_the_same_key_is_422(rep: Api, customer: dict[str, Any]) -> None:
    key, path = new_id(), f"records/customer/{customer['id']}"
    rep.patch(path, {"phone": "1"}, **keyed(key))
    others: list[tuple[str, str, Any]] = [
        ("PATCH", path, {"phone": "2"}), ("DELETE", path, None), ("POST", "records/customer", {"phone": "1"}),
        ("PATCH", f"{path}?x=1", {"phone": "1"}),
    ]  # fmt: skip
    for method, where, body in others:
        answer = rep.call(method, where, body, **keyed(key))
        assert (answer.status_code, code_of(answer.json())) == (422, "key_reused")
    assert rep.get(path)["phone"] == "1"


def test_refusals_are_not_kept(rep: Api) -> None:
    key, code = new_id(), new_id()[-12:]
    body = {"name": "重来", "code": code}
    taken = rep.post("records/customer", body)
    rep.post("records/customer", body, 409, **keyed(key))
    rep.patch(f"records/customer/{taken['id']}", {"code": None})
    made = rep.call("POST", "records/customer", body, **keyed(key))
    assert made.status_code == 201 and "Idempotent-Replay" not in made.headers


def test_keys_are_each_persons_own(rep: Api, rep2: Api) -> None:
    key, name = new_id(), f"各自{new_id()}"
    ids = {api.post("records/customer", {"name": name}, **keyed(key))["id"] for api in (rep, rep2)}
    assert len(ids) == 2


@pytest.mark.parametrize("key", ["", "x" * 201, "a\tb", "\x7f"])
def test_keys_of_another_shape_are_422(rep: Api, key: str) -> None:
    said = rep.post("records/customer", {"name": "形"}, 422, **keyed(key))
    assert faults_of(said) == {"Idempotency-Key"}


def test_every_kind_of_write_takes_one(rep: Api, customer: dict[str, Any]) -> None:
    mark = new_id()
    create = {"op": "create", "data": {"name": mark}}
    writes: list[tuple[str, str, Any]] = [
        ("POST", "records/customer/bulk", {"mode": "all", "ops": [create]}),
        ("POST", "records/customer/bulk", {"mode": "each", "ops": [create, {"op": "create", "data": {}}]}),
        ("POST", "actions/log_activity", {"input": {"type": "call", "customer": customer["id"]}}),
        ("PATCH", "me", {"locale": "zh"}),
    ]
    for method, path, body in writes:
        key = new_id()
        first, again = (rep.call(method, path, body, **keyed(key)) for _ in range(2))
        assert (first.status_code, first.content) == (again.status_code, again.content), path
        assert again.headers.get("Idempotent-Replay") == "true"
    assert named(rep, mark) == 2
    activities = rep.get("records/activity", filter=["customer", "=", customer["id"]])["items"]
    assert len(activities) == 1


def test_files_and_deletes_too(rep: Api, customer: dict[str, Any]) -> None:
    headers = {"Authorization": f"Bearer {rep.key}", "Idempotency-Key": new_id()}
    ids = [
        rep.client.post("/api/v1/files", headers=headers, files={"file": ("a.txt", b"same")}).json()["id"]
        for _ in range(2)
    ]
    assert ids[0] == ids[1]
    contact = rep.post("records/contact", {"name": "去", "customer": customer["id"]})
    key = new_id()
    answers = [rep.call("DELETE", f"records/contact/{contact['id']}", **keyed(key)) for _ in range(2)]
    assert [each.status_code for each in answers] == [200, 200]

"""Two people, one record: disjoint fields merge, the same field is shown side by side, nothing is lost."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from typing import Any
from uuid import UUID

import pytest
from psycopg.types.json import Jsonb

from prooftrail.opening import Opened
from tests.conftest import Api, Callers
from tests.kernel.kit import code_of, error_of, faults_of, new_id, wait_until_blocked

Aside = Callable[..., "Future[Any]"]


@pytest.fixture(scope="module")
def ops(kernel: str, caller: Callers) -> Api:
    return caller("ops", kernel)


def path(record: dict[str, Any]) -> str:
    return f"records/customer/{record['id']}"


def test_disjoint_fields_merge(rep: Api, ops: Api, customer: dict[str, Any]) -> None:
    seen = customer["version"]
    ops.patch(path(customer), {"phone": "1", "version": seen})
    merged = rep.patch(path(customer), {"industry": "冷链", "version": seen})
    assert (merged["phone"], merged["industry"], merged["version"]) == ("1", "冷链", seen + 2)


def test_the_same_field_is_409_with_base_theirs_and_mine(
    rep: Api, ops: Api, customer: dict[str, Any]
) -> None:
    rep.patch(path(customer), {"phone": "原", "annual_purchase": "1"})
    seen = rep.get(path(customer))["version"]
    ops.patch(path(customer), {"phone": "改一"})
    ops.patch(path(customer), {"phone": "改二", "industry": "x"})
    body = {"phone": "我", "annual_purchase": "2", "version": seen}
    error = error_of(rep.patch(path(customer), body, 409))
    assert error["code"] == "changed_by_others" and error["fields"].keys() == {"phone"}
    assert error["facts"]["fields"] == {"phone": {"base": "原", "theirs": "改二", "mine": "我"}}
    now = rep.get(path(customer))
    assert (now["phone"], now["annual_purchase"]["amount"], now["version"]) == ("改二", "1.00", seen + 2)
    assert rep.patch(path(customer), body | {"version": now["version"]})["phone"] == "我"


def test_the_same_value_twice_is_no_conflict(rep: Api, ops: Api, customer: dict[str, Any]) -> None:
    ops.patch(path(customer), {"phone": "同"})
    again = rep.patch(path(customer), {"phone": "同", "version": customer["version"]})
    assert again["version"] == customer["version"] + 1


def test_ones_own_changes_are_no_conflict(rep: Api, customer: dict[str, Any]) -> None:
    rep.patch(path(customer), {"phone": "1"})
    assert rep.patch(path(customer), {"phone": "2", "version": customer["version"]})["phone"] == "2"


def test_without_a_version_the_last_writer_has_it(rep: Api, ops: Api, customer: dict[str, Any]) -> None:
    ops.patch(path(customer), {"phone": "1", "industry": "甲"})
    assert rep.patch(path(customer), {"phone": "2"})["industry"] == "甲"


def test_nothing_changed_is_no_version_and_no_event(rep: Api, customer: dict[str, Any]) -> None:
    for body in ({}, {"version": customer["version"]}, {"name": f" {customer['name']} "}, {"phone": None}):
        assert rep.patch(path(customer), body)["version"] == customer["version"]
    assert len(rep.get("events", record=customer["id"])["items"]) == 1


@pytest.mark.parametrize("version", [2, 10**9, 2**31 - 1])
def test_a_version_nobody_has_seen_is_409(
    rep: Api, admin: Api, customer: dict[str, Any], version: int
) -> None:
    for body in ({"phone": "1"}, {}):
        assert code_of(rep.patch(path(customer), body | {"version": version}, 409)) == "version_unknown"
    assert code_of(admin.delete(f"{path(customer)}?version={version}", 409)) == "version_unknown"


@pytest.mark.parametrize("version", [0, -1, "1", 1.0, 1.5, True, [], {}, 2**31, 10**40])
def test_what_is_no_version_is_422(rep: Api, customer: dict[str, Any], version: Any) -> None:
    said = rep.patch(path(customer), {"phone": "1", "version": version}, 422)
    assert faults_of(said) == {"version"}
    op = {"op": "update", "id": customer["id"], "version": version, "data": {"phone": "1"}}
    rep.post("records/customer/bulk", {"mode": "all", "ops": [op]}, 422)


@pytest.mark.parametrize("version", ["0", "x", "²", "1.0", "-1", "9" * 30, "٣"])
def test_a_delete_of_no_version_is_422(rep: Api, customer: dict[str, Any], version: str) -> None:
    assert faults_of(rep.delete(path(customer), 422, params={"version": version})) == {"version"}


def test_a_delete_does_not_pass_over_others_changes(admin: Api, ops: Api, customer: dict[str, Any]) -> None:
    ops.patch(path(customer), {"phone": "新"})
    said = admin.delete(f"{path(customer)}?version={customer['version']}", 409)
    assert error_of(said)["facts"]["fields"]["phone"]["theirs"] == "新"
    admin.delete(f"{path(customer)}?version={customer['version'] + 1}")


@pytest.fixture
def blinded(kernel: str, inside: Any) -> Iterator[None]:
    """Managers may not see a customer's phone, until the test is over."""

    def rule(said: Any) -> Any:
        with inside(kernel) as work:
            place = work.place.schema
            found = work.execute(f"select fields from {place}._role where key = 'manager'").fetchone()
            query = f"update {place}._role set fields = %s where key = 'manager'"
            work.execute(query, [Jsonb(said)])
            work.execute(f"update {place}._meta set access_version = access_version + 1")
        return found[0]

    before = rule({"customer": {"phone": "hidden"}})
    yield
    rule(before)


def test_a_conflict_shows_no_hidden_field(
    kernel: str, caller: Callers, ops: Api, customer: dict[str, Any], blinded: None
) -> None:
    manager = caller("manager", kernel)
    ops.patch(path(customer), {"phone": "秘密", "industry": "甲"})
    body = {"industry": "乙", "version": customer["version"]}
    said = manager.patch(path(customer), body, 409)
    assert error_of(said)["facts"]["fields"].keys() == {"industry"} and "秘密" not in str(said)
    assert faults_of(manager.patch(path(customer), {"phone": "1"}, 422)) == {"phone"}
    said = manager.delete(f"{path(customer)}?version={customer['version']}", 409)
    assert "秘密" not in str(said)


def test_a_conflict_names_what_links_point_to_as_far_as_it_may_be_seen(
    rep: Api, rep2: Api, ops: Api, customer: dict[str, Any]
) -> None:
    mine, other = ({"name": f"另一家{new_id()}"} for _ in range(2))
    seen, foreign = rep.post("records/customer", mine), rep2.post("records/customer", other)
    contact = rep.post("records/contact", {"name": "李工", "customer": customer["id"]})
    ops.patch(f"records/contact/{contact['id']}", {"customer": foreign["id"]})
    body = {"customer": seen["id"], "version": contact["version"]}
    said = rep.patch(f"records/contact/{contact['id']}", body, 409)
    assert error_of(said)["facts"]["fields"]["customer"] == {
        "base": {"id": customer["id"], "label": customer["name"]},
        "theirs": {"id": foreign["id"], "label": None},
        "mine": {"id": seen["id"], "label": seen["name"]},
    }
    assert foreign["name"] not in str(said)


def test_two_writers_at_once_lose_nothing(
    parts: Opened,
    kernel: str,
    rep: Api,
    customer: dict[str, Any],
    inside: Any,
    aside: Aside,
    people: dict[str, str],
) -> None:
    seen = customer["version"]
    with inside(kernel) as work:
        work.records.update("customer", UUID(customer["id"]), {"phone": "先"})
        same = aside(rep.call, "PATCH", path(customer), {"phone": "后", "version": seen})
        other = aside(rep.call, "PATCH", path(customer), {"industry": "甲", "version": seen})
        wait_until_blocked(parts, 2)
    assert same.result().status_code == 409
    assert other.result().status_code == 200
    now = rep.get(path(customer))
    assert (now["phone"], now["industry"], now["version"]) == ("先", "甲", seen + 2)


def test_many_writers_at_once_each_count(rep: Api, ops: Api, customer: dict[str, Any], aside: Aside) -> None:
    fields = ["phone", "industry", "credit_code", "code"]
    calls = [
        aside(api.call, "PATCH", path(customer), {name: f"{at}{new_id()}"[:30]})
        for at in range(6)
        for name, api in zip(fields, (rep, ops, rep, ops), strict=True)
    ]
    assert {each.result().status_code for each in calls} == {200}
    assert rep.get(path(customer))["version"] == customer["version"] + 24
    events = rep.get("events", record=customer["id"])["items"]
    assert [each["version"] for each in events] == list(range(1, 26))
    for name in fields:
        told = [each["changes"][name] for each in events if name in each["changes"]]
        assert all(old == before for (old, _), (_, before) in zip(told[1:], told, strict=False))

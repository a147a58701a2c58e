"""Deleting marks, hides everywhere, takes what is owned along, and everything comes back."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any
from uuid import UUID

import pytest

from prooftrail.opening import Opened
from tests.conftest import Api
from tests.kernel.kit import code_of, error_of, faults_of, new_id, wait_until_blocked

Aside = Callable[..., "Future[Any]"]


@pytest.fixture
def family(admin: Api) -> dict[str, str]:
    """A customer with two contacts and two activities, one of them with a contact."""
    mark = new_id()
    customer = admin.post("records/customer", {"name": mark})["id"]
    contacts = [admin.post("records/contact", {"name": f"{n}", "customer": customer})["id"] for n in "ab"]
    activities = [
        admin.post("records/activity", {"type": "call", "customer": customer, "contact": contact})["id"]
        for contact in (contacts[0], None)
    ]
    return {
        "customer": customer,
        "a": contacts[0],
        "b": contacts[1],
        "with": activities[0],
        "alone": activities[1],
    }


def path(family: dict[str, str], key: str) -> str:
    object = {"customer": "customer", "a": "contact", "b": "contact"}.get(key, "activity")
    return f"records/{object}/{family[key]}"


def live(admin: Api, family: dict[str, str]) -> set[str]:
    return {key for key in family if admin.call("GET", path(family, key)).status_code == 200}


def restore(api: Api, object: str, record: str, status: int = 200) -> Any:
    return api.act("restore_record", {"object": object}, record, status)


def test_what_is_owned_goes_and_comes_back(admin: Api, family: dict[str, str]) -> None:
    admin.delete(path(family, "b"))
    admin.delete(path(family, "customer"))
    assert live(admin, family) == set()
    assert admin.get("records/contact", filter=["customer", "=", family["customer"]])["items"] == []
    restore(admin, "customer", family["customer"])
    assert live(admin, family) == {"customer", "a", "with", "alone"}, "what went before stays in the trash"
    versions = {key: admin.get(path(family, key))["version"] for key in ("customer", "a", "with")}
    assert versions == {"customer": 3, "a": 3, "with": 3}


def test_what_may_do_without_is_let_go(admin: Api, family: dict[str, str]) -> None:
    admin.delete(path(family, "a"))
    shown = admin.get(path(family, "with"))
    assert shown["contact"] is None and shown["version"] == 2
    told = admin.get("events", record=family["with"])["items"][-1]
    assert told["changes"]["contact"] == [family["a"], None]
    assert told["because"]["parent"] == {"object": "contact", "id": family["a"]}


def test_what_is_referred_to_stays(admin: Api, rep: Api, customer: dict[str, Any]) -> None:
    deal = rep.post("records/deal", {"name": "单", "customer": customer["id"]})["id"]
    error = error_of(admin.delete(f"records/customer/{customer['id']}", 409))
    assert error["code"] == "still_referenced"
    assert {k: error["facts"][k] for k in ("by", "field", "count")} == {
        "by": "deal",
        "field": "customer",
        "count": 1,
    }
    admin.delete(f"records/deal/{deal}")
    admin.delete(f"records/customer/{customer['id']}")
    assert code_of(restore(admin, "deal", deal, 409)) == "parent_in_trash"
    restore(admin, "customer", customer["id"])
    restore(admin, "deal", deal)
    assert rep.get(f"records/deal/{deal}")["customer"]["id"] == customer["id"]


def test_a_count_is_told_only_to_who_sees_all(kernel: str, caller: Any, rep: Api) -> None:
    manager = caller("manager", kernel)
    mine = rep.post("records/customer", {"name": "有单"})["id"]
    rep.post("records/deal", {"name": "单", "customer": mine})
    assert "count" not in error_of(manager.delete(f"records/customer/{mine}", 409))["facts"]


def test_a_child_comes_back_only_to_its_parent(admin: Api, family: dict[str, str]) -> None:
    admin.delete(path(family, "customer"))
    said = restore(admin, "contact", family["a"], 409)
    assert code_of(said) == "parent_in_trash" and faults_of(said) == {"customer"}


def test_what_may_do_without_comes_back_without(admin: Api, family: dict[str, str]) -> None:
    admin.delete(path(family, "with"))
    admin.delete(path(family, "a"))
    restore(admin, "activity", family["with"])
    assert admin.get(path(family, "with"))["contact"] is None


def test_whose_owner_has_gone_belongs_to_who_brings_it_back(admin: Api, people: dict[str, str]) -> None:
    person = admin.post("records/person", {"name": "过客"})["id"]
    thing = admin.post("records/x_thing", {"name": "遗物", "owner": person})["id"]
    assert code_of(admin.delete(f"records/person/{person}", 409)) == "still_referenced"
    admin.delete(f"records/x_thing/{thing}")
    admin.delete(f"records/person/{person}")
    restore(admin, "x_thing", thing)
    assert admin.get(f"records/x_thing/{thing}")["owner"]["id"] == people["admin"]


def test_the_trash_is_hidden_from_every_door(admin: Api, rep: Api, customer: dict[str, Any]) -> None:
    id, name = customer["id"], customer["name"]
    rep.patch(f"records/customer/{id}", {"code": id[-12:]})
    admin.delete(f"records/customer/{id}")
    for method, body in (("GET", None), ("PATCH", {"phone": "1"}), ("DELETE", None)):
        assert admin.call(method, f"records/customer/{id}", body).status_code == 404
    assert admin.get("records/customer", filter=["name", "=", name], count="exact")["count"] == 0
    assert admin.get("records/customer", search=name)["items"] == []
    assert admin.get("search", q=id[-12:])["items"] == []
    body = {"filter": ["name", "=", name], "measures": {"n": ["count"]}}
    assert admin.post("records/customer/aggregate", body, 200)["rows"] == [{"n": 0}]
    for said in (id, {"by": {"code": id[-12:]}}):
        assert faults_of(rep.post("records/deal", {"name": "x", "customer": said}, 422)) == {"customer"}
    shown = admin.get("records/customer", deleted="only", filter=["name", "=", name])["items"]
    assert [row["id"] for row in shown] == [id]


def test_who_may_look_into_the_trash(admin: Api, rep: Api, rep2: Api, kernel: str, caller: Any) -> None:
    mine = rep.post("records/customer", {"name": "我的"})["id"]
    theirs = rep2.post("records/customer", {"name": "他的"})["id"]
    for id in (mine, theirs):
        admin.delete(f"records/customer/{id}")
    assert code_of(rep.get("records/customer", 403, deleted="only")) == "permission_missing"
    restore(rep, "customer", mine, 403)
    manager = caller("manager", kernel)
    seen = {row["id"] for row in manager.get("records/customer", deleted="only", limit=500)["items"]}
    assert mine in seen and theirs not in seen
    assert code_of(restore(manager, "customer", theirs, 404)) == "record_missing"
    restore(manager, "customer", mine)
    assert code_of(restore(manager, "customer", mine, 404)) == "record_missing", "it is there already"
    rep.get("records/customer", 422, deleted="yes")


def test_deleting_and_restoring_take_a_right(
    rep: Api, kernel: str, caller: Any, customer: dict[str, Any]
) -> None:
    id = customer["id"]
    assert code_of(rep.delete(f"records/customer/{id}", 403)) == "record_read_only"
    assert code_of(caller("finance", kernel).delete(f"records/customer/{id}", 403)) == "record_read_only"
    contact = rep.post("records/contact", {"name": "人", "customer": id})["id"]
    assert rep.delete(f"records/contact/{contact}") == {"object": "contact", "id": contact, "version": 2}


def test_nothing_new_hangs_on_what_is_going(
    parts: Opened, kernel: str, rep: Api, customer: dict[str, Any], inside: Any, aside: Aside
) -> None:
    with inside(kernel) as work:
        work.records.delete("customer", UUID(customer["id"]))
        call = aside(rep.call, "POST", "records/deal", {"name": "晚了", "customer": customer["id"]})
        wait_until_blocked(parts)
    assert call.result().status_code == 422 and faults_of(call.result().json()) == {"customer"}


def test_nothing_goes_that_something_new_hangs_on(
    parts: Opened, kernel: str, rep: Api, admin: Api, customer: dict[str, Any], inside: Any, aside: Aside
) -> None:
    with inside(kernel) as work:
        work.records.create("deal", {"name": "早了", "customer": customer["id"]})
        going = aside(admin.call, "DELETE", f"records/customer/{customer['id']}")
        wait_until_blocked(parts)
        changed = rep.patch(f"records/customer/{customer['id']}", {"phone": "1"})
        assert changed["phone"] == "1", "who only changes it does not wait"
    assert going.result().status_code == 409 and code_of(going.result().json()) == "still_referenced"


def test_a_long_chain_goes_at_once(admin: Api) -> None:
    customer = admin.post("records/customer", {"name": "多"})["id"]
    ops = [{"op": "create", "data": {"name": f"{n}", "customer": customer}} for n in range(300)]
    admin.post("records/contact/bulk", {"mode": "all", "ops": ops}, 200)
    admin.delete(f"records/customer/{customer}")
    filter = ["customer", "=", customer]
    assert admin.get("records/contact", filter=filter, count="exact", limit=1)["count"] == 0
    assert admin.get("records/contact", filter=filter, deleted="only", count="exact", limit=1)["count"] == 300
    restore(admin, "customer", customer)
    assert admin.get("records/contact", filter=filter, count="exact", limit=1)["count"] == 300

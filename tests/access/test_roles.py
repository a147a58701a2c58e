"""Roles made in the designer: versions, refusals with place and remedy, undo, other companies untouched."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest

from tests.access.conftest import change, newest, preview, publish, role_of, undo
from tests.conftest import Api, Callers

LABEL = {"zh": "试用角色", "en": "Trial role"}


def fresh() -> str:
    return f"r{uuid4().hex[:8]}"


def error_of(answer: dict[str, Any]) -> dict[str, Any]:
    error = dict(answer["error"])
    assert error["message"] != error["code"] and error["remedy"], error
    assert all(said != code for code, said in error["fields"].items()), error
    return error


def test_a_role_is_copied_changed_given_and_removed(admin: Api, people: dict[str, str]) -> None:
    key = fresh()
    made = admin.post("access/roles", {"key": key, "label": LABEL, "copy_of": "rep"})
    rep = role_of(admin, "rep")
    assert (made["grants"], made["fields"], made["version"]) == (rep["grants"], rep["fields"], 1)
    changed = admin.patch(f"access/roles/{key}", {"version": 1, "fields": {"deal": {"amount": "hidden"}}})
    assert changed["version"] == 2 and changed["grants"] == rep["grants"]
    admin.post(f"access/people/{people['store']}/roles", {"role": key}, 200)
    said = admin.delete(f"access/roles/{key}", 409, content=b'{"version": 2}')
    assert error_of(said)["code"] == "role_in_use" and said["error"]["facts"]["people"] == 1
    admin.delete(f"access/people/{people['store']}/roles/{key}")
    admin.delete(f"access/roles/{key}", content=b'{"version": 2}')
    assert key not in {each["key"] for each in admin.get("access/roles")["items"]}
    undo(admin)
    assert role_of(admin, key)["fields"] == {"deal": {"amount": "hidden"}}


def test_what_is_wrong_is_named_where_it_stands(admin: Api) -> None:
    key = fresh()
    body = {
        "key": key, "label": {"zh": " ", "en": "x" * 61}, "permissions": ["coffee:make"],
        "grants": {"nothing": {"read": "all"}, "deal": {"read": "own", "write": "all"}},
        "fields": {"deal": {"colour": "hidden", "id": "hidden"}},
    }  # fmt: skip
    said = error_of(admin.post("access/roles", body, 422))
    assert set(said["fields"]) == {
        "label.zh", "label.en", "permissions", "grants.nothing", "grants.deal.write", "fields.deal.colour",
        "fields.deal.id",
    }  # fmt: skip
    for bad in ("", "Rep", "a b", "x" * 49):
        assert set(error_of(admin.post("access/roles", {"key": bad, "label": LABEL}, 422))["fields"]) == {
            "key"
        }
    assert "key" in error_of(admin.post("access/roles", {"key": "rep", "label": LABEL}, 422))["fields"]
    draft = [
        {"action": "define_role", "input": {"key": key, "label": LABEL}},
        change(admin, "rep", label=LABEL),
    ]
    draft[1]["input"]["version"] += 1
    assert "changes.1.version" in error_of(publish(admin, *draft, status=409))["fields"]
    admin.get(f"access/roles/{key}", 404)


def test_without_the_permission_there_is_nothing_to_see(caller: Callers, office: str, admin: Api) -> None:
    for login in ("ops", "director", "rep"):
        api = caller(login, office)
        for path in ("roles", "people", "departments", "shares", "history"):
            api.get(f"access/{path}", 403)
        api.post(
            "access/preview", {"changes": [change(admin, "rep", permissions=["access:administer"])]}, 403
        )
        api.post(
            "access/publish", {"changes": [change(admin, "rep", permissions=["access:administer"])]}, 403
        )
    key = caller("admin", office, scopes=["*:write", "*:read"])
    key.post("access/roles", {"key": fresh(), "label": LABEL}, 403)


def test_two_publishes_at_once_conflict_by_version(admin: Api) -> None:
    draft = [change(admin, "legal", label={"zh": f"法务{at}", "en": f"Legal {at}"}) for at in range(6)]
    with ThreadPoolExecutor(6) as pool:
        sent = [pool.submit(admin.call, "POST", "access/publish", {"changes": [each]}) for each in draft]
    answers = [each.result() for each in sent]
    assert sorted(each.status_code for each in answers) == [200, 409, 409, 409, 409, 409]
    said = error_of(next(each.json() for each in answers if each.status_code == 409))
    assert said["code"] == "access_changed_since"
    undo(admin)


def test_changes_hold_with_the_next_request(admin: Api, caller: Callers, office: str) -> None:
    presales = caller("presales", office)
    assert "phone" in presales.get("records/customer", limit=1)["items"][0]
    fields = role_of(admin, "presales")["fields"]
    fields["customer"] = {**fields["customer"], "phone": "hidden"}
    publish(admin, change(admin, "presales", fields=fields))
    assert "phone" not in presales.get("records/customer", limit=1)["items"][0]
    presales.get("records/customer", 422, filter=["phone", "=", "1"])
    undo(admin)
    assert "phone" in presales.get("records/customer", limit=1)["items"][0]


def test_the_history_tells_old_and_new_and_what_was_undone(admin: Api) -> None:
    before = role_of(admin, "delivery")
    label = {"zh": "交付组", "en": "Delivery crew"}
    publish(admin, change(admin, "delivery", label=label))
    deed = newest(admin)
    assert deed["action"] == "access.role_changed" and deed["about"]["role"] == "delivery"
    assert deed["changes"] == {"label": [before["label"], label]} and deed["actor"]["label"]
    undo(admin)
    undone = newest(admin)
    assert undone["about"]["undoes"] == deed["id"] and role_of(admin, "delivery")["label"] == before["label"]
    found = {each["id"]: each for each in admin.get("access/history", limit=5)["items"]}
    assert found[deed["id"]]["undone"] and not undone["undone"]
    said = admin.post(f"access/history/{deed['id']}/undo", {}, 409)
    assert error_of(said)["code"] == "undone_already"


def test_an_undo_does_not_pass_over_what_was_changed_since(admin: Api) -> None:
    publish(admin, change(admin, "finance", label={"zh": "甲", "en": "A"}))
    first = newest(admin)
    publish(admin, change(admin, "finance", label={"zh": "乙", "en": "B"}))
    said = admin.post(f"access/history/{first['id']}/undo", {}, 409)
    assert error_of(said)["code"] == "access_changed_since"
    undo(admin)
    admin.post(f"access/history/{first['id']}/undo", {}, 200)


def test_another_company_is_not_touched(admin: Api, caller: Callers, demo: str) -> None:
    other = caller("admin", demo)
    before = other.get("access/roles"), other.get("access/people"), other.get("access/history")
    key = fresh()
    publish(admin, {"action": "define_role", "input": {"key": key, "label": LABEL}})
    assert (other.get("access/roles"), other.get("access/people"), other.get("access/history")) == before
    other.get(f"access/roles/{key}", 404)


def test_a_preview_counts_only_what_the_administrator_sees(
    own_workspace: str, caller: Callers, inside: Callable[..., Any]
) -> None:
    admin = caller("admin", own_workspace)
    grants = role_of(admin, "admin")["grants"] | {"deal": {"read": "own"}}
    publish(admin, change(admin, "admin", grants=grants))
    rep = role_of(admin, "rep")["grants"] | {"deal": {"read": "all"}, "customer": {"read": "all"}}
    said = {each["login"]: each for each in preview(admin, change(admin, "rep", grants=rep))["people"]}
    told = {each["object"]: each["read"] for each in said["rep"]["objects"] if "read" in each}
    assert told["deal"]["after"] == 0 and told["customer"]["gained"] > 0


@pytest.mark.parametrize(
    "body", [{}, {"changes": []}, {"changes": [{"action": "sign_out", "input": {}}]}, []]
)
def test_what_is_no_draft_is_422(admin: Api, body: Any) -> None:
    assert admin.call("POST", "access/preview", body).status_code == 422

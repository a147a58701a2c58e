"""People and departments from one day to another; the leaver; the last administrator."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.access.conftest import change, preview, publish, role_of, undo
from tests.access.test_roles import error_of
from tests.conftest import Api, Callers, shared_demo, signed_in

shop = shared_demo()
admin = signed_in("admin")


@pytest.fixture
def ids(admin: Api) -> dict[str, str]:
    return {row["login"]: row["id"] for row in admin.get("access/people")["items"] if row["login"]}


def day(admin: Api, days: int) -> str:
    today = date.fromisoformat(admin.get("access/people")["day"])
    return (today + timedelta(days=days)).isoformat()


def person(admin: Api, login: str) -> dict[str, Any]:
    return next(row for row in admin.get("access/people")["items"] if row["login"] == login)


@pytest.fixture
def clock(admin: Api) -> Iterator[Callable[[str | None], None]]:
    """`clock(day)`: the workspace's clock stands at noon of that day."""

    def set_to(said: str | None) -> None:
        admin.post("dev/clock", {"now": f"{said}T12:00:00+08:00" if said else None}, 200)

    yield set_to
    set_to(None)


def test_a_new_person_signs_in_with_the_first_password(
    admin: Api, shop: str, client: httpx.Client, ids: dict[str, str]
) -> None:
    login = f"n{uuid4().hex[:8]}"
    said = {"name": "新同事", "login": login, "roles": ["rep"]}
    made = admin.post("access/people", said)["person"]
    assert person(admin, login)["signs_in"] is False
    first = admin.post(f"access/people/{made}/password", None)
    body = {"workspace": shop, "login": login, "password": first["password"]}
    assert client.post("/api/v1/session", json=body).status_code == 200
    again = admin.post(f"access/people/{made}/password", None)
    assert client.post("/api/v1/session", json=body).status_code == 401
    body["password"] = again["password"]
    assert client.post("/api/v1/session", json=body).status_code == 200
    assert person(admin, login)["signs_in"] and person(admin, login)["roles"][0]["role"] == "rep"
    taken = admin.post("access/people", {**said, "name": "另一位"}, 409)
    assert "login" in taken["error"]["fields"]


def test_a_role_with_dates_holds_from_one_to_the_other(
    admin: Api, caller: Callers, shop: str, ids: dict[str, str], clock: Callable[[str | None], None]
) -> None:
    finance = caller("finance", shop)
    said = {"role": "ops", "since": day(admin, 2), "until": day(admin, 4)}
    told = preview(admin, {"action": "give_role", "input": {"person": ids["finance"], **said}})
    assert told["day"] == said["since"] and [each["login"] for each in told["people"]] == ["finance"]
    assert "schema:design" in told["people"][0]["permissions"]["gained"]
    admin.post(f"access/people/{ids['finance']}/roles", said, 200)
    held = {0: False, 1: False, 2: True, 3: True, 4: False}
    days = {at: day(admin, at) for at in held}
    for at, holds in held.items():
        clock(days[at])
        assert ("schema:design" in finance.get("me")["permissions"]) is holds, at
    clock(days[0])
    admin.patch(f"records/person/{ids['finance']}", {"title": "财务"})
    assert len([each for each in person(admin, "finance")["roles"] if each["role"] == "ops"]) == 1
    late = {"role": "ops", "since": days[2], "until": days[2]}
    assert "until" in error_of(admin.post(f"access/people/{ids['finance']}/roles", late, 422))["fields"]


def test_a_department_moves_on_its_day(
    admin: Api, caller: Callers, shop: str, clock: Callable[[str | None], None]
) -> None:
    tree = {row["name"]: row for row in admin.get("access/departments")["items"]}
    ningbo, south = tree["宁波组"], tree["华南大区"]
    luo = caller("luoweichao", shop)
    publish(admin, change(admin, "director", grants={**role_of(admin, "director")["grants"],
                                                     "customer": {"read": "subtree"}}))  # fmt: skip
    before = luo.get("records/customer", count="exact", limit=1)["count"]
    move = {"to": south["id"], "since": day(admin, 3)}
    told = preview(admin, {"action": "move_department", "input": {"department": ningbo["id"], **move}})
    gained = {each["login"]: each["objects"] for each in told["people"]}["luoweichao"]
    more = next(each["read"] for each in gained if each["object"] == "customer")
    admin.post(f"access/departments/{ningbo['id']}/move", move, 200)
    assert luo.get("records/customer", count="exact", limit=1)["count"] == before
    later = day(admin, 3)
    then = {row["name"]: row for row in admin.get("access/departments", on=later)["items"]}
    assert then["宁波组"]["parent"] == south["id"] and tree["宁波组"]["parent"] != south["id"]
    clock(later)
    assert (
        luo.get("records/customer", count="exact", limit=1)["count"]
        == more["after"]
        == before + more["gained"]
    )
    assert more["gained"] > 0
    moved = admin.get(f"records/department/{ningbo['id']}")
    assert moved["parent"]["id"] == south["id"], "the record follows on the day"
    clock(None)
    circle = {"to": ningbo["id"]}
    said = admin.post(f"access/departments/{south['id']}/move", circle, 422)
    assert "to" in error_of(said)["fields"]
    undo(admin)
    then = {row["name"]: row for row in admin.get("access/departments", on=later)["items"]}
    assert then["宁波组"]["parent"] == tree["宁波组"]["parent"]


def test_member_and_head_change_today_with_the_record(admin: Api, ids: dict[str, str]) -> None:
    tree = {row["name"]: row for row in admin.get("access/departments")["items"]}
    admin.post(f"access/people/{ids['rep']}/department", {"to": tree["苏州组"]["id"]}, 200)
    assert admin.get(f"records/person/{ids['rep']}")["department"]["label"] == "苏州组"
    admin.post(f"access/departments/{tree['苏州组']['id']}/head", {"to": ids["rep"]}, 200)
    assert admin.get(f"records/department/{tree['苏州组']['id']}")["manager"]["id"] == ids["rep"]
    undo(admin)
    assert admin.get(f"records/department/{tree['苏州组']['id']}")["manager"]["id"] == ids["qianwenbin"]


def test_a_leaver_is_out_at_once_and_may_come_back(
    admin: Api, caller: Callers, shop: str, ids: dict[str, str]
) -> None:
    rep = caller("rep", shop)
    told = preview(admin, {"action": "mark_leaver", "input": {"person": ids["rep"]}})
    assert [(each["login"], each["gone"]) for each in told["people"]] == [("rep", True)]
    assert rep.get("me")["login"] == "rep"
    admin.post(f"access/people/{ids['rep']}/leave", {}, 200)
    rep.get("me", 401)
    assert person(admin, "rep")["status"] == "left" and not person(admin, "rep")["signs_in"]
    undo(admin)
    assert person(admin, "rep")["status"] == "here"
    rep.get("me", 401)
    assert caller("rep", shop).get("me")["roles"][0]["key"] == "rep"


def test_the_last_administrator_stays(admin: Api, caller: Callers, shop: str, ids: dict[str, str]) -> None:
    me = ids["admin"]
    some = [each for each in role_of(admin, "admin")["permissions"] if each != "access:administer"]
    tries: list[tuple[str, str, Any]] = [
        ("POST", f"access/people/{me}/leave", {}),
        ("POST", f"access/people/{me}/leave", {"left_on": day(admin, 9)}),
        ("DELETE", f"access/people/{me}/roles/admin", {}),
        ("POST", f"access/people/{me}/roles", {"role": "admin", "until": day(admin, 9)}),
        ("POST", "access/publish", {"changes": [change(admin, "admin", permissions=some)]}),
        ("POST", "access/preview", {"changes": [change(admin, "admin", permissions=some)]}),
        ("PATCH", f"records/person/{me}", {"roles": ["rep"]}),
        ("PATCH", f"records/person/{me}", {"left_on": day(admin, 0)}),
        ("DELETE", f"records/person/{me}", None),
    ]
    for method, path, body in tries:
        said = admin.call(method, path, body)
        assert said.status_code == 409, (method, path, body, said.text)
        error = error_of(said.json())
        assert error["code"] == "last_administrator" and error["fields"], error
    admin.post(f"access/people/{ids['ops']}/roles", {"role": "admin"}, 200)
    admin.delete(f"access/people/{me}/roles/admin")
    admin.get("access/roles", 403)
    ops = caller("ops", shop)
    ops.post(f"access/people/{me}/roles", {"role": "admin"}, 200)
    ops.delete(f"access/people/{ids['ops']}/roles/admin")
    admin.get("access/roles")


def test_nobody_gives_himself_more(admin: Api, caller: Callers, shop: str, ids: dict[str, str]) -> None:
    grants = role_of(admin, "manager")["grants"]
    grants |= {"person": {"read": "all", "write": "all"}, "department": {"read": "all", "write": "all"}}
    publish(admin, change(admin, "manager", grants=grants))
    boss = caller("manager", shop)
    tree = {row["name"]: row for row in admin.get("access/departments")["items"]}
    east, ningbo, suzhou = (tree[name]["id"] for name in ("华东大区", "宁波组", "苏州组"))
    for path, body in (
        (f"records/department/{east}", {"manager": ids["manager"]}),
        (f"records/department/{suzhou}", {"parent": ningbo}),
        (f"records/person/{ids['manager']}", {"department": east}),
        (f"records/person/{ids['rep2']}", {"department": ningbo}),
    ):
        said = boss.patch(path, body, 403)
        assert error_of(said)["code"] == "gains_rights", said
    assert error_of(boss.patch(f"records/person/{ids['manager']}", {"roles": ["admin"]}, 403))["fields"]
    boss.patch(f"records/person/{ids['rep']}", {"department": suzhou})


def test_shares_are_listed_and_ended(admin: Api, caller: Callers, shop: str, ids: dict[str, str]) -> None:
    rep, rep2 = caller("rep", shop), caller("rep2", shop)
    made = rep.post("records/customer", {"name": "共享一家"})
    rep.act("share_record", {"object": "customer", "person": ids["rep2"]}, made["id"])
    (share,) = [each for each in admin.get("access/shares")["items"] if each["record"]["id"] == made["id"]]
    assert share["record"]["label"] == "共享一家" and share["by"]["id"] == ids["rep"]
    rep2.get(f"records/customer/{made['id']}")
    body = {"object": "customer", "record": made["id"], "person": ids["rep2"]}
    admin.post("access/shares/end", body, 200)
    rep2.get(f"records/customer/{made['id']}", 404)
    assert error_of(admin.post("access/shares/end", body, 404))["code"] == "no_such_share"
    undo(admin)
    rep2.get(f"records/customer/{made['id']}")

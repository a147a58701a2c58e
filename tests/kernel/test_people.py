"""The dated organisation: who is where as of a day, what a leaver loses, who may give roles."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from prooftrail.opening import Opened
from prooftrail.platform.people.accounts import set_account, sign_in
from tests.conftest import Api, Callers
from tests.kernel.kit import code_of, faults_of, new_id

Hire = Callable[..., tuple[str, Api]]
Aside = Callable[..., Any]


@pytest.fixture
def hire(kernel: str, admin: Api, inside: Any, caller: Callers) -> Hire:
    """`hire("宁波组", roles=["rep"])`: a new person's id and his key."""

    def hiring(team: str, **values: Any) -> tuple[str, Api]:
        login = f"u{new_id()[-12:]}"
        department = {"by": {"name": team}}
        body = {"name": f"新人{login}", "login": login, "department": department, "roles": ["rep"], **values}
        person = admin.post("records/person", body)["id"]
        with inside(kernel) as work:
            set_account(work, UUID(person), login, "geheim")
        return person, caller(login, kernel)

    return hiring


def day(api: Api, days: int) -> str:
    """A company date so many days from today, from the clock the caller is told."""
    from datetime import datetime

    return str((datetime.fromisoformat(api.get("me")["now"]) + timedelta(days=days)).date())


def sees(api: Api, record: str) -> bool:
    return api.call("GET", f"records/customer/{record}").status_code == 200


def rows(inside: Any, kernel: str, table: str, key: str, record: str) -> list[tuple[Any, ...]]:
    with inside(kernel) as work:
        return list(
            work.execute(
                f"select * from {work.place.schema}.{table} where {key} = %s "
                "order by since, until nulls last",
                [record],
            ).fetchall()
        )


def test_a_new_person_may_work_at_once(hire: Hire) -> None:
    _, api = hire("宁波组")
    assert api.get("me")["department"]["label"] == "宁波组"
    made = api.post("records/customer", {"name": "第一个"})
    assert made["unit"]["label"] == "宁波组" and sees(api, made["id"])


def test_who_joins_later_has_no_role_yet(hire: Hire, admin: Api) -> None:
    _, api = hire("宁波组", joined_on=day(admin, 3))
    assert api.get("me")["roles"] == []
    api.get("records/customer", 200)
    assert api.get("records/customer")["items"] == []
    assert code_of(api.post("records/customer", {"name": "x"}, 403)) == "may_not_create"


def test_a_change_of_team_moves_people_not_records(
    hire: Hire, admin: Api, kernel: str, caller: Callers, inside: Any
) -> None:
    person, api = hire("宁波组", joined_on=day(admin, -9))
    made = api.post("records/customer", {"name": "跟人走"})
    ningbo, hangzhou = caller("manager", kernel), caller("luyuanzhou", kernel)
    assert sees(ningbo, made["id"]) and not sees(hangzhou, made["id"])
    admin.patch(f"records/person/{person}", {"department": {"by": {"name": "杭州组"}}})
    assert sees(hangzhou, made["id"]) and not sees(ningbo, made["id"])
    assert api.get(f"records/customer/{made['id']}")["unit"]["label"] == "宁波组"
    held = rows(inside, kernel, "_member", "person", person)
    assert len(held) == 2 and held[0][3] is not None and held[1][3] is None
    admin.patch(f"records/person/{person}", {"department": None})
    assert api.get("me")["department"] is None
    assert all(row[3] is not None for row in rows(inside, kernel, "_member", "person", person))


def test_two_teams_in_one_day_end_in_the_last(hire: Hire, admin: Api, kernel: str, caller: Callers) -> None:
    person, api = hire("宁波组")
    made = api.post("records/customer", {"name": "一天两组"})["id"]
    for team, sighted in (("杭州组", "luyuanzhou"), ("宁波组", "manager"), ("杭州组", "luyuanzhou")):
        admin.patch(f"records/person/{person}", {"department": {"by": {"name": team}}})
        seeing = {login for login in ("manager", "luyuanzhou") if sees(caller(login, kernel), made)}
        assert seeing == {sighted}


def test_who_heads_a_department_sees_what_is_below(hire: Hire, admin: Api, rep: Api) -> None:
    made = rep.post("records/customer", {"name": "下面的"})["id"]
    person, api = hire("苏州组", roles=["manager"])
    assert not sees(api, made)
    ningbo = admin.get("records/department", filter=["name", "=", "宁波组"])["items"][0]
    admin.patch(f"records/department/{ningbo['id']}", {"manager": person})
    assert sees(api, made)
    admin.patch(f"records/department/{ningbo['id']}", {"manager": ningbo["manager"]["id"]})
    assert not sees(api, made)


LEAVING: list[Callable[[Api, str], Any]] = [
    lambda admin, person: admin.patch(f"records/person/{person}", {"left_on": day(admin, 0)}),
    lambda admin, person: admin.patch(f"records/person/{person}", {"left_on": day(admin, -400)}),
    lambda admin, person: admin.delete(f"records/person/{person}"),
]


@pytest.mark.parametrize("leave", LEAVING)
def test_a_leaver_loses_everything_in_one_transaction(
    hire: Hire, admin: Api, kernel: str, caller: Callers, inside: Any, leave: Callable[[Api, str], Any]
) -> None:
    person, api = hire("宁波组")
    login = api.login
    other = caller(login, kernel)
    with inside(kernel) as work:
        session = sign_in(work, login, "geheim").text
    headers = {"Cookie": f"prooftrail={session}"}
    assert api.client.get("/api/v1/me", headers=headers).status_code == 200
    leave(admin, person)
    answers = [
        api.call("GET", "me"), other.call("GET", "records/customer"),
        other.call("POST", "records/customer", {}), api.client.get("/api/v1/me", headers=headers),
    ]  # fmt: skip
    for answer in answers:
        assert (answer.status_code, code_of(answer.json())) == (401, "not_signed_in")
    body = {"workspace": kernel, "login": login, "password": "geheim"}
    answer = api.client.post("/api/v1/session", json=body)
    assert (answer.status_code, code_of(answer.json())) == (401, "wrong_password")
    with pytest.raises(Exception, match="unknown_login"):
        caller(login, kernel)


def test_who_leaves_on_a_later_day_works_until_then(
    hire: Hire, admin: Api, kernel: str, inside: Any, caller: Callers
) -> None:
    person, api = hire("宁波组")
    admin.patch(f"records/person/{person}", {"left_on": day(admin, 2)})
    assert api.get("records/customer")["items"] == []
    with inside(kernel) as work:
        work.execute(f"update {work.place.schema}._meta set clock = %s", [work.now + timedelta(days=3)])
    try:
        assert code_of(api.get("me", 401)) == "not_signed_in"
        answer = api.client.post(
            "/api/v1/session", json={"workspace": kernel, "login": api.login, "password": "geheim"}
        )
        assert answer.status_code == 401
    finally:
        with inside(kernel) as work:
            work.execute(f"update {work.place.schema}._meta set clock = null")
    assert api.get("me")["login"] == api.login


@pytest.mark.parametrize("back", ["rehired", "restored"])
def test_who_comes_back_signs_in_anew(
    hire: Hire, admin: Api, kernel: str, caller: Callers, back: str
) -> None:
    person, api = hire("宁波组")
    if back == "rehired":
        admin.patch(f"records/person/{person}", {"left_on": day(admin, 0)})
        admin.patch(f"records/person/{person}", {"left_on": None})
    else:
        admin.delete(f"records/person/{person}")
        admin.act("restore_record", {"object": "person"}, person)
    assert api.call("GET", "me").status_code == 401, "old keys stay dead"
    again = caller(api.login, kernel)
    assert [role["key"] for role in again.get("me")["roles"]] == ["rep"]


def test_a_leavers_customers_stay_in_his_teams_sight(
    hire: Hire, admin: Api, kernel: str, caller: Callers
) -> None:
    person, api = hire("宁波组")
    made = api.post("records/customer", {"name": "留下的"})["id"]
    admin.patch(f"records/person/{person}", {"left_on": day(admin, 0)})
    assert sees(caller("manager", kernel), made)


def test_who_owns_customers_is_not_deleted(hire: Hire, admin: Api) -> None:
    person, api = hire("宁波组")
    api.post("records/customer", {"name": "他的"})
    assert code_of(admin.delete(f"records/person/{person}", 409)) == "still_referenced"
    assert api.get("me")["login"] == api.login


def test_only_an_administrator_gives_roles(
    hire: Hire, admin: Api, kernel: str, caller: Callers, people: dict[str, str]
) -> None:
    person, _ = hire("宁波组")
    ops = caller("ops", kernel)
    assert ops.patch(f"records/person/{person}", {"title": "组长"})["title"] == "组长"
    assert ops.patch(f"records/person/{person}", {"roles": ["rep"], "title": "x"})["title"] == "x"
    for roles in (["admin"], [], None, ["rep", "admin"]):
        said = ops.patch(f"records/person/{person}", {"roles": roles}, 403)
        assert code_of(said) == "permission_missing" and faults_of(said) == {"roles"}
    assert code_of(ops.post("records/person", {"name": "x", "roles": ["admin"]}, 403)) == "permission_missing"
    bulk = {"mode": "each", "ops": [{"op": "update", "id": people["ops"], "data": {"roles": ["admin"]}}]}
    assert code_of(ops.post("records/person/bulk", bulk, 200)["results"][0]) == "permission_missing"
    assert ops.post("records/person", {"name": "无角色"})["roles"] is None


def test_roles_there_are_none_of_are_refused(hire: Hire, admin: Api) -> None:
    person, api = hire("宁波组")
    for roles in (["nobody"], ["rep", "REP"], ["rep; drop"], "rep", [5]):
        assert faults_of(admin.patch(f"records/person/{person}", {"roles": roles}, 422)) == {"roles"}
    admin.patch(f"records/person/{person}", {"roles": ["rep", "finance"]})
    assert {role["key"] for role in api.get("me")["roles"]} == {"rep", "finance"}
    assert api.get("records/customer", count="exact", limit=1)["count"] > 40, "the union of both"
    admin.patch(f"records/person/{person}", {"roles": []})
    assert api.get("me")["roles"] == [] and api.get("records/customer")["items"] == []


def department(admin: Api, parent: str | None = None) -> str:
    return str(admin.post("records/department", {"name": f"部{new_id()}", "parent": parent})["id"])


def test_the_tree_has_no_circle(admin: Api) -> None:
    a = department(admin)
    b = department(admin, a)
    c = department(admin, b)
    for record, parent in ((a, a), (a, b), (a, c), (b, c)):
        said = admin.patch(f"records/department/{record}", {"parent": parent}, 422)
        assert faults_of(said) == {"parent"}
    admin.patch(f"records/department/{c}", {"parent": a})
    assert faults_of(admin.delete(f"records/department/{a}", 409)) == set()


def test_not_even_by_a_batch_or_two_at_once(admin: Api, parts: Opened, aside: Aside) -> None:
    a, b = department(admin), department(admin)
    moves = [(a, b), (b, a)]
    ops = [{"op": "update", "id": record, "data": {"parent": parent}} for record, parent in moves]
    assert (
        code_of(admin.post("records/department/bulk", {"mode": "all", "ops": ops}, 422)) == "invalid_fields"
    )
    results = admin.post("records/department/bulk", {"mode": "each", "ops": ops}, 200)["results"]
    assert all("error" in each for each in results)
    calls = [
        aside(admin.call, "PATCH", f"records/department/{record}", {"parent": parent})
        for record, parent in moves
    ]
    assert sorted(call.result().status_code for call in calls) == [200, 422]
    id = new_id()
    own = {"op": "create", "id": id, "data": {"name": "自己", "parent": id}}
    assert "error" in admin.post("records/department/bulk", {"mode": "each", "ops": [own]}, 200)["results"][0]

"""What a leaver's phone had not sent is received, marked, and judged by who headed him."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx
import pytest

from prooftrail.opening import Opened
from prooftrail.platform.people.accounts import open_account, sign_in
from prooftrail.platform.work import Caller
from tests.conftest import Api, Callers

pytestmark = pytest.mark.heavy

CUSTOMER = "走前见的客户"


@dataclass
class Gone:
    """Somebody of the rep's department who has left, and the session of his phone."""

    id: str
    session: str


def calls(client: httpx.Client, session: str, path: str, **how: Any) -> httpx.Response:
    return client.post(f"/api/v1/{path}", headers={"Authorization": f"Bearer {session}"}, **how)


@pytest.fixture
def gone(parts: Opened, own_workspace: str, caller: Callers) -> Gone:
    admin = caller("admin", own_workspace)
    rep = admin.get("records/person", filter=["login", "=", "rep"])["items"][0]
    login = f"x{uuid4().hex[:8]}"
    made = admin.post("records/person", {"name": "周离", "login": login, "roles": ["rep"],
                                         "department": rep["department"]["id"]})  # fmt: skip
    with parts.workspaces.begin(own_workspace, Caller(reason="test")) as work:
        session = sign_in(work, login, open_account(work, login)).text
    assert calls(admin.client, session, "sync/last", json={"ops": []}).status_code == 403
    admin.patch(f"records/person/{made['id']}", {"left_on": "2024-01-01"})
    return Gone(made["id"], session)


def an_op(**more: Any) -> dict[str, Any]:
    name = f"{CUSTOMER}{uuid4().hex[:6]}"
    return {"key": uuid4().hex, "call": "create_customer", "record": str(uuid4()), "input": {"name": name},
            "captured_at": "2026-03-01T09:00:00+08:00", **more}  # fmt: skip


def items(head: Api) -> list[dict[str, Any]]:
    return list(head.get("records/work_item", filter=["source", "=", "phone:left"])["items"])


def test_it_is_received_once_and_taken_over_by_who_headed_him(
    gone: Gone, own_workspace: str, caller: Callers
) -> None:
    client, head = caller("rep", own_workspace).client, caller("manager", own_workspace)
    assert client.get("/api/v1/me", headers={"Authorization": f"Bearer {gone.session}"}).json()["error"][
        "facts"
    ] == {"ended": "left"}
    ops = [an_op(), an_op()]
    for received in (2, 0):
        answer = calls(client, gone.session, "sync/last", json={"ops": ops})
        assert (answer.status_code, answer.json()) == (200, {"received": received})
    (item,) = items(head)
    assert "周离" in item["title"]
    first, second = head.get("left", item=item["id"])["items"]
    assert first["may"] and first["input"] == ops[0]["input"] and first["state"] == "waiting"
    head.get(f"records/customer/{ops[0]['record']}", 404)
    head.post(f"left/{first['id']}/take-over", {}, 200)
    made = head.get(f"records/customer/{ops[0]['record']}")
    assert made["name"] == ops[0]["input"]["name"]
    said = caller("admin", own_workspace).get("events", object="customer", record=made["id"])["items"][0]
    assert said["actor"]["id"] == head.get("me")["id"] and said["because"]["left_by"] == gone.id
    head.post(f"left/{first['id']}/take-over", {}, 409)
    head.post(f"left/{second['id']}/discard", {}, 200)
    head.get(f"records/customer/{ops[1]['record']}", 404)
    found = head.get("left", item=item["id"])["items"]
    assert [each["state"] for each in found] == ["taken", "discarded"]
    caller("rep", own_workspace).get("left", 404, item=item["id"])


def test_photos_come_along_in_the_new_name(gone: Gone, own_workspace: str, caller: Callers) -> None:
    from prooftrail.platform.blueprint.pictures import photo

    client, head = caller("rep", own_workspace).client, caller("manager", own_workspace)
    rep = caller("rep", own_workspace)
    deal = rep.get("records/deal", filter=["owner", "=", rep.get("me")["id"]], limit="1")["items"][0]
    path = "sync/last/files?key=shot&name=a.jpg"
    assert calls(client, gone.session, path, content=photo(3)).status_code == 200
    op = an_op(
        call="log_activity", record=None, input={"id": str(uuid4()), "type": "call", "deal": deal["id"]},
        files=[{"key": "shot", "kind": "site_photo", "told": {"source": "camera", "captured_at": None,
                                                              "place": None}}],
    )  # fmt: skip
    assert calls(client, gone.session, "sync/last", json={"ops": [op]}).status_code == 200
    (item,) = items(head)
    (left,) = head.get("left", item=item["id"])["items"]
    assert left["files"] == 1
    head.post(f"left/{left['id']}/take-over", {}, 200)
    found = head.get("records/evidence", filter=["about", "=", deal["id"]], sort="-received_at")["items"]
    assert found[0]["kind"] == "site_photo" and found[0]["owner"]["id"] == head.get("me")["id"]


def test_no_other_session_hands_anything_over(
    gone: Gone, own_workspace: str, caller: Callers, parts: Opened
) -> None:
    admin = caller("admin", own_workspace)
    body = {"ops": [an_op()]}
    assert calls(admin.client, admin.key, "sync/last", json=body).status_code == 403
    assert calls(admin.client, f"{own_workspace}.{'x' * 43}", "sync/last", json=body).status_code == 403
    for path, ask in (("sync/push", {"ops": []}), ("records/customer", {"name": "x"})):
        assert calls(admin.client, gone.session, path, json=ask).status_code == 401
    admin.act("change_setting", {"key": "phone.hand_over_days", "value": 1})
    with parts.workspaces.begin(own_workspace, Caller(reason="test")) as work:
        table = f"{work.place.schema}._token"
        work.execute(
            f"update {table} set ended_at = ended_at - interval '2 days' where person = %s", [gone.id]
        )
    assert calls(admin.client, gone.session, "sync/last", json=body).status_code == 403
    admin.patch(f"records/person/{gone.id}", {"left_on": None})
    assert calls(admin.client, gone.session, "sync/last", json=body).status_code == 403


def test_a_phone_taken_off_the_list_is_told_so(parts: Opened, own_workspace: str, caller: Callers) -> None:
    client = caller("rep", own_workspace).client
    with parts.workspaces.begin(own_workspace, Caller(reason="test")) as work:
        lost, kept = sign_in(work, "rep", "demo"), sign_in(work, "rep", "demo")
    headers = {"Authorization": f"Bearer {kept.text}"}
    assert client.delete(f"/api/v1/keys/{lost.id}", headers=headers).status_code == 200
    told = client.get("/api/v1/me", headers={"Authorization": f"Bearer {lost.text}"})
    assert (told.status_code, told.json()["error"]["facts"]) == (401, {"ended": "revoked"})
    assert calls(client, lost.text, "sync/last", json={"ops": [an_op()]}).status_code == 403

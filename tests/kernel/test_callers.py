"""Who calls: signing in, sessions, keys and their scopes, and how much one may ask."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from prooftrail.opening import Opened
from tests.conftest import Api, Callers
from tests.kernel.kit import code_of, new_id


@pytest.fixture
def browser(client: Any) -> Iterator[httpx.Client]:
    """A browser of its own, with its own cookies and nobody's throttle."""
    client.app.state.services.throttle._tries.clear()
    with TestClient(client.app, raise_server_exceptions=False) as found:
        yield found
    client.app.state.services.throttle._tries.clear()


def enter(browser: httpx.Client, workspace: Any, login: Any, password: Any = "demo") -> httpx.Response:
    said = {"workspace": workspace, "login": login, "password": password}
    return browser.post("/api/v1/session", json=said)


def test_in_and_out(browser: httpx.Client, kernel: str) -> None:
    assert browser.get("/api/v1/me").status_code == 401
    assert enter(browser, kernel, "rep").status_code == 200
    token = browser.cookies["prooftrail"]
    assert browser.get("/api/v1/me").json()["login"] == "rep"
    assert browser.delete("/api/v1/session").status_code == 200
    browser.cookies.clear()
    stale = browser.get("/api/v1/me", headers={"Cookie": f"prooftrail={token}"})
    assert (stale.status_code, code_of(stale.json())) == (401, "not_signed_in")


def test_every_wrong_way_has_the_same_answer(browser: httpx.Client, kernel: str) -> None:
    wrong = [
        (kernel, "rep", "nope"), (kernel, "nobody", "demo"), ("nowhere", "rep", "demo"),
        (kernel, "REP", "demo"),
        (kernel, "rep' or '1'='1", "demo"), ("ws_kernel", "rep", "demo"), (kernel, "", "demo"),
        (kernel, "rep", ""), ("../x", "rep", "demo"), (kernel, "rep ", "demo"), ("prooftrail", "rep", "demo"),
    ]  # fmt: skip
    answers = [enter(browser, *each) for each in wrong]
    assert {each.status_code for each in answers} <= {401, 422}
    refused = [each for each in answers if each.status_code == 401]
    assert len(refused) >= 9 and len({each.content for each in refused}) == 1
    assert not browser.cookies


FORMS: list[Any] = [
    {}, {"workspace": "x"}, {"workspace": 1, "login": [], "password": {}},
    {"workspace": "\x00", "login": "a", "password": "b"},
    {"workspace": "a", "login": "\ud800", "password": "b"},
    {"workspace": "a", "login": "b", "password": "c", "x": 1},
    {"workspace": "a", "login": "x" * 201, "password": "c"},
]  # fmt: skip


@pytest.mark.parametrize("body", FORMS)
def test_forms_of_another_shape_are_422(browser: httpx.Client, body: Any) -> None:
    assert browser.post("/api/v1/session", content=json.dumps(body)).status_code == 422


def test_ten_failed_tries_a_minute(browser: httpx.Client, kernel: str) -> None:
    statuses = [enter(browser, kernel, "store", "nope").status_code for _ in range(12)]
    assert statuses == [401] * 10 + [429] * 2
    late = enter(browser, kernel, "store")
    assert late.status_code == 429 and 1 <= int(late.headers["Retry-After"]) <= 60
    assert code_of(late.json()) == "too_many_tries"
    assert enter(browser, kernel, "marketing").status_code == 200, "others sign in"
    unknown = [enter(browser, kernel, "nobody").status_code for _ in range(11)]
    assert unknown == [401] * 10 + [429], "an unknown login is slowed down alike"


def test_right_ones_do_not_count(browser: httpx.Client, kernel: str) -> None:
    assert {enter(browser, kernel, "rep").status_code for _ in range(12)} == {200}


TOKENS = ["", "x", "pt_", "pt_kernel_", "kernel.", "kernel.x", ".", "pt_kernel_" + "a" * 43,
          "demo." + "x" * 43,
          "pt_no_such_place_" + "b" * 43, "x" * 5000, "pt_..._" + "c" * 43, "é" * 20]  # fmt: skip


@pytest.mark.parametrize("token", TOKENS)
def test_tokens_nobody_gave_are_401(client: httpx.Client, kernel: str, token: str) -> None:
    for headers in ({"Authorization": f"Bearer {token}".encode()}, {"Cookie": f"prooftrail={token}".encode()},
                    {"Authorization": f"Basic {token}".encode()}, {}):  # fmt: skip
        answer = client.get("/api/v1/records/customer", headers=headers)
        assert (answer.status_code, code_of(answer.json())) == (401, "not_signed_in")


def test_a_key_of_one_workspace_opens_no_other(rep: Api, demo: str, kernel: str) -> None:
    assert demo != kernel
    forged = rep.key.replace(f"pt_{kernel}_", f"pt_{demo}_")
    answer = rep.client.get("/api/v1/me", headers={"Authorization": f"Bearer {forged}"})
    assert answer.status_code == 401


def test_an_expired_key_is_401(kernel: str, caller: Callers, inside: Any, parts: Opened) -> None:
    from prooftrail.platform.people.accounts import token_hash

    api = caller("rep", kernel)
    with inside(kernel) as work:
        work.execute(
            f"update {work.place.schema}._token set expires_at = %s where hash = %s",
            [work.real_now, token_hash(api.key)],
        )
    assert api.call("GET", "me").status_code == 401


def test_a_key_may_only_what_its_scopes_say(kernel: str, caller: Callers, people: dict[str, str]) -> None:
    reader = caller("admin", kernel, ["customer:read"])
    writer = caller("admin", kernel, ["customer:write", "permission:trash:restore"])
    made = writer.post("records/customer", {"name": "钥匙"})["id"]
    assert reader.get(f"records/customer/{made}")["name"] == "钥匙"
    assert code_of(reader.patch(f"records/customer/{made}", {"phone": "1"}, 403)) == "record_read_only"
    assert code_of(reader.delete(f"records/customer/{made}", 403)) == "record_read_only"
    assert code_of(reader.post("records/customer", {"name": "x"}, 403)) == "may_not_create"
    for api in (reader, writer):
        assert api.get("records/deal")["items"] == []
        assert code_of(api.post("records/deal", {"name": "x"}, 403)) == "may_not_create"
        told = api.get("events", limit=500)["items"]
        assert {each["object"] for each in told} <= {"customer", None}
    assert code_of(reader.get("records/customer", 403, deleted="only")) == "permission_missing"
    writer.delete(f"records/customer/{made}")
    writer.act("restore_record", {"object": "customer"}, made)
    assert caller("admin", kernel, []).get("records/customer")["items"] == []
    assert caller("rep", kernel, ["*:read"]).get("records/customer", limit=1, count="exact")["count"] < 2000


def test_a_share_is_no_way_round_a_keys_scopes(
    rep: Api, rep2: Api, kernel: str, caller: Callers, people: dict[str, str]
) -> None:
    made = rep2.post("records/customer", {"name": "共享的"})["id"]
    rep2.act("share_record", {"object": "customer", "person": people["rep"], "may_write": True}, made)
    assert rep.patch(f"records/customer/{made}", {"phone": "1"})["phone"] == "1"
    other, reader = caller("rep", kernel, ["deal:read"]), caller("rep", kernel, ["customer:read"])
    other.get(f"records/customer/{made}", 404)
    assert other.get("records/customer")["items"] == []
    reader.get(f"records/customer/{made}")
    assert code_of(reader.patch(f"records/customer/{made}", {"phone": "2"}, 403)) == "record_read_only"


def test_so_many_calls_a_minute_and_then_429(kernel: str, caller: Callers, inside: Any) -> None:
    with inside(kernel) as work:
        work.execute(
            f"insert into {work.place.schema}._setting (key, value, since) "
            "values ('keys.calls_per_minute', '5', %s)",
            [work.now],
        )
    try:
        api = caller("rep", kernel)
        statuses = [api.call("GET", "me").status_code for _ in range(7)]
        assert statuses == [200] * 5 + [429] * 2
        late = api.call("POST", "records/customer", {"name": "x"})
        assert late.status_code == 429 and int(late.headers["Retry-After"]) > 0
        assert caller("rep", kernel).call("GET", "me").status_code == 200, "each key for itself"
    finally:
        with inside(kernel) as work:
            work.execute(f"delete from {work.place.schema}._setting where key = 'keys.calls_per_minute'")


def test_ones_own_language(browser: httpx.Client, kernel: str) -> None:
    enter(browser, kernel, "delivery")
    said = browser.patch("/api/v1/me", json={"locale": "en"})
    assert said.status_code == 200 and said.json()["locale"] == "en"
    missing = f"/api/v1/records/customer/{new_id()}"
    assert browser.get(missing).json()["error"]["message"] == "It does not exist, or you cannot see it"
    chinese = browser.get(missing, headers={"Accept-Language": "zh"}).json()["error"]["message"]
    assert chinese == "没有这一条，或你看不到"
    for locale in ("fr", None, 5, ["en"], ""):
        assert browser.patch("/api/v1/me", json={"locale": locale}).status_code == 422
    browser.patch("/api/v1/me", json={"locale": "zh"})


def test_a_cookie_writes_only_from_our_own_pages(browser: httpx.Client, kernel: str) -> None:
    enter(browser, kernel, "rep")
    for headers in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
    ):
        answer = browser.post("/api/v1/records/customer", json={"name": "x"}, headers=headers)
        assert (answer.status_code, code_of(answer.json())) == (403, "foreign_origin")
    assert browser.post("/api/v1/records/customer", json={"name": "自家"}).status_code == 201


def test_through_anothers_eyes_one_only_looks(
    browser: httpx.Client, kernel: str, rep: Api, people: dict[str, str], customer: dict[str, Any]
) -> None:
    enter(browser, kernel, "director")
    assert browser.post("/api/v1/session/view-as", json={"login": "rep"}).status_code == 200
    shown = browser.get("/api/v1/me").json()
    assert shown["view_as"]["id"] == people["rep"]
    path = f"/api/v1/records/customer/{customer['id']}"
    assert browser.get(path).status_code == 200
    bulk = {"mode": "each", "ops": [{"op": "create", "data": {}}]}
    writes = [
        browser.patch(path, json={"phone": "1"}), browser.delete(path),
        browser.patch("/api/v1/me", json={"locale": "en"}),
        browser.post("/api/v1/records/customer", json={"name": "x"}),
        browser.post("/api/v1/records/customer/bulk", json=bulk),
        browser.post("/api/v1/files", files={"file": ("a.txt", b"x")}),
        browser.post("/api/v1/session/view-as", json={"login": "admin"}),
    ]  # fmt: skip
    assert {each.status_code for each in writes} == {403}
    assert browser.delete("/api/v1/session/view-as").status_code == 200
    assert browser.get("/api/v1/me").json()["view_as"] is None

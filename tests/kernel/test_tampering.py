"""Requests nobody's page would send: every one ends in a 4xx that says what is wrong."""

import json
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from tests.conftest import Api, Callers
from tests.kernel.kit import code_of, error_of, faults_of, new_id

UNKNOWN: list[tuple[str, str]] = [
    ("records/customer", "foo=1"), ("records/customer", "limit=1&limit=2"), ("records/customer", "Limit=1"),
    ("records/customer", "filter=&filter="), ("records/customer", "fields=name&fields=id"),
    ("records/customer", "="), ("records/customer", "%00=1"), ("records/customer", "count[]=exact"),
    ("me", "x=1"), ("objects", "x"), ("actions", "x=1"), ("processes", "object=deal&x=1"), ("events", "x=1"),
    ("search", "q=a&q=b"), ("search", "%F0%9F%98%80=1"),
]  # fmt: skip


def ask(api: Api, path: str, query: str = "", method: str = "GET", body: Any = None) -> httpx.Response:
    """One request with the query exactly as it stands."""
    return api.call(method, f"{path}?{query}" if query else path, body)


@pytest.mark.parametrize(("path", "query"), UNKNOWN)
def test_unknown_and_doubled_parameters_are_422(admin: Api, path: str, query: str) -> None:
    answer = ask(admin, path, query)
    assert (answer.status_code, code_of(answer.json())) == (422, "unknown_parameter"), answer.text


@pytest.mark.parametrize(
    "limit", ["0", "-1", "501", "x", "1.0", "1e2", "", "²", "٣", "１", " 1", "9" * 30, "0x1", "null", "%00"]
)
def test_limits_from_1_to_500(admin: Api, limit: str) -> None:
    for path in ("records/customer", "events"):
        answer = ask(admin, path, f"limit={quote(limit)}")
        assert (answer.status_code, code_of(answer.json())) == (422, "bad_limit"), (path, limit)


@pytest.mark.parametrize("query", ["fields=nope", "fields=name,", "fields=,", "fields=id", "fields=name,name",
                                   "fields=salt",
                                   "fields=customer.name", "fields=%00", "fields=*"])  # fmt: skip
def test_fields_are_those_there_are(rep: Api, query: str) -> None:
    answer = ask(rep, "records/customer", f"{query}&limit=2")
    names = [name for name in query.removeprefix("fields=").split(",") if name]
    if {"nope", "salt", "customer.name", "%00", "*"} & set(names):
        assert (answer.status_code, code_of(answer.json())) == (422, "unknown_field")
        return
    wanted = set(names) | {"id", "version"} if names else None
    for row in answer.json()["items"]:
        assert wanted is None or set(row) == wanted
        assert list(row)[:2] == ["id", "version"]


@pytest.mark.parametrize("name", ["nothing", "_account", "pg_class", "Customer", "customer;",
                                  "ws_kernel.customer", "%00", "😀",
                                  "x_thing2", "customer%20", "..", "x" * 3000])  # fmt: skip
def test_objects_there_are_none_of_are_404(admin: Api, name: str) -> None:
    one = f"records/{name}/{new_id()}"
    bulk = {"mode": "each", "ops": [{"op": "create", "data": {}}]}
    calls: list[tuple[str, str, Any]] = [
        ("GET", f"records/{name}", None), ("POST", f"records/{name}", {}),
        ("POST", f"records/{name}/bulk", bulk),
        ("GET", one, None), ("PATCH", one, {}), ("DELETE", one, None), ("GET", f"{one}/gate", None),
        ("POST", f"records/{name}/aggregate", {"measures": {"n": ["count"]}}),
        ("GET", f"events?object={name}", None), ("GET", f"processes?object={name}", None),
    ]  # fmt: skip
    for method, path, body in calls:
        answer = admin.call(method, path, body)
        assert answer.status_code in (404, 405), (method, path, answer.text)
        assert error_of(answer.json())["remedy"]


def test_what_is_missing_and_what_is_out_of_scope_look_alike(rep: Api, rep2: Api) -> None:
    hidden = rep2.post("records/customer", {"name": "墙后", "code": new_id()[-12:]})["id"]
    deal = rep2.post("records/deal", {"name": "墙后"})["id"]
    for object, id in (("customer", hidden), ("deal", deal)):
        one = "records/{}/{}"
        calls: list[tuple[str, str, Any]] = [
            ("GET", one, None), ("PATCH", one, {"name": "x"}), ("PATCH", one, {}),
            ("PATCH", one, {"version": 99}),
            ("PATCH", one, {"nope": 1}), ("DELETE", one, None), ("GET", f"{one}/gate", None),
        ]  # fmt: skip
        for method, path, body in calls:
            there = rep.call(method, path.format(object, id), body)
            nowhere = rep.call(method, path.format(object, new_id()), body)
            assert (there.status_code, there.content) == (nowhere.status_code, nowhere.content), (
                method,
                body,
            )
            assert there.status_code in (404, 422)
        for said in (id, {"by": {"name": "墙后"}}):
            error = error_of(rep.post("records/deal", {"name": "x", "customer": said}, 422))
            assert error["facts"].keys() <= {"object", "to"} and error["fields"].keys() == {"customer"}


def test_by_a_hidden_field_names_nobody(kernel: str, caller: Callers, admin: Api) -> None:
    phone = new_id()[-12:]
    admin.post("records/customer", {"name": "藏", "phone": phone})
    answers = [
        caller(login, kernel).post("records/evidence", {"kind": "x", "about": said}, 422)
        for login in ("presales", "legal")
        for field in ("phone", "annual_purchase", "nope")
        for said in ({"object": "customer", "id": {"by": {field: phone}}}, {"by": {field: phone}})
    ]
    assert "藏" not in json.dumps(answers, ensure_ascii=False)
    body = {"name": "x", "customer": {"by": {"phone": phone}}}
    assert admin.post("records/deal", body)["customer"]["label"] == "藏"
    for field in ("nope", "salt", "owner", "id", "annual_purchase"):
        said = admin.post("records/deal", {"name": "x", "customer": {"by": {field: phone}}}, 422)
        assert faults_of(said) == {"customer"}


def test_fields_out_of_sight_are_unknown_to_writes_too(kernel: str, caller: Callers, rep: Api) -> None:
    customer = rep.post("records/customer", {"name": "只读"})["id"]
    said = rep.patch(f"records/customer/{customer}", {"grade": "A"}, 403)
    assert (code_of(said), faults_of(said)) == ("field_forbidden", {"grade"})
    assert code_of(rep.post("records/customer", {"name": "x", "grade": "A"}, 403)) == "field_forbidden"
    manager_bulk = {"mode": "each", "ops": [{"op": "create", "data": {"name": "x", "grade": None}}]}
    assert code_of(rep.post("records/customer/bulk", manager_bulk, 200)["results"][0]) == "field_forbidden"


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT", "TRACE", "PROPFIND", "CONNECT"])
def test_other_methods_are_no_5xx(admin: Api, method: str) -> None:
    for path in ("records/customer", f"records/customer/{new_id()}", "me", "session", "nothing", "files"):
        answer = admin.call(method, path)
        assert answer.status_code in (200, 404, 405), (method, path, answer.status_code)
        if answer.content:
            assert error_of(answer.json())["remedy"]


@pytest.mark.parametrize("path", ["/%00", "/a%00b", "/" + "x" * 5000, "/..%2f..%2fetc%2fpasswd", "/m/%ff",
                                  "/%F0%9F%98%80.js",
                                  "//etc/passwd", "/assets/../../app.py", "/api", "/api/", "/api/v1",
                                  "/api/v2/me", "/.env",
                                  "/assets/nothing.js", "/%5c..%5c", "/a/" * 300])  # fmt: skip
def test_pages_there_are_none_of(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (200, 404), answer.text
    if answer.status_code == 404:
        assert error_of(answer.json())["code"] == "no_such_address"
    else:
        assert answer.headers["content-type"].startswith("text/html") and "root:" not in answer.text


CALLS: list[Any] = [
    {"type": "nope"}, {"type": "\ud800"}, {"type": "call", "topic": "\x00"},
    {"type": "call", "occurred_at": "x"},
    {"type": "call", "deal": {"id": []}}, {"type": "call", "customer": [1]}, {"type": "call", "id": "x"},
    {"type": "call", "evidence": [{"kind": "site_photo", "file": new_id()}]}, {"type": "visit"}, {},
    {"type": "call", "place": {"lat": "1e400"}}, {"type": "call", "evidence": {}}, {"type": ["call"]},
]  # fmt: skip
NO_INPUTS: list[tuple[str, Any]] = [
    *(("log_activity", {"input": each}) for each in CALLS),
    ("advance_stage", {}), ("advance_stage", {"input": {}}), ("advance_stage", {"input": []}),
    ("advance_stage", []), ("advance_stage", {"record": "x", "input": {"object": "deal"}}),
    ("advance_stage", {"record": 5, "input": {"object": "deal"}}), ("advance_stage", {"x": 1}),
    ("advance_stage", {"input": {"object": "deal"}}), ("advance_stage", {"input": {"object": 5}}),
    ("advance_stage", {"record": new_id(), "input": {"object": "deal", "x": 1}}),
    ("share_record", {"record": new_id(), "input": {"object": "customer"}}),
    ("share_record", {"input": {"object": "customer", "person": new_id()}}),
    ("restore_record", {"input": {"object": "customer"}}), ("restore_record", {"input": {"object": 7}}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "body"), NO_INPUTS)
def test_inputs_of_another_shape_are_422(admin: Api, name: str, body: Any) -> None:
    answer = admin.call("POST", f"actions/{name}", body)
    assert answer.status_code == 422, answer.text
    assert error_of(answer.json())["fields"] or name == "share_record"


def test_actions_on_what_is_not_there_are_404(admin: Api) -> None:
    for name, input in (("advance_stage", {"object": "deal"}), ("restore_record", {"object": "deal"}),
                        ("share_record", {"object": "deal", "person": new_id()}), ("nothing", {}),
                        ("advance_stage", {"object": "no"})):  # fmt: skip
        admin.act(name, input, new_id(), 404)
    broken = admin.act("restore_record", {"object": "\x00"}, new_id(), 422)
    assert broken["error"]["fields"].keys() == {"object"}
    admin.act("advance_stage", {"object": "customer"}, new_id(), 422)


def test_sharing_is_for_who_may_write(
    rep: Api, rep2: Api, kernel: str, caller: Callers, people: dict[str, str]
) -> None:
    mine = rep.post("records/customer", {"name": "共享"})["id"]
    finance = caller("finance", kernel)
    share = {"object": "customer", "person": people["rep2"]}
    assert code_of(finance.act("share_record", share, mine, 403)) == "record_read_only"
    assert code_of(rep2.act("share_record", share, mine, 404)) == "record_missing"
    assert faults_of(rep.act("share_record", {"object": "customer", "person": new_id()}, mine, 422)) == {
        "person"
    }
    rep.act("share_record", share, mine)
    assert rep2.get(f"records/customer/{mine}")["name"] == "共享"
    assert code_of(rep2.act("share_record", share, mine, 403)) == "record_read_only"
    rep.act("share_record", share | {"remove": True}, mine)
    rep2.get(f"records/customer/{mine}", 404)


def test_no_answer_shows_another_content_type(rep: Api) -> None:
    made = rep.post("records/customer", {"name": "<script>alert(1)</script>"})
    answer = rep.call("GET", f"records/customer/{made['id']}")
    assert answer.headers["content-type"] == "application/json"
    assert (
        answer.headers["x-content-type-options"] == "nosniff"
        and answer.headers["cache-control"] == "no-store"
    )

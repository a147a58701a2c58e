"""Records leave as files only with permission, in scope, counted, recorded, and harmless to open."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import httpx
import pytest

from prooftrail.platform.exports.cells import harmless
from tests.conftest import Api, Callers
from tests.walls.test_feed_scope import end, items, make


@pytest.fixture
def login(demo: str, caller: Callers) -> Callers:
    return caller


@pytest.fixture
def export(wire: httpx.Client) -> Callable[..., httpx.Response]:
    def get(api: Api, object: str = "customer", **params: Any) -> httpx.Response:
        said = {key: json.dumps(value) if isinstance(value, list) else value for key, value in params.items()}
        language = said.pop("language", "zh")
        headers = {"authorization": f"Bearer {api.key}", "accept-language": language}
        return wire.get(f"/api/v1/records/{object}/export", params=said, headers=headers)

    return get


def table(answer: httpx.Response) -> list[dict[str, str]]:
    assert answer.status_code == 200, answer.text
    assert answer.content.startswith("\ufeff".encode())
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


def test_the_file_holds_what_the_list_holds(login: Callers, export: Callable[..., httpx.Response]) -> None:
    manager = login("manager")
    rows = table(export(manager, sort="name", fields="name,owner,grade,annual_purchase,created_at"))
    listed = manager.get("records/customer", sort="name", limit=500)["items"]
    assert [row["客户名称"] for row in rows] == [each["name"] for each in listed] and len(rows) > 5
    first = listed[0]
    assert rows[0]["负责人"] == first["owner"]["label"]
    assert rows[0]["年采购额"] == (first["annual_purchase"] or {"amount": ""})["amount"]
    assert next(row["等级"] for row in rows if row["等级"]).endswith("类")
    assert rows[0]["创建时间"][4] == "-"
    some = table(export(manager, filter=["name", "=", first["name"]], language="en"))
    assert [row["Name"] for row in some] == [first["name"]]


def test_who_may_not_export_is_refused(login: Callers, export: Callable[..., httpx.Response]) -> None:
    assert export(login("rep")).json()["error"]["code"] == "permission_missing"
    assert export(login("manager"), "contact").json()["error"]["code"] == "may_not_export"
    assert export(login("manager"), "contact").status_code == 403
    narrow = login("manager", scopes=["customer:read"])
    assert export(narrow).json()["error"]["code"] == "permission_missing"
    hidden = export(login("finance"), "deal", filter=["secret_field", "=", "x"])
    assert hidden.status_code == 422
    for params in ({"format": "xlsx"}, {"limit": "5"}, {"sort": "place"}):
        assert export(login("manager"), **params).status_code == 422, params
    assert export(login("manager"), "nothing").status_code == 404


def test_it_is_recorded_with_filter_and_count_before_the_first_byte(
    login: Callers, export: Callable[..., httpx.Response]
) -> None:
    manager, admin = login("manager"), login("admin")
    mark = end(admin)
    wanted = ["grade", "=", "A"]
    rows = table(export(manager, filter=wanted, search=""))
    noted = [each for each in items(admin, mark) if each["action"] == "records.exported"]
    assert len(noted) == 1 and noted[0]["object"] == "customer" and noted[0]["record"] is None
    assert noted[0]["because"] == {"format": "csv", "count": len(rows), "filter": wanted}
    assert noted[0]["actor"]["id"] == manager.get("me")["id"]


def test_more_than_a_setting_allows_is_refused_with_a_way_out(
    login: Callers, export: Callable[..., httpx.Response], own_workspace: str, inside: Callable[..., Any]
) -> None:
    admin = login("admin", own_workspace)
    with inside(own_workspace) as work:
        work.execute(
            f"insert into {work.place.schema}._setting (key, value, since) "
            "values ('export.most_rows', '7', %s)",
            [work.now],
        )
    error = export(admin).json()["error"]
    assert error["code"] == "export_too_large" and error["facts"] == {"most": 7} and error["remedy"]
    assert len(table(export(admin, filter=["name", "=", "nobody"]))) == 0
    assert not any(e["action"] == "records.exported" and e["because"]["count"] > 7 for e in items(admin, ""))


def test_no_cell_is_a_formula(login: Callers, export: Callable[..., httpx.Response]) -> None:
    rep, ops = login("rep"), login("ops")
    mark = uuid4().hex[:8]
    nasty = ["=1+1", "+86 138", "-1+2", "@SUM(A1)", "＝1", "ok"]
    for at, text in enumerate(nasty):
        make(rep, name=f"{text}{mark}{at}", phone=text)
    rows = table(export(ops, search=mark, fields="name,phone"))
    assert len(rows) == len(nasty)
    for cell in (cell for row in rows for cell in row.values()):
        assert cell[:1] not in tuple("=+-@\t\r＝"), cell
    assert {row["电话"] for row in rows} == {"'=1+1", "'+86 138", "'-1+2", "'@SUM(A1)", "'＝1", "ok"}
    assert harmless("-12.50") == "-12.50" and harmless("\t=1") == "'\t=1" and harmless(" =1") == "' =1"


def test_hidden_fields_and_labels_out_of_scope_stay_out(
    login: Callers, export: Callable[..., httpx.Response]
) -> None:
    rep2, ops = login("rep2"), login("ops")
    customer = make(rep2, phone="0571-hidden")
    deal = ops.post("records/deal", {"name": "跨组商机", "customer": customer["id"], "amount": "31415926.00"})
    rep_id = login("rep").get("me")["id"]
    ops.patch(f"records/deal/{deal['id']}", {"owner": rep_id})
    rows = table(export(login("manager"), "deal", filter=["id", "=", deal["id"]]))
    assert rows[0]["金额"] == "31415926.00" and rows[0]["客户"] == ""
    assert customer["name"] not in str(rows)
    presales = export(login("presales"), "deal")
    assert presales.status_code == 403


def test_view_as_takes_nothing_out(
    login: Callers, wire: httpx.Client, export: Callable[..., httpx.Response]
) -> None:
    with httpx.Client(base_url=wire.base_url) as browser:
        signed = browser.post(
            "/api/v1/session", json={"workspace": "demo", "login": "ops", "password": "demo"}
        )
        assert signed.status_code == 200
        assert browser.get("/api/v1/records/customer/export").status_code == 200
        assert browser.post("/api/v1/session/view-as", json={"login": "manager"}).status_code == 200
        refused = browser.get("/api/v1/records/customer/export")
        assert refused.status_code == 403 and refused.json()["error"]["code"] == "view_as_read_only"

"""A request from being asked for to being confirmed, who may do what, and what is counted."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from prooftrail.platform.people.actor import system
from prooftrail.platform.values import uuid7
from prooftrail.platform.work import Work
from prooftrail.sales.requests.sweeping import mark_late
from tests.automation.conftest import published, reacted
from tests.conftest import Api
from tests.requests.conftest import a_deal, items, raised, row


def test_asked_taken_on_delivered_confirmed(rep: Api, presales: Api) -> None:
    deal = a_deal(rep)
    request = raised(rep, deal, note="二期冷库，带节能测算")
    mine = row(rep, request)
    assert mine["state"] == "raised" and mine["owner"]["label"] == "吴思源"
    assert mine["asked_by"]["label"] == "顾晓棠" and mine["deal"]["id"] == deal
    assert [(each["state"], each["kind"]) for each in items(presales, request)] == [("open", "request")]
    presales.act("accept_request", {}, request)
    assert float(row(rep, request)["response_hours"]) == 0 and row(rep, request)["answered_in_time"] is True
    file = presales.upload(b"demo notes", "notes.txt")
    presales.act("deliver_request", {"result": "已演示，客户认可", "files": [file]}, request)
    delivered = row(rep, request)
    assert delivered["state"] == "delivered" and delivered["delivered_in_time"] is True
    assert [each["name"] for each in delivered["files"]] == ["notes.txt"]
    assert rep.call("GET", f"files/{file}").status_code == 200
    rep.act("confirm_request", {}, request)
    assert row(presales, request)["state"] == "confirmed"
    assert {each["state"] for each in items(presales, request)} == {"resolved"}
    assert len(items(presales, request)) == 2, "one to answer, one to deliver"
    again = rep.act("confirm_request", {}, request, status=409)
    assert again["error"]["code"] == "request_moved_on"


def test_handed_back_with_a_reason_and_asked_again(rep: Api, presales: Api) -> None:
    request = raised(rep)
    presales.act("hand_back_request", {"reason": " "}, request, status=422)
    presales.act("hand_back_request", {"reason": "缺现场尺寸"}, request)
    assert (row(rep, request)["state"], row(rep, request)["reason"]) == ("handed_back", "缺现场尺寸")
    rep.act("reopen_request", {"reason": "尺寸补齐了"}, request)
    anew = row(rep, request)
    assert (anew["state"], anew["reopened"]) == ("raised", 1)
    assert [each["state"] for each in items(presales, request)] == ["resolved", "open"]


def test_each_deed_is_whose_it_is(rep: Api, rep2: Api, manager: Api, presales: Api) -> None:
    request = raised(rep)
    assert rep.act("accept_request", {}, request, status=403)["error"]["code"] == "request_not_yours"
    assert rep2.act("accept_request", {}, request, status=404)["error"]["code"] == "record_missing"
    refused = presales.act("reopen_request", {"reason": "x"}, request, status=403)
    assert refused["error"]["code"] == "request_not_asked_by_you"
    assert row(manager, request)["id"] == request, "who sees the customer sees what is asked for him"
    presales.act("deliver_request", {"result": ""}, request, status=422)
    rep.post("records/team_request", {"title": "自己写一条"}, status=403)
    rep.act("raise_request", {"kind": "haircut"}, a_deal(rep), status=422)
    rep.act("raise_request", {"kind": "demo", "wanted_on": "2001-01-01"}, a_deal(rep), status=422)
    rep.act("raise_request", {"kind": "demo"}, a_deal(rep2), status=404)


def test_under_one_key_once_however_many_ask(rep: Api) -> None:
    deal = a_deal(rep)
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: raised(rep, deal, dedupe="演示:一次"), range(4)))
    assert len(set(made)) == 1
    assert raised(rep, deal, dedupe="演示:二次") not in made


def test_an_offline_request_is_raised_once(rep: Api) -> None:
    deal, key, id = a_deal(rep), uuid4().hex, str(uuid7())
    input = {"kind": "material", "id": id, "deal": deal}
    op = {"key": key, "call": "raise_request", "input": input, "captured_at": "2026-01-05T10:00:00+08:00"}
    for _ in range(2):
        (result,) = rep.post("sync/push", {"ops": [op]}, 200)["results"]
        assert result["status"] == 200, result
    mine = rep.get("records/team_request", filter=["deal", "=", deal])["items"]
    assert [each["id"] for each in mine] == [id] and mine[0]["owner"]["label"] == "叶梓萱"


def test_a_visit_raises_one_demo_by_rule(rep: Api, admin: Api, shop: str, parts: Any) -> None:
    request_of = {"kind": "demo", "object": "activity", "dedupe": "rule:demo", "note": "{next_step}"}
    key = f"demo_{uuid4().hex[:6]}"
    published(admin, {
        "key": key, "label": {"zh": "要演示", "en": "Demo wanted"}, "object": "activity",
        "when": {"on": "record", "events": ["created"]}, "if": {"filter": ["next_step", "contains", "演示"]},
        "then": [{"action": "raise_request", "record": "$record", "input": request_of}],
    })  # fmt: skip
    deal = a_deal(rep)
    for _ in range(2):
        rep.act("log_activity", {"type": "visit", "deal": deal, "topic": "看现场", "next_step": "安排演示"})
    reacted(parts, shop)
    admin.act("retire_rule", {"key": key})
    mine = rep.get("records/team_request", filter=["deal", "=", deal])["items"]
    assert len(mine) == 1 and mine[0]["asked_by"]["label"] == "顾晓棠" and mine[0]["note"] == "安排演示"


def test_late_is_marked_once_and_the_week_is_weighed(
    rep: Api, director: Api, presales: Api, inside: Any, shop: str
) -> None:
    request = raised(rep, hours="6.5")
    with inside(shop) as work:
        mark_late(work)  # the demo's own
        assert mark_late(work) == 0
        _pass(work, request)
        with work.acting(system("tests")):
            assert mark_late(work) >= 1 and mark_late(work) == 0
    late = row(presales, request)
    assert late["overdue"] is True and late["answered_in_time"] is False
    (open_,) = director.post("metrics/requests_overdue/query", {}, 200)["rows"]
    assert int(open_["value"]) >= 1 and open_["records"]["late"]["count"] >= 1
    presales.act("accept_request", {}, request)
    assert row(rep, request)["overdue"] is False and row(rep, request)["answered_in_time"] is False
    weeks = director.get("records/team_week", filter=["week_on", "=", _monday(row(rep, request)["due_at"])])[
        "items"
    ]
    mine = [each for each in weeks if each["unit"]["label"] == "技术支持部"]
    assert (
        len(mine) == 1
        and float(mine[0]["asked"]) >= 6.5
        and float(mine[0]["capacity"]) == mine[0]["days"] * 4
    )
    for key in ("team_saturation", "cross_team_response", "request_response_hours", "next_week_gap"):
        assert director.post(f"metrics/{key}/query", {}, 200)["rows"], key


def _pass(work: Work, request: str) -> None:
    """Its times are over."""
    values = {"respond_by": (work.now - timedelta(hours=1)).isoformat()}
    with work.acting(system("tests")):
        work.records.update("team_request", UUID(request), values, loose=True)


def _monday(at: str) -> str:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    day = datetime.fromisoformat(at).astimezone(ZoneInfo("Asia/Shanghai")).date()
    return (day - timedelta(days=day.weekday())).isoformat()

"""What a phone did without signal: each op the ordinary call, once, in order, with the ordinary refusal."""

import json
from typing import Any
from uuid import uuid4

import pytest

from prooftrail.platform.blueprint.pictures import photo
from tests.conftest import Api, Callers

HERE = {"lat": 29.8, "lng": 121.5}
NEAR = {"lat": 29.8005, "lng": 121.5, "accuracy_m": 12}


@pytest.fixture
def rep(demo: str, caller: Callers) -> Api:
    return caller("rep")


@pytest.fixture
def deal(rep: Api) -> dict[str, Any]:
    customer = rep.post("records/customer", {"name": f"宁波离线冷链{uuid4().hex[:6]}", "place": HERE})
    return dict(rep.post("records/deal", {"name": "离线一号", "customer": customer["id"]}))


def op(call: str, record: str | None = None, **said: Any) -> dict[str, Any]:
    return {"key": uuid4().hex, "call": call, "record": record, "input": {}, **said}


def push(api: Api, *ops: dict[str, Any]) -> list[dict[str, Any]]:
    return list(api.post("sync/push", {"ops": list(ops)}, 200)["results"])


def codes(results: list[dict[str, Any]]) -> list[Any]:
    return [each["error"]["code"] if "error" in each else each["status"] for each in results]


def test_a_days_work_goes_in_one_call_and_once(rep: Api, deal: dict[str, Any]) -> None:
    now = str(rep.get("me")["now"])
    shots = [
        rep.upload(photo(uuid4().int % 10**9), captured_at=now, place=NEAR, source="camera") for _ in range(3)
    ]
    said = {"type": "survey", "deal": deal["id"], "topic": "看机房", "next_step": "出方案"}
    log = op("log_activity", input=said | {"evidence": [{"kind": "site_photo", "file": x} for x in shots]})
    change = op("change_deal", deal["id"], version=deal["version"], input={"amount": "12000.00"})
    first = push(rep, log, change)
    assert codes(first) == [200, 200]
    assert first[0]["result"]["result"]["advanced"]["to"] == "engaging"
    assert push(rep, log, change) == first
    assert len(rep.get("records/activity", filter=["deal", "=", deal["id"]])["items"]) == 1
    assert len(rep.get("records/evidence", filter=["about", "=", deal["id"]])["items"]) == 3


def test_records_are_made_changed_and_deleted_in_order(caller: Callers) -> None:
    admin = caller("admin")
    id, name = str(uuid4()), f"路上新客户{uuid4().hex[:6]}"
    made = op("create_customer", id, input={"name": name})
    results = push(
        admin, made, op("PATCH /api/v1/records/customer/" + id, input={"phone": "13800000000"}),
        op("delete_customer", id, version=2),
    )  # fmt: skip
    assert codes(results) == [201, 200, 200]
    assert [each["result"]["version"] for each in results] == [1, 2, 3]
    assert results[0]["key"] == made["key"]
    admin.get(f"records/customer/{id}", 404)


def test_the_same_key_by_the_ordinary_call_is_the_same_write(rep: Api, deal: dict[str, Any]) -> None:
    said = op("log_activity", input={"type": "call", "deal": deal["id"], "topic": "报价"})
    first = push(rep, said)[0]
    text = json.dumps({"input": said["input"]}, ensure_ascii=False, separators=(",", ":"))
    again = rep.call("POST", "actions/log_activity", content=text.encode(),
                     headers={"Idempotency-Key": said["key"]})  # fmt: skip
    assert again.headers["Idempotent-Replay"] == "true" and again.json() == first["result"]
    other = push(rep, said | {"input": {"type": "call", "deal": deal["id"], "topic": "另一件"}})
    assert codes(other) == ["key_reused"]


def test_what_was_done_earlier_happened_earlier(rep: Api, deal: dict[str, Any]) -> None:
    said = {"type": "call", "deal": deal["id"], "topic": "昨天的电话"}
    early, ahead = (
        op("log_activity", input=said, captured_at=at)
        for at in ("2026-01-05T09:30:00+08:00", "2199-01-01T00:00:00Z")
    )
    ids = [each["result"]["result"]["activity"] for each in push(rep, early, ahead)]
    times = [rep.get(f"records/activity/{id}")["occurred_at"] for id in ids]
    assert times[0].startswith("2026-01-05T01:30") and not times[1].startswith("2199")


def test_a_forged_op_meets_the_ordinary_refusal_and_is_recorded(
    rep: Api, deal: dict[str, Any], caller: Callers
) -> None:
    path = f"records/deal/{deal['id']}"
    forged = [
        op("change_deal", deal["id"], input={"stage": "engaging"}),
        op("change_deal", deal["id"], input={"stage": "won"}),
        op("advance_stage", deal["id"], input={"object": "deal"}),
        op("create_deal", input={"name": "跳级", "stage": "signed"}),
    ]
    refused = [push(rep, each)[0] for each in forged]
    ordinary = [
        rep.patch(path, {"stage": "engaging"}, 422), rep.patch(path, {"stage": "won"}, 422),
        rep.act("advance_stage", {"object": "deal"}, deal["id"], 422),
        rep.post("records/deal", {"name": "跳级", "stage": "signed"}, 422),
    ]  # fmt: skip
    assert [{"error": each["error"]} for each in refused] == ordinary
    assert {each["status"] for each in refused} == {422}
    tried = [
        each["because"]["code"]
        for each in rep.get("events", record=deal["id"])["items"]
        if each["action"] == "attempt.refused"
    ]
    assert tried.count("evidence_missing") >= 3 and tried.count("out_of_turn") >= 1
    assert rep.get(path)["stage"] == "prospecting"


def test_other_peoples_records_unknown_calls_and_old_versions(
    rep: Api, deal: dict[str, Any], caller: Callers
) -> None:
    theirs = caller("rep2").post("records/customer", {"name": f"别人的{uuid4().hex[:6]}"})
    rep.patch(f"records/deal/{deal['id']}", {"amount": "2.00"})
    caller("admin").patch(f"records/deal/{deal['id']}", {"amount": "3.00"})
    results = push(
        rep,
        op("change_customer", theirs["id"], input={"name": "我的"}),
        op("log_activity", input={"type": "call", "customer": theirs["id"], "topic": "抢"}),
        op("become_administrator"), op("sync_push", input={"ops": []}), op("create_nothing"),
        op("change_deal", deal["id"], version=deal["version"], input={"amount": "4.00"}),
        op("change_deal", input={"amount": "4.00"}),
        {"key": "k", "call": 5}, {"call": "log_activity"}, "op",
    )  # fmt: skip
    assert [each["status"] for each in results] == [404, 422, 404, 404, 404, 409, 422, 422, 422, 422]
    assert results[5]["error"]["code"] == "changed_by_others"
    assert caller("rep2").get(f"records/customer/{theirs['id']}")["name"] == theirs["name"]
    assert rep.get(f"records/deal/{deal['id']}")["amount"]["amount"] == "3.00"


def test_a_refusal_holds_back_its_own_record_only(rep: Api, deal: dict[str, Any]) -> None:
    customer = rep.post("records/customer", {"name": f"照常{uuid4().hex[:6]}"})
    results = push(
        rep, op("change_deal", deal["id"], input={"stage": "won"}),
        op("change_customer", customer["id"], input={"phone": "13800000000"}),
        op("change_deal", deal["id"], input={"amount": "5.00"}),
    )  # fmt: skip
    assert codes(results) == ["out_of_turn", 200, "earlier_op_refused"]
    assert rep.get(f"records/deal/{deal['id']}")["amount"] is None


def test_too_many_and_strangers_are_refused_as_a_whole(rep: Api) -> None:
    assert rep.post("sync/push", {"ops": [op("x")] * 101}, 422)["error"]["code"] == "too_many_ops"
    assert rep.post("sync/push", {"ops": {}}, 422)["error"]["code"] == "too_many_ops"
    assert rep.post("sync/push", {"ops": []}, 200) == {"results": []}
    assert Api(rep.client, "nobody", "").call("POST", "sync/push", {"ops": []}).status_code == 401


def test_who_looks_through_anothers_eyes_pushes_nothing(demo: str, rep: Api, caller: Callers) -> None:
    reader = caller("rep", scopes=["customer:read"])
    customer = rep.post("records/customer", {"name": f"只看{uuid4().hex[:6]}"})
    assert (
        push(reader, op("change_customer", customer["id"], input={"phone": "13800000000"}))[0]["status"]
        == 403
    )


def test_a_pull_tells_each_changed_record_once_and_what_is_gone(
    rep: Api, deal: dict[str, Any], caller: Callers
) -> None:
    cursor = rep.get("events", order="newest", limit=1)["items"][0]["cursor"]
    cursor = rep.get("sync/pull", after=cursor)["next"]
    rep.patch(f"records/deal/{deal['id']}", {"amount": "7.00"})
    rep.patch(f"records/deal/{deal['id']}", {"amount": "8.00"})
    gone = rep.post("records/customer", {"name": f"一会儿没{uuid4().hex[:6]}"})
    caller("admin").delete(f"records/customer/{gone['id']}")
    page = rep.get("sync/pull", after=cursor)
    told = {each["record"]: each["data"] for each in page["changes"]}
    assert told[deal["id"]] == rep.get(f"records/deal/{deal['id']}")
    assert told[gone["id"]] is None
    assert len(told) == len(page["changes"])
    assert rep.get("sync/pull", after=page["next"])["changes"] == []
    assert rep.get("sync/pull", 409, after="OS45Ljk")["error"]["code"] in ("cursor_expired", "bad_cursor")

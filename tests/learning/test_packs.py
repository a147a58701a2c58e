"""Packs: distilled from what the best won, edited, published by edition, and their being followed."""

import json
from datetime import datetime, timedelta

from tests.conftest import Api


def few(admin: Api, least: int) -> None:
    """So many won deals are enough."""
    admin.act("change_setting", {"key": "learning.least_won", "value": least})


def test_a_pack_is_distilled_without_names(admin: Api, reps: list[str]) -> None:
    few(admin, 20)
    refused = admin.act("distil_pack", {"title": "打法"}, status=409)["error"]
    assert (refused["code"], refused["facts"]["won"]) == ("pack_too_few", 8)
    few(admin, 8)
    made = admin.act("distil_pack", {"title": "打法"})["result"]
    pack = admin.get(f"records/action_pack/{made['id']}")
    steps = json.loads(pack["steps"])
    assert [(each["type"], each["after_days"], each["support"]) for each in steps] == [
        ("visit", 0, 100), ("demo", 3, 100), ("proposal", 17, 100),
    ]  # fmt: skip
    assert all(each["script"] and each["say"] for each in steps)
    assert (pack["state"], pack["edition"]) == ("draft", 1)
    names = {each["name"] for each in admin.get("records/person", limit=100)["items"]}
    assert not any(name in pack["steps"] + pack["source"] for name in names)


def test_editions(admin: Api, rep: Api) -> None:
    steps = [{"type": "visit", "say": "先听三分钟"}, {"type": "demo", "after_days": 3}]
    first = admin.act("save_pack", {"title": "首访", "steps": steps})["result"]["id"]
    rep.act("save_pack", {"title": "改", "steps": []}, first, status=403)
    admin.act("save_pack", {"title": "首访", "steps": steps[:1], "stages": ["prospecting"]}, first)
    assert admin.act("publish_pack", {}, first)["result"] == {
        "id": first, "edition": 1, "replaced": 0,
    }  # fmt: skip
    assert admin.act("publish_pack", {}, first, status=409)["error"]["code"] == "pack_not_draft"
    second = admin.act("save_pack", {"title": "首访", "steps": steps}, first)["result"]
    assert second["edition"] == 2 and second["id"] != first
    again = admin.act("save_pack", {"title": "首访", "steps": []}, first, status=409)["error"]
    assert again["code"] == "pack_has_draft"
    assert admin.act("publish_pack", {}, second["id"])["result"]["replaced"] == 1
    states = {each: admin.get(f"records/action_pack/{each}")["state"] for each in (first, second["id"])}
    assert states == {first: "retired", second["id"]: "in_force"}
    assert rep.get(f"records/action_pack/{second['id']}")["title"] == "首访"
    admin.act("retire_pack", {}, second["id"])
    empty = admin.act("save_pack", {"title": "空"})["result"]["id"]
    admin.act("publish_pack", {}, empty, status=422)
    strange = {"title": "错", "steps": [{"type": "dance"}, {"type": "visit", "evidence": ["song"]}]}
    fields = admin.act("save_pack", strange, status=422)["error"]["fields"]
    assert set(fields) == {"steps.0.type", "steps.1.evidence"}


def test_nobody_writes_steps_past_the_actions(admin: Api) -> None:
    made = admin.act("save_pack", {"title": "定"})["result"]["id"]
    admin.patch(f"records/action_pack/{made}", {"steps": "[]", "state": "in_force"}, 403)


def test_adoption(admin: Api, reps: list[str]) -> None:
    steps = [{"type": "visit"}, {"type": "demo"}, {"type": "proposal"}]
    pack = admin.act("save_pack", {"title": "看用得怎样", "steps": steps})["result"]["id"]
    admin.act("publish_pack", {}, pack)
    since = datetime.fromisoformat(admin.get(f"records/action_pack/{pack}")["published_at"])
    customer = admin.post("records/customer", {"name": "跟着做的客户"})["id"]
    deals = [admin.post("records/deal", {"name": f"跟{at}", "customer": customer})["id"] for at in range(3)]
    ways = (("visit", "demo", "proposal"), ("demo", "visit"), ("call",))
    for deal, way in zip(deals, ways, strict=True):
        for at, kind in enumerate(way, 1):
            given = {"type": kind, "deal": deal, "customer": customer,
                     "occurred_at": (since + timedelta(minutes=at)).isoformat(),
                     "topic": "看现场", "next_step": "报价"}  # fmt: skip
            admin.post("records/activity", given)
    found = admin.act("look_at_adoption", {}, pack)["result"]
    assert (found["deals"], found["steps"]) == (3, [2, 1, 1])
    assert (found["close"], found["loose"]) == (
        {"deals": 1, "ended": 0, "won": 0}, {"deals": 2, "ended": 0, "won": 0},
    )  # fmt: skip


def test_gaps_are_learned_and_taken_on(admin: Api, rep: Api, reps: list[str]) -> None:
    few(admin, 8)
    said = admin.act("learn_gaps", {})["result"]
    assert [each["deals"] for each in said["gaps"]] == [0, 0, 0]
    assert said["proposed"] == {}
    rep.act("learn_gaps", {}, status=403)
    admin.act("change_setting", {"key": "playbook.least_hours", "value": {"first_contact>proposal": 108}})
    now = datetime.fromisoformat(rep.get("me")["now"])
    flags = []
    for apart in (4, 5):
        customer = rep.post("records/customer", {"name": f"急单冷链{apart}"})["id"]
        for kind, days in (("first_contact", 20), ("proposal", 20 - apart)):
            said = {"type": kind, "customer": customer,
                    "occurred_at": (now - timedelta(days=days)).isoformat()}  # fmt: skip
            flags.append(rep.act("log_activity", said)["result"]["flags"])
    assert flags == [[], ["too_quick"], [], []]
    admin.act("reset_setting", {"key": "playbook.least_hours"})


def test_what_scripts_are_worth(admin: Api, rep: Api, reps: list[str]) -> None:
    said = admin.act("look_at_scripts", {})["result"]
    (row,) = said["scripts"]
    assert (row["uses"], said["days"]) == (2 * 12 + 8 * 3, 14)
    assert 0 <= float(row["worth"]) <= 1
    assert sum(each["uses"] for each in rep.act("look_at_scripts", {})["result"]["scripts"]) < row["uses"]

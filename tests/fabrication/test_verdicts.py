"""Verdicts: what they do, who gives them, and what they say of the thresholds."""

from typing import Any
from uuid import uuid4

from prooftrail.platform.people.actor import system
from tests.conftest import Api
from tests.fabrication.conftest import Look, a_customer, logged, shown, suspicions
from tests.senses.drawn import taken


def test_upheld_the_evidence_stops_counting_and_no_stage_moves(
    rep: Api, manager: Api, director: Api, look: Look
) -> None:
    first = shown(rep, a_customer(rep), taken(601))
    second = shown(rep, a_customer(rep), taken(601))
    look()
    found = suspicions(manager, "same_photo")[0]
    copy, kept = second["evidence"][0]["id"], first["evidence"][0]["id"]
    deal = manager.get(f"records/evidence/{copy}")["about"]["id"]
    stage = manager.get(f"records/deal/{deal}")["stage"]
    manager.act("judge_suspicion", {"verdict": "upheld", "reason": " "}, found["id"], status=422)
    done = manager.act("judge_suspicion", {"verdict": "upheld", "reason": "同一间会议室"}, found["id"])
    assert done["result"]["state"] == "upheld"
    assert manager.get(f"records/evidence/{copy}")["state"] == "rejected"
    assert manager.get(f"records/evidence/{kept}")["state"] != "rejected", "the first was honest"
    assert manager.get(f"records/activity/{second['activity']}")["flags"] == ["fabricated"]
    assert manager.get(f"records/activity/{first['activity']}").get("flags") is None
    assert manager.get(f"records/deal/{deal}")["stage"] == stage
    judged = manager.get(f"records/suspicion/{found['id']}")
    assert (judged["state"], judged["reason"]) == ("upheld", "同一间会议室") and judged["reviewer"]
    items = manager.get("records/work_item", filter=["about_record", "=", found["id"]])["items"]
    assert [each["state"] for each in items] == ["resolved"]
    again = manager.act(
        "judge_suspicion", {"verdict": "dismissed", "reason": "再看"}, found["id"], status=409
    )
    assert again["error"]["code"] == "suspicion_judged"
    rates = director.post("metrics/false_report_rate/query", {"group": ["owner"]}, 200)["rows"]
    assert any(float(row["value"] or 0) > 0 for row in rates)
    for key in ("valid_log_rate", "compliance", "suspicions_upheld"):
        assert director.post(f"metrics/{key}/query", {}, 200)["rows"][0]["value"] is not None


def test_dismissed_nothing_happens_to_the_entry(rep: Api, manager: Api, look: Look) -> None:
    shown(rep, a_customer(rep), taken(701))
    second = shown(rep, a_customer(rep), taken(701))
    look()
    found = suspicions(manager, "same_photo")[0]
    manager.act("judge_suspicion", {"verdict": "dismissed", "reason": "两家同一栋楼"}, found["id"])
    assert manager.get(f"records/evidence/{second['evidence'][0]['id']}")["state"] != "rejected"
    assert manager.get(f"records/activity/{second['activity']}").get("flags") is None
    (item,) = manager.get("records/work_item", filter=["about_record", "=", found["id"]])["items"]
    assert (item["state"], item["outcome"]) == ("resolved", "wrong")
    look()
    assert len(manager.get("records/suspicion", filter=["id", "=", found["id"]])["items"]) == 1


def test_nobody_judges_himself(admin: Api, manager: Api, inside: Any, shop: str) -> None:
    with inside(shop) as work:
        row = work.execute(f"select id from {work.place.schema}.person where login = 'manager'").fetchone()
        said = {"title": "试", "kind": "burst", "score": "0.9", "state": "open", "person": str(row[0]),
                "owner": str(row[0]), "facts": "{}", "mark": uuid4().hex}  # fmt: skip
        with work.acting(system("tests")):
            found = str(work.records.create("suspicion", said, loose=True).id)
    refused = manager.act("judge_suspicion", {"verdict": "dismissed", "reason": "不是我"}, found, status=403)
    assert refused["error"]["code"] == "suspicion_not_yours"
    admin.act("judge_suspicion", {"verdict": "dismissed", "reason": "查过"}, found)


def test_time_and_place(rep: Api, manager: Api, look: Look) -> None:
    here, far = {"lat": 29.868, "lng": 121.544}, {"lat": 30.274, "lng": 120.155}
    one = a_customer(rep, place={**here, "datum": "WGS84", "accuracy_m": 10})
    two = a_customer(rep, place={**far, "datum": "WGS84", "accuracy_m": 10})
    at = "2026-01-12T{}+08:00"
    place = {**here, "datum": "WGS84", "accuracy_m": 15}
    logged(rep, one, occurred_at=at.format("10:00:00"), place=place)
    gone = logged(rep, two, occurred_at=at.format("10:12:00"),
                  place={**far, "datum": "WGS84", "accuracy_m": 15})  # fmt: skip
    look()
    found = {each["activity"]["id"]: each for each in suspicions(manager, "travel")}
    proof = manager.act("look_at_suspicion", {}, found[gone["activity"]]["id"])["result"]
    assert 130_000 < proof["metres"] < 160_000 and "12" in proof["why"]["en"]
    absent = logged(rep, two, occurred_at="2026-01-14T10:00:00+08:00", place=place)
    look()
    assert absent["activity"] in {each["activity"]["id"] for each in suspicions(manager, "place")}
    for day in (19, 20, 21, 22):
        logged(rep, a_customer(rep), occurred_at=f"2026-01-{day}T10:00:00+08:00",
               place={"lat": 29.87123, "lng": 121.55321, "datum": "WGS84", "accuracy_m": 0})  # fmt: skip
    look()
    assert suspicions(manager, "exact_place")[0]["times"] >= 3
    assert suspicions(manager, "burst"), "all of it was entered within minutes"


def test_what_is_honest_is_no_suspicion(rep2: Api, director: Api, look: Look) -> None:
    customer = a_customer(rep2)
    mine = logged(rep2, customer, occurred_at="2026-01-12T10:00:00+08:00")
    look()
    asked = ["activity", "=", mine["activity"]]
    assert director.get("records/suspicion", filter=asked)["items"] == []


def test_verdicts_speak_for_a_threshold_and_a_person_sets_it(
    admin: Api, manager: Api, inside: Any, shop: str
) -> None:
    with inside(shop) as work, work.acting(system("tests")):
        for at in range(12):
            said = {"title": "试", "kind": "pace", "score": "0.8" if at % 2 else "0.55",
                    "state": "upheld" if at % 2 else "dismissed", "facts": "{}", "mark": uuid4().hex,
                    "judged_at": work.now.isoformat()}  # fmt: skip
            work.records.create("suspicion", said, loose=True)
    manager.act("weigh_signals", {}, status=403)
    weighed = admin.act("weigh_signals", {})["result"]
    pace = next(each for each in weighed["signals"] if each["kind"] == "pace")
    assert (pace["judged"], pace["upheld"], pace["precision"], pace["proposed"]) == (12, 6, "0.50", "0.80")
    admin.act("change_setting", weighed["proposal"])
    after = admin.act("weigh_signals", {})["result"]
    assert next(each for each in after["signals"] if each["kind"] == "pace")["threshold"] == "0.80"
    admin.act("reset_setting", {"key": "fabrication.thresholds"})

"""The main job: a rep proves work, the stage opens on it, and no other way."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from prooftrail.platform.blueprint.pictures import document, photo
from prooftrail.platform.processes.rules.distance import Position, to_gcj02
from tests.conftest import Api, Callers

HERE = {"lat": 29.8, "lng": 121.5}
NEAR = {"lat": 29.8005, "lng": 121.5, "accuracy_m": 12}  # 56 m
FAR = {"lat": 29.802, "lng": 121.5, "accuracy_m": 12}  # 222 m


@pytest.fixture
def rep(demo: str, caller: Callers) -> Api:
    return caller("rep")


@pytest.fixture
def deal(rep: Api) -> dict[str, Any]:
    customer = rep.post("records/customer", {"name": f"宁波试验冷链{uuid4().hex[:6]}", "place": HERE})
    return dict(rep.post("records/deal", {"name": "一号冷库", "customer": customer["id"]}))


def shoot(rep: Api, count: int, place: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    seeds = [uuid4().int % 10**9 for _ in range(count)]
    taken = [
        rep.upload(photo(seed), captured_at=now_of(rep), place=place or NEAR, source="camera")
        for seed in seeds
    ]
    return [{"kind": "site_photo", "file": file} for file in taken]


def now_of(api: Api) -> str:
    return str(api.get("me")["now"])


def log(rep: Api, deal: dict[str, Any], evidence: list[dict[str, Any]], status: int = 200) -> Any:
    given = {
        "type": "survey",
        "deal": deal["id"],
        "topic": "现场勘测",
        "next_step": "出方案",
        "evidence": evidence,
    }
    return rep.act("log_activity", given, status=status)


def test_three_photos_on_site_open_the_next_stage_at_once(rep: Api, deal: dict[str, Any]) -> None:
    assert deal["stage"] == "prospecting"
    done = log(rep, deal, shoot(rep, 3))
    assert [each["state"] for each in done["result"]["evidence"]] == ["proven"] * 3
    assert done["result"]["advanced"] == {"record": deal["id"], "from": "prospecting", "to": "engaging"}
    events = rep.get("events", record=deal["id"])["items"]
    assert [each["action"] for each in events] == ["record.created", "stage.advanced"]
    assert len(events[1]["because"]["evidence"]) == 3


def test_a_photo_less_is_refused_naming_it_through_every_door(
    rep: Api, deal: dict[str, Any], caller: Callers
) -> None:
    log(rep, deal, shoot(rep, 2))
    path = f"records/deal/{deal['id']}"
    doors: list[Callable[[], Any]] = [
        lambda: rep.patch(path, {"stage": "engaging"}, 422),
        lambda: rep.act("advance_stage", {"object": "deal"}, deal["id"], 422),
        lambda: caller("ops").patch(path, {"stage": "engaging"}, 422),
    ]
    for door in doors:
        error = door()["error"]
        assert error["code"] == "evidence_missing"
        assert [(each["key"], each["have"], each["short_by"]) for each in error["facts"]["requirements"]] == [
            ("site_photos", 2, 1)
        ]
    bulk = rep.post(
        "records/deal/bulk",
        {"mode": "each", "ops": [{"op": "update", "id": deal["id"], "data": {"stage": "engaging"}}]},
        200,
    )
    assert bulk["results"][0]["error"]["code"] == "evidence_missing"
    assert rep.get(path)["stage"] == "prospecting"
    attempts = [
        each for each in rep.get("events", record=deal["id"])["items"] if each["action"] == "attempt.refused"
    ]
    assert len(attempts) >= 3
    assert {each["because"]["code"] for each in attempts} == {"evidence_missing"}


def test_photos_from_elsewhere_do_not_count_and_the_gate_says_how_far(rep: Api, deal: dict[str, Any]) -> None:
    log(rep, deal, [*shoot(rep, 2), *shoot(rep, 1, FAR)])
    gate = rep.get(f"records/deal/{deal['id']}/gate")
    assert gate["next"] == "engaging" and not gate["open"]
    assert [why["code"] for why in gate["requirements"][0]["why"]] == ["too_far"]
    assert gate["requirements"][0]["why"][0]["facts"] == {"distance_m": 222, "within_m": 200}


def test_a_position_of_a_chinese_map_is_the_same_spot_and_is_not_taken_for_another(
    rep: Api, deal: dict[str, Any]
) -> None:
    there = to_gcj02(Position(29.8005, 121.5))
    numbers = {"lat": there.lat, "lng": there.lng, "accuracy_m": 12}
    unsaid = log(rep, deal, shoot(rep, 3, numbers))["result"]
    assert [each["why"][0]["code"] for each in unsaid["evidence"]] == ["too_far"] * 3
    assert log(rep, deal, shoot(rep, 3, numbers | {"datum": "GCJ02"}))["result"]["advanced"]


def test_photos_that_wait_for_the_customers_position_count_once_it_is_set(rep: Api) -> None:
    customer = rep.post("records/customer", {"name": f"无位置客户{uuid4().hex[:6]}"})
    deal = rep.post("records/deal", {"name": "二号冷库", "customer": customer["id"]})
    done = log(rep, deal, shoot(rep, 3))
    assert [each["state"] for each in done["result"]["evidence"]] == ["waiting"] * 3
    path, gate = f"records/customer/{customer['id']}", f"records/deal/{deal['id']}/gate"
    assert [why["code"] for why in rep.get(gate)["requirements"][0]["why"]] == ["no_site"] * 3
    rep.patch(path, {"place": {"lat": 31.2, "lng": 121.4}})  # a slip: too far from all of them
    assert {why["code"] for why in rep.get(gate)["requirements"][0]["why"]} == {"too_far"}
    rep.patch(path, {"place": HERE})
    assert rep.get(f"records/deal/{deal['id']}")["stage"] == "engaging"


def test_nobody_skips_or_starts_in_the_middle(rep: Api, deal: dict[str, Any]) -> None:
    assert rep.patch(f"records/deal/{deal['id']}", {"stage": "won"}, 422)["error"]["code"] == "out_of_turn"
    assert (
        rep.post("records/deal", {"name": "跳级", "stage": "signed"}, 422)["error"]["code"] == "out_of_turn"
    )


def test_the_whole_way_to_won(rep: Api, deal: dict[str, Any]) -> None:
    path = f"records/deal/{deal['id']}"
    log(rep, deal, shoot(rep, 3))
    steps = [("proposal_file", "proposal"), ("contract_file", "signed"), ("bank_slip", "won")]
    rep.patch(path, {"amount": "500000.00"})
    for kind, stage in steps:
        file = rep.upload(document(uuid4().int % 10**9, kind, ["一"]), f"{kind}.pdf")
        given = {"type": "proposal", "deal": deal["id"], "evidence": [{"kind": kind, "file": file}]}
        assert rep.act("log_activity", given)["result"]["advanced"]["to"] == stage
    shown = rep.get(path)
    assert shown["stage"] == "won" and shown["closed_on"]
    assert rep.patch(path, {"stage": "lost"}, 422)["error"]["code"] == "already_ended"


def test_lost_asks_for_its_reason(rep: Api, deal: dict[str, Any]) -> None:
    path = f"records/deal/{deal['id']}"
    assert rep.patch(path, {"stage": "lost"}, 422)["error"]["code"] == "evidence_missing"
    assert rep.patch(path, {"stage": "lost", "lost_reason": "price"})["stage"] == "lost"


def test_a_visit_needs_customer_topic_and_next_step(rep: Api, deal: dict[str, Any]) -> None:
    error = rep.act("log_activity", {"type": "visit", "deal": deal["id"], "topic": "路过"}, status=422)[
        "error"
    ]
    assert error["code"] == "visit_incomplete" and error["fields"].keys() == {"next_step"}

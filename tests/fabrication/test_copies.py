"""Shown by: seventeen logs in the same words and one photo on two customers are found side by side."""

from typing import Any

from prooftrail.platform.work import Work
from prooftrail.senses.image.edits import cropped_again
from tests.conftest import Api
from tests.fabrication.conftest import Look, a_customer, logged, shown, suspicions
from tests.senses.drawn import room, taken

SAME = "沟通产品优势，客户表示认可"


def test_seventeen_logs_in_the_same_words(rep: Api, manager: Api, look: Look) -> None:
    customers = [a_customer(rep) for _ in range(17)]
    for at, customer in enumerate(customers):
        said = SAME if at % 3 else SAME.replace("，", ",")
        logged(rep, customer, said, next_step="继续沟通", occurred_at=f"2026-02-{at + 1:02d}T10:00:00+08:00")
    look()
    (found,) = suspicions(manager, "same_text")
    assert found["times"] == 17 and found["state"] == "open" and float(found["score"]) > 0.99
    proof = manager.act("look_at_suspicion", {}, found["id"])["result"]
    assert {proof["here"]["activity"]["customer"]["id"], proof["there"]["activity"]["customer"]["id"]} <= set(
        customers
    )
    assert proof["passages"] and len(proof["members"]["items"]) == 17 and proof["may"]["judge"]
    assert "17" in proof["why"]["zh"] and "17" in proof["why"]["en"]
    (item,) = manager.get("records/work_item", filter=["about_record", "=", found["id"]])["items"]
    assert (item["kind"], item["level"], item["source"]) == ("review", "red", "fabrication")
    assert proof["work_item"] == item["id"]


def test_one_photo_recompressed_and_cropped_on_two_customers(rep: Api, manager: Api, look: Look) -> None:
    first = shown(rep, a_customer(rep), taken(101))
    look()
    second = shown(rep, a_customer(rep), cropped_again(room(101)))
    look()
    (found,) = suspicions(manager, "same_photo")
    assert found["evidence"] == second["evidence"][0]["id"]
    assert found["other_evidence"] == first["evidence"][0]["id"]
    proof = manager.act("look_at_suspicion", {}, found["id"])["result"]
    here, there = proof["here"]["evidence"], proof["there"]["evidence"]
    assert here["file"][0]["mime"] == there["file"][0]["mime"] == "image/jpeg"
    assert "cropped" in proof["edit"] and proof["here"]["activity"]["id"] == second["activity"]
    for side in (here, there):
        assert manager.call("GET", f"files/{side['file'][0]['id']}/view?w=480").status_code == 200


def test_two_honest_photos_of_one_lobby_are_not_a_suspicion(rep: Api, manager: Api, look: Look) -> None:
    before = len(suspicions(manager, "same_photo"))
    shown(rep, a_customer(rep), taken(202, stand=0, grain=1))
    shown(rep, a_customer(rep), taken(202, stand=1, grain=2, light=1.05))
    look()
    assert len(suspicions(manager, "same_photo")) == before


def test_the_same_file_twice_of_one_visit_is_a_second_try(rep: Api, manager: Api, look: Look) -> None:
    before, customer = len(suspicions(manager, "same_photo")), a_customer(rep)
    shown(rep, customer, taken(303))
    shown(rep, customer, taken(303))
    look()
    assert len(suspicions(manager, "same_photo")) == before
    shown(rep, customer, taken(303), captured_at="2026-03-09T10:00:00+08:00")
    look()
    assert len(suspicions(manager, "same_photo")) == before + 1, "on another day it is one"


def test_a_photo_of_another_team_goes_to_who_sees_both(
    rep: Api, rep2: Api, manager: Api, director: Api, look: Look
) -> None:
    first = shown(rep2, a_customer(rep2), taken(404))
    shown(rep, a_customer(rep), taken(404))
    look()
    asked: list[Any] = ["other_evidence", "=", first["evidence"][0]["id"]]
    assert manager.get("records/suspicion", filter=asked)["items"] == []
    (found,) = director.get("records/suspicion", filter=asked)["items"]
    proof = director.act("look_at_suspicion", {}, found["id"])["result"]
    assert not proof["there"]["hidden"] and proof["there"]["evidence"]


def test_whom_it_is_about_does_not_see_it(rep: Api, manager: Api, look: Look, inside: Any, shop: str) -> None:
    shown(rep, a_customer(rep), taken(505))
    shown(rep, a_customer(rep), taken(505))
    look()
    found = suspicions(manager, "same_photo")[0]
    assert rep.get("records/suspicion")["items"] == []
    for action in ("look_at_suspicion", "judge_suspicion"):
        said = {"verdict": "dismissed", "reason": "无"} if action == "judge_suspicion" else {}
        rep.act(action, said, found["id"], status=404)
    with inside(shop) as work:
        assert _owners(work, found["id"]) != {found["person"]["id"]}


def _owners(work: Work, suspicion: str) -> set[str]:
    rows = work.execute(
        f"select owner from {work.place.schema}.suspicion where id = %s", [suspicion]
    ).fetchall()
    return {str(row[0]) for row in rows}

"""Points follow the proof: counted once, moved, withdrawn; nothing for entries, or for who is left out."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from uuid import UUID

import pytest

from prooftrail.platform.people.actor import system
from prooftrail.platform.records import Change
from prooftrail.platform.work import Work
from tests.conftest import Api
from tests.points.conftest import HERE, points, visited

Inside = Callable[[str], AbstractContextManager[Work]]


@pytest.fixture
def now(inside: Inside, shop: str) -> str:
    """The company's clock."""
    with inside(shop) as work:
        return work.now.isoformat()


def _state(work: Work, evidence: str, state: str) -> None:
    with work.acting(system("tests")):
        work.records.update("evidence", UUID(evidence), {"state": state}, loose=True)


def test_one_action_counts_once_however_much_proves_it(rep: Api, manager: Api, now: str) -> None:
    made = visited(rep, [901, 902], now)
    assert {each["state"] for each in made["evidence"]} == {"proven"}, made["evidence"]
    (mine,) = points(rep, made["activity"])
    assert (mine["state"], mine["points"], mine["kind"]) == ("counted", 5, "visit")
    assert mine["evidence"] in {each["id"] for each in made["evidence"]}, "it opens its proof"
    assert points(manager, made["activity"])
    bare = rep.act("log_activity", {"type": "call", "topic": "问进度", "next_step": "回电"})["result"]
    assert points(rep, bare["activity"]) == [], "an entry alone is worth nothing"
    rep.post("records/point", {"title": "自己加分"}, status=403)


def test_rejected_proof_moves_or_takes_the_points(rep: Api, inside: Inside, shop: str, now: str) -> None:
    made = visited(rep, [903, 904], now)
    first, second = (each["id"] for each in made["evidence"])
    held = points(rep, made["activity"])[0]["evidence"]
    other = second if held == first else first
    with inside(shop) as work:
        _state(work, held, "rejected")
    (moved,) = points(rep, made["activity"])
    assert (moved["state"], moved["evidence"]) == ("counted", other)
    with inside(shop) as work:
        _state(work, other, "rejected")
    (gone,) = points(rep, made["activity"])
    assert gone["state"] == "withdrawn" and gone["withdrawn_at"]
    with inside(shop) as work:
        _state(work, other, "proven")
    assert points(rep, made["activity"])[0]["state"] == "counted", "proven again it counts again, still once"


def test_made_up_is_taken_back_whatever_proves_it(rep: Api, inside: Inside, shop: str, now: str) -> None:
    made = visited(rep, [905], now)
    before = rep.act("look_at_points", {})["result"]
    with inside(shop) as work, work.acting(system("tests")):
        change = Change("update", "activity", UUID(made["activity"]), {"flags": ["fabricated"]})
        work.records.apply([change], loose=True)
    assert points(rep, made["activity"])[0]["state"] == "withdrawn"
    after = rep.act("look_at_points", {})["result"]
    assert after["total"] == before["total"] - 5 and after["month"] == before["month"] - 5
    with inside(shop) as work:
        _state(work, made["evidence"][0]["id"], "rejected")
        _state(work, made["evidence"][0]["id"], "proven")
    assert points(rep, made["activity"])[0]["state"] == "withdrawn", "what is made up counts no more"


def test_proven_twice_at_once_it_counts_once(rep2: Api, inside: Inside, shop: str, now: str) -> None:
    made = visited(rep2, [906, 907, 908], now)
    ids = [each["id"] for each in made["evidence"]]
    with inside(shop) as work:
        for each in ids:
            _state(work, each, "waiting")
        with work.acting(system("tests")):
            (row,) = [UUID(each["id"]) for each in points(rep2, made["activity"])] or [None]
            if row is not None:
                work.records.delete("point", row)

    def prove(evidence: str) -> None:
        with inside(shop) as work:
            _state(work, evidence, "proven")

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(prove, ids))
    found = points(rep2, made["activity"])
    assert [each["state"] for each in found] == ["counted"]


def test_badges_streak_and_who_is_left_out(rep: Api, rep2: Api, manager: Api, admin: Api, now: str) -> None:
    visited(rep, [909], now)
    mine = rep.act("look_at_points", {})["result"]
    assert mine["total"] >= 5 and mine["streak"] >= 1 and mine["off"] is False
    steady = next(each for each in mine["badges"] if each["key"] == "steady")
    assert steady["have"] >= 1 and steady["count"] == 10
    person = mine["person"]
    assert manager.act("look_at_points", {"person": person})["result"]["total"] == mine["total"]
    rep2.act("look_at_points", {"person": person}, status=404)
    admin.act("change_setting", {"key": "points.off_departments", "value": ["宁波组"]})
    try:
        assert rep.act("look_at_points", {})["result"]["off"] is True
        made = visited(rep, [910], now)
        assert points(rep, made["activity"]) == []
    finally:
        admin.act("reset_setting", {"key": "points.off_departments"})


def test_a_weight_counts_for_treated_customers_alone_and_says_why(
    rep: Api, admin: Api, inside: Inside, shop: str, now: str
) -> None:
    customers = [rep.post("records/customer", {"name": f"加权{at}", "place": HERE})["id"] for at in range(2)]
    with inside(shop) as work, work.acting(system("tests")):
        day = {"since": work.today.isoformat(), "until": work.today.isoformat()}
        step = work.records.create(
            "churn_step", {"title": "挽回", "kind": "weight", "state": "running"}, loose=True
        )
        said = {"title": "×1.5", "step": str(step.id), "weight": "1.5", **day}
        weight = work.records.create("incentive_weight", said, loose=True).id
        for at, each in enumerate(customers):
            member = {"title": "客户", "step": str(step.id), "customer": each, "treated": at == 0}
            work.records.create("churn_member", member, loose=True)
    made = [visited(rep, [940 + at], now, of=each) for at, each in enumerate(customers)]
    (treated,), (held,) = (points(rep, each["activity"]) for each in made)
    assert (treated["points"], float(treated["weight"])) == (8, 1.5), "5 × 1.5, halves up"
    assert treated["weighed_by"]["id"] == str(weight)
    assert (held["points"], held["weight"], held["weighed_by"]) == (5, None, None), "left out by lot"

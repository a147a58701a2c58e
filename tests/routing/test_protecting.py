"""Twenty-four hours in which one rep has a lead to himself, at every door; and what comes after."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from psycopg.types.json import Jsonb

from prooftrail.platform.people.guard import bump_access
from tests.conftest import Api
from tests.routing.conftest import Clock, Inside, Turn, clear, decided, lead, published, rule, team

MORNING = datetime(2026, 3, 19, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
DAY, SECOND = timedelta(hours=24), timedelta(seconds=1)


@pytest.fixture
def alone(ops: Api, people: dict[str, str], inside: Inside, shop: str, clock: Clock, turn: Turn) -> str:
    """A lead that was given to rep at nine in the morning."""
    clear(inside, shop)
    clock(MORNING)
    published(ops, rule("one", team(people["rep"])))
    one = lead(
        ops, name="清溪乳业 zx9", company="清溪乳业", estimated_purchase="1260000", background="低温奶仓储"
    )
    turn()
    assert ops.get(f"records/lead/{one}")["owner"]["id"] == people["rep"]
    return one


def sees(api: Api, one: str) -> dict[str, bool]:
    """At which doors a lead shows itself to somebody."""
    mine = ["name", "contains", "zx9"]
    listed = api.get("records/lead", filter=mine, count="exact")
    tile = api.post("metrics/leads_made/query", {"filter": mine}, 200)
    summed = api.post("records/lead/aggregate", {"filter": mine, "measures": {"n": ["count"]}}, 200)
    exported = api.call("GET", "records/lead/export", params={"filter": json.dumps(mine)})
    answer: dict[str, Any] = {
        "list": bool(listed["items"]), "count": listed["count"] > 0,
        "link": api.call("GET", f"records/lead/{one}").status_code == 200,
        "search": any(each["id"] == one for each in api.get("search", q="清溪乳业")["items"]),
        "tile": int(tile["rows"][0]["value"]) > 0,
        "aggregate": summed["rows"][0]["n"] > 0,
        "export": exported.status_code == 200 and "zx9" in exported.text,
        "work": api.call("PATCH", f"records/lead/{one}", {"industry": "food"}).status_code == 200,
        "why": bool(api.get("records/assignment", filter=["lead", "=", one])["items"]),
    }  # fmt: skip
    return answer


def accepted(rep: Api, one: str) -> None:
    assert rep.act("accept_lead", {}, one)["result"]["routing"] == "accepted"


def test_for_a_day_only_he_and_those_above_him_see_it_at_every_door(
    alone: str, ops: Api, rep: Api, rep2: Api, manager: Api, clock: Clock, turn: Turn
) -> None:
    told = next(each for each in rep.told() if (each["about"] or {}).get("id") == alone)
    assert "1,260,000.00" in told["text"]["zh"] and "低温奶仓储" in told["text"]["zh"]
    accepted(rep, alone)
    for at in (timedelta(hours=1), DAY - SECOND):
        clock(MORNING + at)
        turn()
        assert not any(sees(rep2, alone).values()), at
        assert {**sees(rep, alone), "export": True} == dict.fromkeys(sees(rep, alone), True), at
        assert sees(manager, alone)["list"]
    clock(MORNING + DAY)
    turn()
    found = ops.get(f"records/lead/{alone}")
    assert (found["routing"], found["owner"]) == ("pool", None)
    open_to = sees(rep2, alone)
    assert all(open_to[door] for door in ("list", "count", "link", "search", "tile", "aggregate"))
    assert not open_to["work"]
    assert decided(ops, alone)["ended_by"] == "expired"


@pytest.fixture
def team_sight(inside: Inside, shop: str) -> Iterator[None]:
    """Reps see the leads of their team."""

    def to(reach: str) -> None:
        with inside(shop) as work:
            work.execute(
                f"update {work.place.schema}._role set grants = jsonb_set(grants, '{{lead,read}}', %s) "
                "where key = 'rep'",
                [Jsonb(reach)],
            )
            bump_access(work)

    to("team")
    yield
    to("own")


def test_a_peer_who_reads_his_team_does_not_see_what_is_held(
    alone: str, rep: Api, team_sight: None, shop: str, caller: Any
) -> None:
    peer, far = caller("sunhao", shop), caller("rep2", shop)
    assert not any(sees(peer, alone).values()) and not any(sees(far, alone).values())
    rep.act("accept_lead", {}, alone)
    rep.patch(f"records/lead/{alone}", {"status": "converted"})
    assert sees(peer, alone)["list"] and not sees(far, alone)["list"]


def test_answered_within_the_day_it_stays_and_counts(
    alone: str, ops: Api, rep: Api, rep2: Api, clock: Clock, turn: Turn, people: dict[str, str]
) -> None:
    clock(MORNING + timedelta(minutes=30))
    rep.patch(f"records/lead/{alone}", {"status": "working"})
    said = decided(ops, alone)
    assert said["accepted_at"] and said["answered_at"] and said["ended_at"] is None
    clock(MORNING + DAY)
    turn()
    found = ops.get(f"records/lead/{alone}")
    assert (found["routing"], found["owner"]["id"]) == ("kept", people["rep"])
    assert not sees(rep2, alone)["list"]


def test_who_does_not_accept_in_time_loses_it_to_another(
    alone: str, ops: Api, rep: Api, clock: Clock, turn: Turn, people: dict[str, str]
) -> None:
    published(ops, rule("two", team(people["rep"], people["rep2"])))
    clock(MORNING + timedelta(hours=2) - SECOND)
    turn()
    assert ops.get(f"records/lead/{alone}")["owner"]["id"] == people["rep"]
    clock(MORNING + timedelta(hours=2))
    turn()
    found = ops.get(f"records/lead/{alone}")
    assert (found["owner"]["id"], found["round"]) == (people["rep2"], 2)
    assert rep.call("GET", f"records/lead/{alone}").status_code == 404
    skipped = {each["why"]: each["people"] for each in decided(ops, alone)["decision"]["skipped"]}
    assert skipped["had"] == [[people["rep"]]]


def test_given_back_as_the_wrong_groups_counts_as_misassigned(
    alone: str, ops: Api, rep: Api, rep2: Api, turn: Turn
) -> None:
    rep2.act("accept_lead", {}, alone, 404)
    rep.act("decline_lead", {"reason": "wrong_group"}, alone)
    turn()
    assert ops.get(f"records/lead/{alone}")["routing"] == "pool"
    rows = ops.get("records/assignment", filter=["lead", "=", alone], sort="decided_at")["items"]
    assert (rows[0]["ended_by"], rows[0]["misassigned"]) == ("declined", True)

"""Rules timed for a moment to come: they go into force then, once, and nothing is published behind them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from prooftrail.opening import Opened
from prooftrail.platform.work import Caller
from prooftrail.sales.routing import watching
from tests.conftest import Api
from tests.kernel.kit import at_once
from tests.routing.conftest import Clock, Inside, Turn, clear, lead, published, rule, team

NOON = datetime(2027, 7, 5, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
MORNING, SECOND = NOON + timedelta(hours=20), timedelta(seconds=1)


@pytest.fixture(autouse=True)
def nothing_waits(ops: Api, clock: Clock) -> Iterator[None]:
    clock(NOON)
    yield
    shown = ops.act("show_distribution", {"about": "lead"})["result"]
    if shown["timed"]:
        shown = ops.act("withdraw_distribution", {"about": "lead"})["result"]
    if shown["draft"]:
        ops.act("discard_distribution", {"about": "lead"})


def drafted(ops: Api, key: str, *people: str) -> None:
    ops.act("save_distribution", {"rules": {"about": "lead", "rules": [rule(key, team(*people))]}})


def timed(ops: Api, at: str = "2027-07-06T08:00", status: int = 200) -> Any:
    """Company time, for no offset is said."""
    return ops.act("time_distribution", {"about": "lead", "at": at}, status=status)


def test_at_its_moment_it_is_in_force_once_and_not_before(
    ops: Api, people: dict[str, str], parts: Opened, inside: Inside, shop: str, clock: Clock, turn: Turn
) -> None:
    clear(inside, shop)
    before = published(ops, rule("now", team(people["rep"])))["live"]["number"]
    drafted(ops, "later", people["rep2"])
    shown = timed(ops)["result"]
    assert shown["draft"] is None and shown["live"]["number"] == before
    assert shown["timed"]["number"] == before + 1
    assert datetime.fromisoformat(shown["timed"]["goes_live_at"]) == MORNING
    place = parts.workspaces.directory.find(shop)
    with parts.workspaces.begin(shop, Caller(reason="tests")) as work:
        due = watching.due(work)
    assert due is not None and due <= MORNING
    clock(MORNING - SECOND)
    one = lead(ops)
    turn()
    assert ops.get(f"records/lead/{one}")["owner"]["id"] == people["rep"]
    clock(MORNING)
    two = lead(ops)
    at_once(4, lambda: watching.sweep(parts.ground, place))
    turn()
    assert ops.get(f"records/lead/{two}")["owner"]["id"] == people["rep2"], "before anything is given out"
    shown = ops.act("show_distribution", {"about": "lead"})["result"]
    assert (shown["live"]["number"], shown["timed"]) == (before + 1, None)
    assert datetime.fromisoformat(shown["live"]["published_at"]) == MORNING
    assert shown["live"]["published_by"] == people["ops"]
    told = ops.get("events", object="distribution", record=shown["live"]["id"])["items"]
    assert [each["action"] for each in told].count("distribution.published") == 1
    clock(MORNING + timedelta(days=1))
    turn()
    assert ops.act("show_distribution", {"about": "lead"})["result"]["live"] == shown["live"]


def test_what_waits_is_withdrawn_as_the_draft_or_beside_another_one(
    ops: Api, people: dict[str, str], clock: Clock, turn: Turn
) -> None:
    live = published(ops, rule("now", team(people["rep"])))["live"]
    drafted(ops, "later", people["rep2"])
    number = timed(ops)["result"]["timed"]["number"]
    shown = ops.act("withdraw_distribution", {"about": "lead"})["result"]
    assert (shown["timed"], shown["draft"]["number"], shown["draft"]["goes_live_at"]) == (None, number, None)
    timed(ops)
    drafted(ops, "urgent", people["rep"], people["rep2"])
    shown = ops.act("withdraw_distribution", {"about": "lead"})["result"]
    assert shown["timed"] is None and shown["draft"]["number"] == number + 1
    assert [each["state"] for each in shown["versions"] if each["number"] == number] == ["withdrawn"]
    clock(MORNING)
    turn()
    assert ops.act("show_distribution", {"about": "lead"})["result"]["live"] == live
    said = ops.act("withdraw_distribution", {"about": "lead"}, status=409)
    assert said["error"]["code"] == "no_timed_distribution"


def test_nothing_is_published_behind_what_waits(
    ops: Api, rep: Api, people: dict[str, str], clock: Clock, turn: Turn
) -> None:
    published(ops, rule("now", team(people["rep"])))
    drafted(ops, "later", people["rep2"])
    number = timed(ops)["result"]["timed"]["number"]
    assert timed(ops, status=409)["error"]["code"] == "no_distribution_draft"
    drafted(ops, "urgent", people["rep"])
    for verb, said in (("publish_distribution", {}), ("time_distribution", {"at": "2027-07-07T08:00"})):
        error = ops.act(verb, {"about": "lead", **said}, status=409)["error"]
        assert (error["code"], error["facts"]["number"]) == ("distribution_timed", number)
        assert "2027-07-06 08:00" in error["message"]
    for verb in ("time_distribution", "withdraw_distribution"):
        rep.act(verb, {"about": "lead", "at": "2027-07-07T08:00"}, status=403)
    assert ops.act("retire_distribution", {"about": "lead"})["result"]["live"] is None
    clock(MORNING)
    turn()
    shown = ops.act("show_distribution", {"about": "lead"})["result"]
    assert (shown["live"]["number"], shown["draft"]["number"]) == (number, number + 1)


@pytest.mark.parametrize(
    "at", ["2027-07-05T12:00", "2027-07-05T03:59:59+00:00", "2028-07-05T12:00", "9999-12-31T23:59:59-12:00"]
)
def test_only_a_moment_to_come_and_not_too_far(ops: Api, people: dict[str, str], at: str) -> None:
    drafted(ops, "later", people["rep"])
    error = timed(ops, at, 422)["error"]
    assert error["code"] == "not_a_time_to_come" and error["fields"].keys() == {"at"}


def test_what_cannot_work_any_more_at_its_time_is_withdrawn_and_told(
    ops: Api, admin: Api, people: dict[str, str], inside: Inside, shop: str, clock: Clock, turn: Turn
) -> None:
    live = published(ops, rule("now", team(people["rep"])))["live"]
    with inside(shop) as work:
        gone = str(work.records.create("department", {"name": "要撤的组"}, loose=True).id)
    rules = {"about": "lead", "rules": [rule("later", team(departments=(gone,)))]}
    ops.act("save_distribution", {"rules": rules})
    timed(ops)
    with inside(shop) as work:
        work.records.delete("department", UUID(gone))
    clock(MORNING)
    turn()
    shown = ops.act("show_distribution", {"about": "lead"})["result"]
    assert (shown["live"], shown["timed"]) == (live, None) and shown["draft"]["rules"]["rules"]
    told = ops.get("notifications", limit="200")["items"]
    assert any(f"v{shown['draft']['number']} 没有按时上线" in each["title"]["zh"] for each in told)

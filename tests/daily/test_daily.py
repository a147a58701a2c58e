"""The card of three things and the morning list: filled, refused, late, missing."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from prooftrail.platform.calendar.store import calendar_of
from prooftrail.platform.people.actor import system
from prooftrail.platform.work import Work
from prooftrail.sales.daily.sweeping import begin_day, due, expected, remind_all, tell_missing
from tests.conftest import Api
from tests.daily.conftest import a_customer, a_deal, days

Inside = Callable[[str], AbstractContextManager[Work]]


@pytest.fixture
def today(inside: Inside, shop: str) -> date:
    """The company's date."""
    with inside(shop) as work:
        return work.today


def test_the_log_fills_the_card_and_one_tap_confirms_it(
    rep: Api, manager: Api, rep2: Api, today: date
) -> None:
    one, tomorrow = a_customer(rep), (today + timedelta(days=1)).isoformat()
    said = {"type": "call", "customer": one, "topic": "报价答疑", "next_step": "上门", "next_on": tomorrow}
    before = rep.act("confirm_day", {})["result"]
    rep.act("log_activity", said)
    rep.act("log_activity", said | {"type": "visit"})
    card = rep.act("confirm_day", {"obstacle": "对方法务只收纸质合同"})["result"]
    assert card["touched"] == before["touched"] + 1 and card["appointments"] == before["appointments"] + 1
    assert (card["calls"], card["visits"]) == (before["calls"] + 1, before["visits"] + 1)
    assert card["late"] is False and card["workday"] == before["workday"], "one a person and day"
    (seen,) = days(manager, "rep", today.isoformat())
    assert seen["obstacle"] == "对方法务只收纸质合同" and seen["confirmed_at"]
    assert days(rep2, "rep", today.isoformat()) == []


def test_fifty_characters_and_no_more(rep: Api) -> None:
    assert rep.act("confirm_day", {"obstacle": "障" * 50})["result"]["obstacle"] == "障" * 50
    refused = rep.act("confirm_day", {"obstacle": "障" * 51}, status=422)["error"]
    assert refused["code"] == "obstacle_too_long" and refused["facts"] == {"most": 50, "length": 51}


def test_a_late_card_says_so_and_no_day_to_come_or_long_gone(rep2: Api, today: date) -> None:
    late = rep2.act("confirm_day", {"day": (today - timedelta(days=6)).isoformat()})["result"]
    assert late["late"] is True
    for days_off in (1, -8):
        day = (today + timedelta(days=days_off)).isoformat()
        assert rep2.act("confirm_day", {"day": day}, status=422)["error"]["code"] == "day_not_open"


def test_two_taps_at_once_make_one_card(rep2: Api, today: date) -> None:
    day = (today - timedelta(days=2)).isoformat()
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: rep2.act("confirm_day", {"day": day})["result"]["workday"], range(4)))
    assert len(set(made)) == 1 and len(days(rep2, "rep2", day)) == 1


def test_a_list_is_of_deals_at_their_stage(rep: Api, rep2: Api, manager: Api, today: date) -> None:
    deal, other = a_deal(rep), a_deal(rep)
    lines = [{"deal": deal, "expects": "拿到签字的方案"}, {"deal": other, "expects": "约到采购"}]
    made = rep.act("hand_in_list", {"lines": lines})["result"]
    assert made["lines"] == 2
    asked = ["workday", "=", made["workday"]]
    kept = manager.get("records/workday_line", filter=asked, sort="position")["items"]
    assert [(each["deal"]["id"], each["stage"]) for each in kept] == [
        (deal, "prospecting"),
        (other, "prospecting"),
    ]
    twice = [lines[0], lines[0]]
    assert "lines.1.deal" in rep.act("hand_in_list", {"lines": twice}, status=422)["error"]["fields"]
    rep.act("hand_in_list", {"lines": [{"deal": deal, "expects": " "}]}, status=422)
    rep.act("hand_in_list", {"lines": []}, status=422)
    rep2.act("hand_in_list", {"lines": lines}, status=404)
    rep.post("records/workday", {"title": "自己写一条"}, status=403)


def test_a_working_day_begins_is_asked_for_and_settled(
    own_workspace: str, inside: Inside, caller: Any
) -> None:
    rep, manager = caller("rep", own_workspace), caller("manager", own_workspace)
    with inside(own_workspace) as work:
        monday = work.today + timedelta(days=7 - work.today.weekday())
        while not calendar_of(work).is_working_day(monday):
            monday += timedelta(days=1)
        at = datetime.combine(monday, datetime.min.time(), work.zone)
        people = len(expected(work))
        assert people > 20
        for minutes, made, reminded in (
            (0, people, 0),
            (7 * 60 + 54, 0, 0),
            (7 * 60 + 55, 0, people),
            (8 * 60, 0, 0),
        ):
            work.now = (at + timedelta(minutes=minutes)).astimezone(UTC)
            with work.acting(system("tests")):
                assert (begin_day(work), remind_all(work)) == (made, reminded), minutes
        work.now = (at + timedelta(hours=8, minutes=25, seconds=1)).astimezone(UTC)
        heads = tell_missing(work)
        assert heads > 5 and tell_missing(work) == 0, "each is told once"
        assert due(work) == at + timedelta(days=1)
    mine = [each for each in rep.told() if "晨会清单" in str(each["title"])]
    assert len(mine) == 1
    told = [each for each in manager.told() if "晨会清单" in str(each["title"])]
    assert len(told) == 1 and "顾晓棠" in str(told[0]), "by name, once"
    rows = manager.get("records/workday", filter=["day", "=", monday.isoformat()])["items"]
    assert len(rows) == 3 and all(each["listed_at"] is None for each in rows), "his people, all missing"
    (rate,) = manager.post("metrics/list_fill_rate/query", {}, 200)["rows"]
    assert rate["value"] is not None and rate["records"]["expected"]["count"] == 3

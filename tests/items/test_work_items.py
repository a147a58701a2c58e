"""Work items: one per episode, closed by rule, escalated over a holiday, alike, and told to who may know."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from prooftrail.opening import Opened
from prooftrail.platform.workitems import closing, ladder
from prooftrail.platform.workitems.lengths import end_of, is_length
from prooftrail.platform.workitems.opening import Opening, open_item
from tests.conftest import Api
from tests.items.conftest import person, place_of
from tests.kernel.kit import at_once

Inside = Callable[..., Any]


@contextmanager
def standing(inside: Inside, shop: str, at: str) -> Iterator[None]:
    """The workspace's clock stands at an instant."""
    with inside(shop) as work:
        work.execute(f"update {work.place.schema}._meta set clock = %s", [at])
    try:
        yield
    finally:
        with inside(shop) as work:
            work.execute(f"update {work.place.schema}._meta set clock = null")


def stand(inside: Inside, shop: str, at: str) -> None:
    with inside(shop) as work:
        work.execute(f"update {work.place.schema}._meta set clock = %s", [at])


def a_deal(api: Api, name: str = "", **more: Any) -> str:
    return str(api.post("records/deal", {"name": name or f"试-{uuid4().hex[:6]}", **more})["id"])


def opened(inside: Inside, shop: str, owner: str, deal: str | None = None, **more: Any) -> str:
    """An item of somebody's, as a rule opens it."""
    with inside(shop) as work:
        who = [{"by": "person", "person": str(person(work, owner))}]
        said = {
            "title": {"zh": "停留过久", "en": "Stands too long"},
            "source": "rule:stuck",
            "who": who,
            **more,
        }
        if deal:
            said |= {"object": "deal", "record": UUID(deal)}
        return str(open_item(work, Opening(**said))[0])


def look(parts: Opened, shop: str) -> None:
    closing.close_due(parts.ground, place_of(parts, shop))


def test_twins_of_an_episode_get_one_item(parts: Opened, shop: str, inside: Inside, rep: Api) -> None:
    deal = a_deal(rep)
    found = at_once(6, lambda: opened(inside, shop, "rep", deal, episode="e1"))
    assert len(set(found)) == 1 and len(found) == 6
    assert opened(inside, shop, "rep", deal, episode="e2") not in found
    first = opened(inside, shop, "rep", deal, kind="warning")
    assert opened(inside, shop, "rep", deal, kind="warning") == first, "one that is not settled stands for it"


def test_an_item_says_what_when_and_why(shop: str, inside: Inside, rep: Api, rep2: Api, manager: Api) -> None:
    customer = rep.post("records/customer", {"name": f"澄川-{uuid4().hex[:6]}"})["id"]
    deal = a_deal(rep, "澄川换热", customer=customer, amount="500000.00")
    rep.act("log_activity", {"type": "call", "deal": deal, "topic": "谈了交期", "next_step": "周五报价"})
    item = opened(
        inside, shop, "rep", deal, cause={"zh": "最近：{$last_activities}", "en": "Last: {$last_activities}"},
        facts={"hours": 80}, copy=[{"by": "head", "of": "owner"}],
    )  # fmt: skip
    sheet = rep.get(f"work-items/{item}")
    assert "谈了交期，下一步：周五报价" in sheet["item"]["cause"]
    assert sheet["about"]["label"] == "澄川换热" and sheet["facts"] == [{"key": "hours", "value": 80}]
    assert [each["object"] for each in sheet["records"][0]["items"]] == ["activity"]
    assert sheet["item"]["number"].startswith("GD-") and sheet["item"]["due_at"] > sheet["item"]["opened_at"]
    assert sheet["may"] == {"respond": True, "resolve": True, "reassign": True, "escalate": True}
    rep2.get(f"work-items/{item}", 404)
    assert manager.get(f"work-items/{item}")["about"]["id"] == deal
    told = manager.told()
    assert any(each["about"] == {"object": "work_item", "id": item, "label": "停留过久"} for each in told)


def test_responding_and_resolving(shop: str, inside: Inside, rep: Api, rep2: Api, manager: Api) -> None:
    item = opened(inside, shop, "rep", a_deal(rep))
    assert rep2.act("respond_work_item", {}, item, 404)["error"]["code"] == "record_missing"
    rep.act("respond_work_item", {"comment": "看过了"}, item)
    assert rep.act("respond_work_item", {}, item, 409)["error"]["code"] == "work_item_taken_on"
    rep.act("resolve_work_item", {"outcome": "other"}, item, 422)
    rep.act("resolve_work_item", {"outcome": "done", "resolution": "已约好下周二"}, item)
    found = rep.get(f"records/work_item/{item}")
    assert (found["state"], found["outcome"], found["resolution"]) == ("resolved", "done", "已约好下周二")
    assert found["response_hours"] is not None
    assert rep.act("resolve_work_item", {}, item, 409)["error"]["code"] == "work_item_settled"
    assert (
        rep.patch(f"records/work_item/{item}", {"state": "open"}, 403)["error"]["code"] == "field_forbidden"
    )
    history = rep.get("events", record=item, object="work_item")["items"]
    assert [each["action"] for each in history] == [
        "work_item.opened", "work_item.responded", "work_item.resolved"
    ]  # fmt: skip
    with inside(shop) as work:
        assert {each["actor"]["id"] for each in history[1:]} == {str(person(work, "rep"))}
    other = opened(inside, shop, "rep", a_deal(rep))
    with inside(shop) as work:
        to = str(person(work, "manager"))
    rep.act("reassign_work_item", {"person": to, "comment": "请您定价"}, other)
    rep.get(f"work-items/{other}", 404)
    manager.act("respond_work_item", {}, other)


def test_who_may_not_open_one(rep: Api, manager: Api, shop: str, inside: Inside) -> None:
    who = [{"by": "owner"}]
    deal = a_deal(rep)
    asked = {"title": "看一下", "who": who, "object": "deal", "record": deal}
    assert rep.act("open_work_item", asked, None, 403)["error"]["facts"]["permission"] == "workitems:open"
    item = manager.act("open_work_item", {**asked, "kind": "request", "due": {"days": 2}})["result"]
    assert item["opened"]
    assert rep.get(f"work-items/{item['work_item']}")["item"]["kind"] == "request"
    bad = {**asked, "due": {"weeks": 1}, "level": "blue", "close_when": "nonsense(", "who": [{"by": "moon"}]}
    fields = manager.act("open_work_item", bad, None, 422)["error"]["fields"]
    assert set(fields) == {"due", "level", "close_when"}
    ladder_bad = {**asked, "ladder": [{"after": {"hours": -1}, "to": who}]}
    assert set(manager.act("open_work_item", ladder_bad, None, 422)["error"]["fields"]) == {"ladder.0.after"}
    manager.act("open_work_item", {**asked, "who": [{"by": "moon"}]}, None, 422)


def test_it_closes_by_itself_and_says_why(parts: Opened, shop: str, inside: Inside, rep: Api) -> None:
    look(parts, shop)
    deal, other = a_deal(rep), a_deal(rep)
    item = opened(inside, shop, "rep", deal, close_when="amount > 1000")
    quiet = opened(inside, shop, "rep", other, close_when={"arrives": "activity"})
    look(parts, shop)
    assert rep.get(f"records/work_item/{item}")["state"] == "open"
    rep.patch(f"records/deal/{deal}", {"amount": "2000"})
    rep.act("log_activity", {"type": "call", "deal": other, "topic": "回电，谈妥了样机"})
    look(parts, shop)
    for each, why in ((item, "amount > 1000"), (quiet, "动作")):
        found = rep.get(f"records/work_item/{each}")
        assert (found["state"], found["closed_by_rule"]) == ("closed", True)
        assert why in found["resolution"]
    told = [each["title"]["zh"] for each in rep.told()]
    assert sum(each.startswith("已自动关闭") for each in told) >= 2


def test_the_ladder_stands_still_over_a_holiday(
    parts: Opened, shop: str, inside: Inside, rep: Api, manager: Api
) -> None:
    """Opened on the last working day before a week of holidays, due four working hours later."""
    deal = a_deal(rep)
    with standing(inside, shop, "2026-09-30T16:00:00+08:00"):
        item = opened(inside, shop, "rep", deal, due={"hours": 4, "in": "working"})
        found = rep.get(f"records/work_item/{item}")
        assert datetime.fromisoformat(found["due_at"]) == datetime.fromisoformat("2026-10-08T11:00:00+08:00")
        with inside(shop) as work:
            moments = [ladder.due(work)]
        assert moments[0] is not None and moments[0] <= datetime.fromisoformat("2026-10-08T11:00:00+08:00")
        stand(inside, shop, "2026-10-07T12:00:00+08:00")
        ladder.climb_due(parts.ground, place_of(parts, shop))
        assert rep.get(f"records/work_item/{item}")["escalated"] == 0
        stand(inside, shop, "2026-10-08T11:00:00+08:00")
        ladder.climb_due(parts.ground, place_of(parts, shop))
        ladder.climb_due(parts.ground, place_of(parts, shop))
        assert rep.get(f"records/work_item/{item}")["escalated"] == 1
        titles = [each["title"]["zh"] for each in manager.told()]
        assert "已升级：停留过久" in titles
        stand(inside, shop, "2026-10-12T18:00:00+08:00")
        ladder.climb_due(parts.ground, place_of(parts, shop))
        sheet = rep.get(f"work-items/{item}")
        assert (sheet["item"]["escalated"], [each["done"] for each in sheet["ladder"]]) == (2, [True, True])
        refused = rep.act("escalate_work_item", {}, item, 409)["error"]
        assert refused["code"] == "no_rung_left"


def test_past_cases_are_alike_and_only_ones_own(shop: str, inside: Inside, rep: Api, rep2: Api) -> None:
    source = f"rule:{uuid4().hex[:6]}"
    far = opened(inside, shop, "rep", a_deal(rep, amount="900000"), source=source)
    near = opened(inside, shop, "rep", a_deal(rep, amount="100000"), source=source)
    theirs = opened(inside, shop, "rep2", a_deal(rep2, amount="100000"), source=source)
    for each in (far, near):
        rep.act("resolve_work_item", {"resolution": f"因为 {each}"}, each)
    item = opened(inside, shop, "rep", a_deal(rep, amount="110000"), source=source)
    found = rep.get(f"work-items/{item}")["similar"]
    assert [each["id"] for each in found] == [near, far] and theirs not in [each["id"] for each in found]
    assert found[0]["resolution"] == f"因为 {near}"


def test_repeats_and_figures(shop: str, inside: Inside, rep: Api, manager: Api) -> None:
    source, deal = f"rule:{uuid4().hex[:6]}", a_deal(rep)
    for at in range(3):
        item = opened(inside, shop, "rep", deal, source=source, episode=str(at))
        assert rep.get(f"records/work_item/{item}")["repeats"] == at
        rep.act("respond_work_item", {}, item)
    asked = {"filter": ["source", "=", source]}
    again = manager.post("metrics/work_item_repeats/query", asked, 200)["rows"]
    assert [row["value"] for row in again] == ["2"]
    hours = manager.post("metrics/work_item_response_hours/query", {**asked, "group": ["owner"]}, 200)["rows"]
    assert len(hours) == 1 and hours[0]["value"] is not None


def test_rejected_evidence_opens_a_review(shop: str, inside: Inside, rep: Api) -> None:
    deal = a_deal(rep)
    evidence = rep.post("records/evidence", {"kind": "site_photo", "about": {"object": "deal", "id": deal}})[
        "id"
    ]
    with inside(shop) as work:
        for _ in range(2):
            work.records.update("evidence", UUID(evidence), {"state": "rejected"}, loose=True)
    found = rep.get("records/work_item", filter=["about_record", "=", deal])["items"]
    assert [(each["source"], each["kind"], each["level"]) for each in found] == [
        ("evidence.rejected", "review", "red")
    ]
    assert rep.get(f"records/deal/{deal}")["stage"] == "prospecting"


@pytest.mark.parametrize(
    ("length", "start", "end"),
    [
        ({"hours": 4, "in": "working"}, "2026-09-30T16:00:00+08:00", "2026-10-08T11:00:00+08:00"),
        ({"days": 1, "in": "working"}, "2026-09-30T16:00:00+08:00", "2026-10-08T18:00:00+08:00"),
        ({"days": 3}, "2026-09-30T16:00:00+08:00", "2026-10-03T16:00:00+08:00"),
        ({"hours": 0}, "2026-09-30T22:00:00+08:00", "2026-09-30T22:00:00+08:00"),
    ],
)
def test_lengths(shop: str, inside: Inside, length: dict[str, Any], start: str, end: str) -> None:
    from prooftrail.platform.calendar.store import calendar_of

    with inside(shop) as work:
        assert is_length(length)
        assert end_of(datetime.fromisoformat(start), length, calendar_of(work)) == datetime.fromisoformat(end)
    assert not is_length({"hours": True}) and not is_length({"hours": 1, "days": 1}) and not is_length(json)

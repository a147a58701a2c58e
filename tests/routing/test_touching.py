"""Two at one company within a few days: told on the action and the decision, with a figure that opens it."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from prooftrail.opening import Opened
from prooftrail.sales.dedupe import keeping
from tests.conftest import Api
from tests.routing.conftest import Clock, Inside, Turn, clear, decided, lead, published, rule, team
from tests.routing.test_health import figure

DAY = datetime(2027, 5, 3, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
WEEK, SECOND = timedelta(days=7), timedelta(seconds=1)


@pytest.fixture
def customer(manager: Api, inside: Inside, shop: str, clock: Clock) -> str:
    """A customer nobody was at yet."""
    clock(DAY)
    return str(manager.post("records/customer", {"name": "甬澄重复触达食品"})["id"])


def call(inside: Inside, shop: str, who: str, customer: str, at: datetime, **more: Any) -> str:
    """An action of somebody, as it came from his phone."""
    with inside(shop) as work:
        said = {"type": "call", "customer": customer, "topic": "谈供货时间", "next_step": "周五再打",
                "owner": who, "occurred_at": at, **more}  # fmt: skip
        return str(work.records.create("activity", said, loose=True).id)


def twice(api: Api, id: str) -> bool | None:
    found: bool | None = api.get(f"records/activity/{id}")["touched_twice"]
    return found


def test_anothers_action_within_a_week_is_a_duplicate_and_the_figure_opens_it(
    ops: Api, admin: Api, people: dict[str, str], inside: Inside, shop: str, customer: str, clock: Clock
) -> None:
    rep, peer, far = people["rep"], people["huangzhuoyan"], people["rep2"]
    first = call(inside, shop, rep, customer, DAY)
    again = call(inside, shop, rep, customer, DAY + SECOND)
    second = call(inside, shop, far, customer, DAY + WEEK)
    clock(DAY + 3 * WEEK)
    late = call(inside, shop, peer, customer, DAY + 2 * WEEK + 2 * SECOND)
    assert [twice(admin, each) for each in (first, again, second, late)] == [False, False, True, False]
    period = {"from": "2027-05-10", "to": "2027-05-10", "by": "day"}
    asked = {"period": period, "filter": ["customer", "=", customer]}
    (row,) = admin.post("metrics/duplicate_touch/query", asked, 200)["rows"]
    assert (float(row["value"]), row["level"]) == (100.0, "red")
    opened = row["records"]["twice"]
    rows = admin.get("records/activity", filter=opened["filter"])["items"]
    assert [each["id"] for each in rows] == [second]


def test_what_is_logged_by_its_rep_is_told_apart_too(
    rep: Api, inside: Inside, shop: str, clock: Clock
) -> None:
    clock(DAY)
    mine = str(rep.post("records/customer", {"name": "甬澄触达一记食品"})["id"])
    said = {"type": "call", "customer": mine, "topic": "谈供货时间", "next_step": "周五再打"}
    assert twice(rep, rep.act("log_activity", said)["result"]["activity"]) is False


def test_of_one_deal_or_of_one_department_nobody_is_touched_twice(
    admin: Api, manager: Api, people: dict[str, str], inside: Inside, shop: str, customer: str
) -> None:
    deal = str(manager.post("records/deal", {"name": "一单", "customer": customer})["id"])
    rep, far, month = people["rep"], people["rep2"], timedelta(days=30)
    call(inside, shop, rep, customer, DAY - month, deal=deal)
    assert twice(admin, call(inside, shop, far, customer, DAY - month, deal=deal)) is False
    admin.act("change_setting", {"key": "routing.touch_apart", "value": "unit"})
    try:
        call(inside, shop, rep, customer, DAY)
        assert twice(admin, call(inside, shop, people["sunhao"], customer, DAY)) is False
        assert twice(admin, call(inside, shop, far, customer, DAY)) is True
    finally:
        admin.act("reset_setting", {"key": "routing.touch_apart"})


def test_two_leads_of_one_company_answered_by_two_are_a_duplicate(
    ops: Api, rep: Api, rep2: Api, people: dict[str, str], parts: Opened, inside: Inside, shop: str,
    turn: Turn, clock: Clock,
) -> None:  # fmt: skip
    clear(inside, shop)
    clock(DAY)
    published(ops, rule("turns", team(people["rep"], people["rep2"])))
    names = ("浙江甬珑触达阀门有限公司", "甬珑触达阀门", "杭州甬珑别家阀门")
    ids = [lead(ops, company=each) for each in names]
    place = parts.workspaces.directory.find(shop)
    while keeping.sweep(parts.ground, place):
        pass
    turn()
    owners = [ops.get(f"records/lead/{each}")["owner"]["id"] for each in ids]
    assert owners[0] != owners[1]
    api = {people["rep"]: rep, people["rep2"]: rep2}
    for one, owner in zip(ids, owners, strict=True):
        api[owner].patch(f"records/lead/{one}", {"status": "working"})
    assert [decided(ops, each)["touched_twice"] for each in ids] == [False, True, False]
    found = figure(ops, "duplicate_lead_touch")
    assert (found["terms"]["twice"], found["terms"]["answered"]) == (1, 3)


def test_who_takes_up_what_another_answered_touches_it_again(
    ops: Api, rep: Api, rep2: Api, people: dict[str, str], inside: Inside, shop: str, turn: Turn, clock: Clock
) -> None:
    clear(inside, shop)
    clock(DAY)
    published(ops, rule("one", team(people["rep"])))
    one = lead(ops)
    turn()
    rep.patch(f"records/lead/{one}", {"status": "working"})
    published(ops, rule("both", team(people["rep"], people["rep2"])))
    clock(DAY + timedelta(hours=3))
    ops.act("assign_lead", {"to": people["rep2"]}, one)
    assert decided(ops, one)["answered_at"] is None
    rep2.act("accept_lead", {}, one)
    rep2.patch(f"records/lead/{one}", {"background": "又谈了一次", "status": "closed"})
    last = decided(ops, one)
    assert last["touched_twice"] is True
    assert datetime.fromisoformat(last["answered_at"]) == DAY + timedelta(hours=3)

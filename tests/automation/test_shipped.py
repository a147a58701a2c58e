"""The rules that are shipped: stuck after 72 hours, a silent rep; told once, with the last communications."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from prooftrail.app import sweeps
from prooftrail.opening import Opened
from prooftrail.platform.jobs.sweeps import run_once
from tests.conftest import Api, Callers

pytestmark = pytest.mark.heavy

WORDS = (
    "电话里确认了冷库的容积和温度",
    "到现场看了机组，量了门洞尺寸",
    "发了方案，讲了两种制冷剂的差别",
    "约好下周谈价格和付款",
)


@pytest.fixture
def admin(own_workspace: str, caller: Callers) -> Iterator[Api]:
    """The administrator of a company of the test's own."""
    yield caller("admin", own_workspace)


def moved(admin: Api, to: datetime) -> None:
    """The clock stands there, and what fell due on the way is done."""
    admin.post("dev/clock", {"now": to.isoformat()}, 200)


def items(admin: Api, source: str, about: str) -> list[dict[str, Any]]:
    """The work items a rule opened about a record."""
    said = ["and", ["source", "=", source], ["about_record", "=", about]]
    found: list[dict[str, Any]] = admin.get("records/work_item", filter=said)["items"]
    return found


def told(api: Api, item: str) -> int:
    """How often somebody was told of an item."""
    notes = api.told()
    return sum((each["about"] or {}).get("id") == item for each in notes)


def test_72_hours_at_a_stage_are_told_once_with_the_last_communications(
    admin: Api, own_workspace: str, caller: Callers, parts: Opened
) -> None:
    rep, manager, presales = (caller(login, own_workspace) for login in ("rep", "manager", "presales"))
    begun = datetime.fromisoformat(admin.get("me")["now"]).replace(microsecond=0)
    moved(admin, begun)
    customer = rep.post("records/customer", {"name": "北方冷链"})
    deal = rep.post("records/deal", {"name": "二号冷库", "customer": customer["id"]})
    for at, topic in enumerate(WORDS):
        said = {"type": "call", "deal": deal["id"], "topic": topic}
        rep.act("log_activity", said | {"occurred_at": (begun - timedelta(minutes=9 - at)).isoformat()})
    moved(admin, begun + timedelta(hours=71, minutes=59))
    assert items(admin, "rule:stuck_72_hours", deal["id"]) == []
    moved(admin, begun + timedelta(hours=72))
    (item,) = items(admin, "rule:stuck_72_hours", deal["id"])
    assert item["owner"]["id"] == rep.get("me")["id"] and "72" in item["title"]
    assert "「初步接触」" in item["title"] and "prospecting" not in item["title"]
    assert all(topic in item["cause"] for topic in WORDS[1:]) and WORDS[0] not in item["cause"]
    assert [told(each, item["id"]) for each in (rep, manager, presales)] == [1, 1, 1]
    for sweep in sweeps():
        if sweep.name.startswith("rules"):
            run_once(parts.ground, sweep)
    moved(admin, begun + timedelta(hours=80))
    assert len(items(admin, "rule:stuck_72_hours", deal["id"])) == 1


def test_a_rep_who_does_nothing_for_three_working_days_is_asked_and_an_action_closes_it(
    admin: Api, own_workspace: str, caller: Callers, stand: Callable[[str, datetime], None]
) -> None:
    rep = caller("rep", own_workspace)
    stand(own_workspace, datetime.fromisoformat("2031-03-03T10:00:00+08:00"))
    customer = rep.post("records/customer", {"name": "南方冷链"})
    visit = {"type": "visit", "customer": customer["id"], "topic": "看机组和管线，量了尺寸",
             "next_step": "三天内给方案"}  # fmt: skip
    rep.act("log_activity", visit)
    me = rep.get("me")["id"]
    moved(admin, datetime.fromisoformat("2031-03-06T23:59:00+08:00"))
    before = len(items(admin, "rule:silent_rep", me))
    moved(admin, datetime.fromisoformat("2031-03-07T00:00:00+08:00"))
    found = items(admin, "rule:silent_rep", me)
    assert len(found) == before + 1
    open_ones = [each for each in found if each["state"] == "open"]
    moved(admin, datetime.fromisoformat("2031-03-07T00:30:00+08:00"))
    rep.act("log_activity", visit)
    moved(admin, datetime.fromisoformat("2031-03-07T01:00:00+08:00"))
    after = {each["id"]: each["state"] for each in items(admin, "rule:silent_rep", me)}
    assert [after[each["id"]] for each in open_ones] == ["closed"] * len(open_ones)

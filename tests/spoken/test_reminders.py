"""What was agreed comes back on its day, and the next word closes it."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest

from tests.conftest import Api, Callers


@pytest.fixture
def boss(own_workspace: str, caller: Callers) -> Iterator[Api]:
    """The administrator of a company of the test's own."""
    yield caller("admin", own_workspace)


def moved(boss: Api, to: str) -> None:
    """The clock stands there, and what fell due on the way is done."""
    boss.post("dev/clock", {"now": datetime.fromisoformat(to).isoformat()}, 200)


def items(boss: Api, rule: str, about: str) -> list[dict[str, Any]]:
    """What a rule opened about a record."""
    said = ["and", ["source", "=", f"rule:{rule}"], ["about_record", "=", about]]
    found: list[dict[str, Any]] = boss.get("records/work_item", filter=said)["items"]
    return found


def test_a_next_step_comes_back_on_its_day(
    boss: Api, own_workspace: str, caller: Callers, stand: Callable[[str, datetime], None]
) -> None:
    rep = caller("rep", own_workspace)
    stand(own_workspace, datetime.fromisoformat("2031-03-03T10:00:00+08:00"))
    customer = rep.post("records/customer", {"name": "约定冷链"})["id"]
    deal = rep.post("records/deal", {"name": "三号冷库", "customer": customer})["id"]
    said = {"type": "visit", "topic": "首付比例", "next_step": "带样机过去", "next_on": "2031-03-05"}
    rep.act("log_activity", said | {"deal": deal})
    rep.act("log_activity", said | {"customer": customer, "next_step": "送资料", "topic": "资料"})
    moved(boss, "2031-03-05T07:59:00+08:00")
    assert items(boss, "next_step_due", deal) == []
    moved(boss, "2031-03-05T08:00:00+08:00")
    (item,) = items(boss, "next_step_due", deal)
    assert item["title"] == "约好今天：带样机过去" and item["owner"]["id"] == rep.get("me")["id"]
    assert "约定冷链" in item["cause"]
    (other,) = items(boss, "next_step_due_at_customer", customer)
    assert "送资料" in other["title"]
    moved(boss, "2031-03-05T09:00:00+08:00")
    rep.act("log_activity", {"type": "call", "deal": deal, "topic": "改到下午"})
    moved(boss, "2031-03-05T09:10:00+08:00")
    assert items(boss, "next_step_due", deal)[0]["state"] == "closed"

"""Daily work as people meet it: a request without a network, the day's one tap, the list, the points."""

import os
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from prooftrail.platform.people.actor import system
from prooftrail.platform.work import Work
from prooftrail.sales.daily.sweeping import make_rows
from prooftrail.sales.requests.weeks import coming, keep_weeks
from tests.conftest import Api
from tests.e2e.conftest import Enter
from tests.e2e.pocket_kit import Phone, fill_visit, go
from tests.e2e.pocket_kit import enter as enter_pocket

pytestmark = pytest.mark.browser
Clearly = Callable[[Page], None]
Inside = Callable[[str], AbstractContextManager[Work]]


def shot(page: Page, name: str) -> None:
    """A picture for whoever wants to look, where a folder is named."""
    if folder := os.environ.get("PROOFTRAIL_SHOTS"):
        page.screenshot(path=Path(folder) / f"daily-{name}.png", full_page=True)


@pytest.fixture
def begun(inside: Inside, demo: str) -> None:
    """Today has begun and the weeks are weighed, whatever day of the week it is."""
    with inside(demo) as work, work.acting(system("tests")):
        make_rows(work)
        keep_weeks(work, coming(work))


def test_a_request_raised_without_a_network_is_done_and_confirmed(
    phone: Phone, enter: Enter, rep: Api, deal: dict[str, Any], seen_clearly: Clearly
) -> None:
    page = phone()
    enter_pocket(page)
    go(page, f"deals/{deal['id']}")
    ask = page.get_by_role("button", name="找人支援")
    expect(ask).to_be_visible()
    page.context.set_offline(True)
    ask.click()
    page.get_by_text("演示", exact=True).click()
    page.get_by_label("说清楚要什么").fill("二期冷库，给设备部看节能测算")
    shot(page, "pocket-ask")
    page.get_by_role("button", name="提出请求").click()
    expect(page.get_by_role("link", name="演示 …")).to_be_visible()
    page.context.set_offline(False)
    asked = page.get_by_role("link", name="待响应")
    expect(asked).to_contain_text("吴思源")
    seen_clearly(page)
    shot(page, "pocket-deal")
    (request,) = rep.get("records/team_request", filter=["deal", "=", deal["id"]])["items"]
    desk = enter("presales")
    desk.goto(f"/o/team_request/{request['id']}")
    desk.get_by_role("button", name="接下", exact=True).click()
    desk.get_by_role("button", name="交付", exact=True).click()
    desk.get_by_label("结果：做了什么").fill("现场演示，采购认可 COP 3.2")
    shot(desk, "desk-deliver")
    desk.get_by_role("dialog").get_by_role("button", name="交付", exact=True).click()
    expect(desk.get_by_role("dialog")).to_have_count(0)
    expect(desk.get_by_text("已交付", exact=True).first).to_be_visible()
    seen_clearly(desk)
    shot(desk, "desk-request")
    go(page, f"o/team_request/{request['id']}")
    page.get_by_role("button", name="确认结果").click()
    expect(page.get_by_text("已确认", exact=True).first).to_be_visible()
    assert rep.get(f"records/team_request/{request['id']}")["state"] == "confirmed"
    shot(page, "pocket-request")


def test_the_day_is_told_by_what_was_logged(phone: Phone, deal: dict[str, Any]) -> None:
    page = phone()
    enter_pocket(page)
    go(page, f"log?deal={deal['id']}")
    fill_visit(page)
    page.get_by_label("异议").fill("首付三成太高")
    page.get_by_role("button", name="明天").click()
    page.get_by_role("button", name=re.compile("^保存")).click()
    expect(page.locator(".rite")).to_be_visible()
    go(page, "")
    expect(page.locator(".three")).to_contain_text("首付三成太高")
    expect(page.locator(".three")).to_contain_text(deal["customer"]["label"])


def test_one_tap_confirms_the_day_and_the_list_is_seen_on_the_desk(
    begun: None, phone: Phone, enter: Enter, seen_clearly: Clearly
) -> None:
    page = phone()
    enter_pocket(page)
    obstacle = page.get_by_label("今天最大的障碍")
    obstacle.fill("障" * 51)
    expect(page.get_by_text("多了 1 个字")).to_be_visible()
    expect(page.get_by_role("button", name="确认今天")).to_be_disabled()
    obstacle.fill("对方法务只收纸质合同")
    page.get_by_role("button", name="确认今天").click()
    expect(page.get_by_role("button", name="改一下再确认")).to_be_visible()
    expect(page.locator(".three")).to_contain_text("对方法务只收纸质合同")
    chosen = page.get_by_label("加一个商机")
    if chosen.count():
        chosen.select_option(index=1)
        said = page.get_by_label("今天要拿到什么")
        for at in range(said.count()):
            said.nth(at).fill("拿到签字的方案")
        shot(page, "pocket-list")
        page.get_by_role("button", name="交清单").click()
        expect(page.get_by_text("拿到签字的方案").first).to_be_visible()
    seen_clearly(page)
    shot(page, "pocket-today")
    desk = enter("manager")
    desk.goto("/daily")
    expect(desk.get_by_role("heading", level=1)).to_be_visible()
    expect(desk.get_by_text("对方法务只收纸质合同")).to_be_visible()
    seen_clearly(desk)
    shot(desk, "desk-meeting")


def test_points_stand_with_their_badges(phone: Phone, seen_clearly: Clearly) -> None:
    page = phone()
    enter_pocket(page)
    go(page, "me")
    expect(page.get_by_role("heading", name="积分")).to_be_visible()
    expect(page.get_by_text("稳扎稳打")).to_be_visible()
    seen_clearly(page)
    shot(page, "pocket-points")


@pytest.mark.parametrize("key", ["team_sla", "daily_work", "proven_points"])
def test_the_boards_of_daily_work(begun: None, key: str, enter: Enter) -> None:
    page = enter("director")
    page.goto(f"/insight/boards/{key}")
    expect(page.locator("[data-tile]").first).to_be_visible()
    expect(page.locator("[data-tile] .st-load")).to_have_count(0)
    shot(page, f"board-{key}")

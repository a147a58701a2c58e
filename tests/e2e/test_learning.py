"""A difference becomes a metric, a pack comes out of it, and a rep meets it on his deal with a script."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Api, Callers
from tests.e2e.conftest import Enter

pytestmark = pytest.mark.browser
PACK = "试验打法"
FEW = {"learning.least_people": 2, "learning.least_cases": 1, "learning.least_won": 1,
       "learning.step_percent": 10}  # fmt: skip


@pytest.fixture
def admin(caller: Callers, demo: str) -> Iterator[Api]:
    """A small company is enough, for as long as the test runs; what it made is taken back."""
    api = caller("admin")
    for key, value in FEW.items():
        api.act("change_setting", {"key": key, "value": value})
    yield api
    for key in FEW:
        api.act("reset_setting", {"key": key})
    api.act("retire_metric", {"key": "script_reuse"})
    for pack in api.get(
        "records/action_pack", filter=["and", ["state", "=", "in_force"], ["title", "=", PACK]]
    )["items"]:
        api.act("retire_pack", {}, pack["id"])


def test_from_a_difference_to_a_reps_deal(
    enter: Enter, admin: Api, deal: dict[str, Any], rep: Api, seen_clearly: Callable[[Page], None]
) -> None:
    page = enter("admin")
    page.goto("/insight/best")
    row = page.get_by_role("row", name=re.compile("异议处理话术复用率"))
    row.get_by_role("button", name="设为指标").click()
    expect(row.get_by_role("link", name="已是指标")).to_be_visible()
    seen_clearly(page)
    page.get_by_role("button", name=re.compile("打开.*×|×")).first.click()
    panel = page.locator("aside.panel")
    expect(panel.locator("[data-arithmetic]")).to_contain_text("×")
    panel.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(r"/o/\w+\?f="))
    page.goto("/insight/best")
    page.get_by_role("button", name="提炼成动作包").click()
    page.get_by_role("textbox", name="动作包名称").fill(PACK)
    page.get_by_role("button", name="生成草稿").click()
    expect(page.locator(".le-steps > li").first).to_be_visible()
    seen_clearly(page)
    page.get_by_role("button", name="发布", exact=True).click()
    expect(page.get_by_text("在用").first).to_be_visible()
    page.goto("/insight/packs")
    expect(page.get_by_role("link", name=PACK)).to_be_visible()
    seen_clearly(page)
    page.context.clear_cookies()
    _met_on_the_deal(enter("rep"), deal, rep)


def _met_on_the_deal(page: Page, deal: dict[str, Any], rep: Api) -> None:
    page.goto(f"/o/deal/{deal['id']}")
    expect(page.locator(".pk-road li.next")).to_have_count(1)
    page.get_by_role("button", name="记这一步").click()
    panel = page.locator("aside.panel")
    panel.get_by_label("异议").fill("对方嫌首付三成太高")
    offer = panel.locator("[data-script]").first
    offer.get_by_role("button", name="用这条").click()
    expect(offer.get_by_role("status")).to_be_visible()
    panel.get_by_label("谈了什么").fill("谈付款节点")
    panel.get_by_label("下一步", exact=True).fill("改付款节点后重报")
    panel.locator("button[type=submit]").click()
    expect(panel).to_have_count(0)
    kept = rep.get("records/activity", filter=["deal", "=", deal["id"]])["items"]
    assert [bool(each["script"]) for each in kept] == [True]
    expect(page.locator(".pk-road li.done")).to_have_count(1)

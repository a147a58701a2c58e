"""Boards in a browser: drilled down to one record, narrowed, designed by keyboard, and on a phone."""

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.conftest import Callers
from tests.e2e.conftest import Enter

pytestmark = pytest.mark.browser
HEAT = "部门动作热力"


def open_board(page: Page, key: str = "process_health") -> None:
    page.goto(f"/insight/boards/{key}?t=this:year")
    expect(page.locator('[data-tile="heat"] .bd-cell').first).to_be_visible()


def cells(page: Page) -> list[int]:
    """The figures of the heat map."""
    return [
        int(text.replace(",", "")) for text in page.locator('[data-tile="heat"] .bd-cell').all_inner_texts()
    ]


def whole(page: Page) -> int:
    return int(page.locator('[data-tile="heat"] .bd-total .door').inner_text().replace(",", ""))


def test_a_heat_map_is_drilled_from_a_department_to_one_record(enter: Enter, seen_clearly: object) -> None:
    page: Page = enter("director")
    open_board(page)
    assert sum(cells(page)) == whole(page)
    seen_clearly(page)  # type: ignore[operator]
    name = page.locator('[data-tile="heat"] tbody .bd-name').first
    department = name.inner_text()
    name.click()
    expect(page.locator(".bd-chip")).to_have_text(department)
    expect(page.locator('[data-tile="heat"] tbody tr')).to_have_count(1)
    cell = page.locator('[data-tile="heat"] .bd-cell').first
    figure = cell.inner_text()
    cell.click()
    panel = page.locator("aside.panel")
    expect(panel.get_by_role("heading", level=2)).to_have_text(f"来历：{HEAT}")
    expect(panel.locator("[data-arithmetic]")).to_have_text(f"动作 {figure} = {figure}")
    panel.get_by_role("link", name=re.compile("打开")).click()
    expect(page).to_have_url(re.compile(r"/o/activity\?f="))
    expect(page.get_by_text(f"{figure} 条", exact=True).first).to_be_visible()
    page.locator("tbody a, [role=row] a").first.click()
    expect(page).to_have_url(re.compile(r"/o/activity/[0-9a-f-]{36}"))


def test_by_a_rep_the_same_tile_has_his_records_and_adds_up_to_his_list(
    enter: Enter, caller: Callers
) -> None:
    page: Page = enter("rep")
    open_board(page)
    total = whole(page)
    assert sum(cells(page)) == total > 0
    rep = caller("rep")
    year = rep.get("me")["now"][:4]
    since = ["occurred_at", ">=", f"{year}-01-01T00:00:00+08:00"]
    until = ["occurred_at", "<", f"{int(year) + 1}-01-01T00:00:00+08:00"]
    listed = rep.get("records/activity", limit="1", count="exact", filter=["and", since, until])
    assert listed["count"] == total
    page.locator('[data-tile="heat"] .bd-total .door').click()
    panel = page.locator("aside.panel")
    expect(panel.locator("[data-arithmetic]")).to_have_text(f"动作 {total:,} = {total:,}")


def test_a_board_is_put_together_by_keyboard_and_published(enter: Enter, seen_clearly: object) -> None:
    page: Page = enter("ops")
    page.goto("/insight/boards/new")
    page.get_by_label("中文名").first.fill("键盘看板")
    page.get_by_label("英文名").first.fill("Keyboard board")
    tools = page.get_by_role("toolbar", name="加一格")
    tools.get_by_role("button", name="数字").click()
    tools.get_by_role("button", name="排名").click()
    tiles = page.locator(".bd-canvas .bd-tile")
    expect(tiles).to_have_count(2)
    grip = page.get_by_role("button", name=re.compile("^移动")).first
    held = page.locator(".bd-held").first
    before = held.evaluate("each => each.style.gridColumn")
    grip.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("p[aria-live]").filter(has_text="第 2 列")).to_have_count(1)
    size = page.get_by_role("button", name=re.compile("^改")).first
    size.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("p[aria-live]").filter(has_text="宽 4")).to_have_count(1)
    page.get_by_role("button", name="撤销").click()
    page.get_by_role("button", name="撤销").click()
    assert page.locator(".bd-held").first.evaluate("each => each.style.gridColumn") == before
    page.get_by_role("button", name="手机", exact=True).click()
    page.locator(".bd-order input").first.check()
    expect(page.locator(".bd-phone-f .ph-tile")).to_have_count(1)
    seen_clearly(page)  # type: ignore[operator]
    page.get_by_role("button", name="发布").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("键盘看板")
    expect(page.locator(".bd-grid .bd-tile")).to_have_count(2)


def test_the_directors_twelve_are_on_his_phone_down_to_the_records(browser: Browser, site: str) -> None:
    context: BrowserContext = browser.new_context(
        base_url=site, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, locale="zh-CN"
    )
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.goto("/m")
    page.locator('[data-login="director"], .roles button:has-text("总监")').first.click()
    page.locator("nav.tabs").wait_for()
    page.get_by_role("link", name=re.compile("看板")).click()
    expect(page.locator(".ph-tile")).to_have_count(12)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
    page.locator('[data-tile="open"] button.ph-tile').click()
    expect(page.locator("[data-arithmetic]")).to_contain_text("在途")
    page.get_by_role("link", name=re.compile("打开")).click()
    expect(page).to_have_url(re.compile(r"/m/list/deal"))
    page.locator("a.ln").first.click()
    expect(page).to_have_url(re.compile(r"/m/deals/"))
    context.close()

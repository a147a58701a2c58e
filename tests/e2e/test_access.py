"""The access designer in a browser: a role narrowed, a money field hidden, seen, published, undone."""

import re
from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Api, Callers
from tests.e2e.conftest import Enter

pytestmark = pytest.mark.browser


@pytest.fixture
def admin(demo: str, caller: Callers) -> Iterator[Api]:
    """The administrator, who leaves access as he found it."""
    api = caller("admin")
    before = {each["id"] for each in api.get("access/history", limit=200)["items"]}
    yield api
    for each in api.get("access/history", limit=200)["items"]:
        if each["id"] not in before and not each["undone"] and "undoes" not in each["about"]:
            api.call("POST", f"access/history/{each['id']}/undo", {})


def reach(page: Page, object: str, to: str) -> None:
    """How far the role reads one object."""
    page.locator(f'[data-object="{object}"] select').first.select_option(to)


def hide(page: Page, object: str, field: str) -> None:
    """Hide a field from the role."""
    page.locator(f'[data-object="{object}"] button[aria-expanded]').click()
    page.locator(f'[data-rule="{field}"] select').select_option("hidden")


def undo_newest(page: Page) -> None:
    page.goto("/access/history")
    page.locator(".acc-deeds > li").first.get_by_role("button", name="撤销").click()
    expect(page.locator(".acc-deeds > li").first).to_contain_text("撤销了之前的一条")


def test_narrowing_a_role_is_seen_before_it_is_published_and_undone_after(
    enter: Enter, admin: Api, caller: Callers, seen_clearly: Callable[[Page], None]
) -> None:
    finance = caller("finance")
    deals = finance.get("records/deal", count="exact", limit=1)["count"]
    page = enter("admin")
    page.get_by_role("link", name="权限", exact=True).click()
    page.get_by_role("link", name="财务", exact=True).click()
    reach(page, "deal", "own")
    hide(page, "customer", "annual_purchase")
    seen_clearly(page)
    assert finance.get("records/deal", count="exact", limit=1)["count"] == deals
    page.get_by_role("link", name="看差异").click()
    told = page.locator('[data-person="finance"]')
    expect(told.locator('[data-turn="deal"]')).to_contain_text(f"少看 {deals:,} 条")
    expect(told.locator('[data-turn="customer"]')).to_contain_text("看不到字段：年采购额")
    assert told.locator('[data-turn="deal"] .acc-loss svg[aria-label="失去"]').count() >= 1
    seen_clearly(page)
    page.get_by_role("button", name="发布", exact=True).click()
    page.get_by_role("button", name=re.compile("以.*查看")).first.click()
    expect(page.locator(".strip")).to_contain_text("只读")
    page.goto("/o/customer")
    expect(page.locator("main")).not_to_contain_text("年采购额")
    assert finance.get("records/deal", count="exact", limit=1)["count"] == 0
    assert "annual_purchase" not in finance.get("records/customer", limit=1)["items"][0]
    page.get_by_role("button", name="退出查看").click()
    expect(page.locator(".strip")).to_have_count(0)
    undo_newest(page)
    assert finance.get("records/deal", count="exact", limit=1)["count"] == deals


def test_a_role_is_made_and_given_with_dates(enter: Enter, admin: Api) -> None:
    key = f"audit{uuid4().hex[:6]}"
    page = enter("admin")
    page.goto("/access/roles")
    page.get_by_role("button", name="新建角色").click()
    page.get_by_label("中文名称").fill("审计")
    page.get_by_label("英文名称").fill("Audit")
    page.get_by_label("标识").fill(key)
    page.get_by_label("照着建").select_option("legal")
    page.get_by_role("button", name="建立草稿").click()
    reach(page, "activity", "all")
    page.get_by_role("link", name="看差异").click()
    expect(page.locator("main")).to_contain_text("没有人的权限会变")
    page.get_by_role("button", name="发布", exact=True).click()
    expect(page.get_by_role("link", name="权限留痕").last).to_be_visible()
    page.goto("/access/people")
    page.get_by_label("找人").fill("store")
    page.locator(".acc-door").click()
    page.get_by_role("button", name="授予角色").click()
    page.get_by_label("哪个角色").click()
    page.locator(".ant-select-item-option", has_text="审计").first.click()
    page.locator(".panel").get_by_role("button", name="看差异").click()
    dialog = page.locator("dialog")
    expect(dialog.locator('[data-turn="activity"]')).to_contain_text("多看")
    dialog.get_by_role("button", name="发布").click()
    expect(dialog).to_have_count(0)
    expect(page.locator(".panel")).to_contain_text("审计")
    held = next(each for each in admin.get("access/people")["items"] if each["login"] == "store")["roles"]
    assert key in {each["role"] for each in held}


def test_the_pages_are_clear_to_everybody(
    enter: Enter, admin: Api, seen_clearly: Callable[[Page], None]
) -> None:
    page = enter("admin")
    for path, mark in (("roles", ".tb"), ("people", ".acc-door"), ("departments", ".acc-dep"),
                       ("history", "main"), ("shares", "main")):  # fmt: skip
        page.goto(f"/access/{path}")
        page.locator(mark).first.wait_for()
        seen_clearly(page)


def test_who_may_not_finds_no_door(enter: Enter, demo: str) -> None:
    page = enter("ops")
    expect(page.get_by_role("link", name="权限", exact=True)).to_have_count(0)
    page.goto("/access/roles")
    expect(page.locator("main")).to_contain_text("这里只给管理权限的人")

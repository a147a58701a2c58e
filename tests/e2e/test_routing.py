"""Distribution rules drawn at the desk: layers changed, tried on a lead, replayed on the past, kept."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Callers
from tests.e2e.conftest import Enter

pytestmark = pytest.mark.browser


def test_rules_are_drawn_tried_and_replayed_without_code(
    enter: Enter, caller: Callers, seen_clearly: Callable[[Page], None]
) -> None:
    page = enter("ops")
    page.goto("/o/lead")
    page.get_by_role("link", name="分配规则").click()
    rules = page.get_by_role("navigation", name="规则，从上往下")
    expect(rules.get_by_role("listitem")).to_have_count(3)
    expect(page.locator(".gd-layer")).to_have_count(4)
    seen_clearly(page)
    page.get_by_role("button", name="加一层").click()
    page.get_by_role("menuitem", name="团队").click()
    page.get_by_role("combobox", name="加部门（含下级）").fill("华东")
    page.get_by_title("华东大区").click()
    expect(page.locator(".gd-layer").last).to_contain_text("华东大区")
    page.get_by_role("button", name="重放", exact=True).first.click()
    page.locator("[data-sheet=replay]").get_by_role("button", name="重放").click()
    expect(page.locator("[data-changed] .tb").first).to_contain_text("分给人")
    seen_clearly(page)
    page.get_by_role("button", name="试派", exact=True).first.click()
    page.get_by_role("combobox", name="拿一条线索试").fill("询价")
    page.locator(".ant-select-item-option").first.click()
    page.locator("[data-sheet=try]").get_by_role("button", name="试派").click()
    expect(page.locator(".gd-verdict")).to_contain_text("会")
    page.get_by_role("button", name="保存草稿").click()
    expect(page.get_by_text("草稿已保存")).to_be_visible()
    shown = caller("ops").act("show_distribution", {"about": "lead"})["result"]
    assert [each["about"] for each in shown["draft"]["rules"]["rules"][0]["layers"]][-1] == "team"
    assert shown["live"] is None

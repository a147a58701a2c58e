"""A formula typed in the browser: suggestions, a fault at its place, a live value, a field made of it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Enter

pytestmark = pytest.mark.browser

Clearly = Callable[[Page], None]


def begin(page: Page) -> None:
    """The panel of a new formula field for customers."""
    page.goto("/design/customer")
    page.get_by_role("button", name="加字段").first.click()
    page.get_by_role("button", name="公式").click()


def test_a_formula_is_typed_with_suggestions_and_shows_its_value(enter: Enter, seen_clearly: Clearly) -> None:
    page = enter("ops")
    begin(page)
    box = page.get_by_role("combobox", name="公式")
    box.click()
    page.keyboard.type("年采")
    expect(page.get_by_role("option").first).to_contain_text("年采购额")
    page.keyboard.press("Enter")
    expect(box).to_have_value("年采购额")
    page.keyboard.type(" * 1.15")
    expect(page.locator(".fx-value")).to_be_visible()
    expect(page.locator(".fx-mirror .fx-chip")).to_have_text("年采购额")
    seen_clearly(page)
    page.get_by_label("中文名称").fill("含税采购额")
    page.locator("#field-en").fill("Purchase with tax")
    expect(page.locator("#field-name")).to_have_value(re.compile("^x_."))  # suggested first
    page.locator("#field-name").fill("x_with_tax")
    page.get_by_role("button", name="加上").click()
    expect(page.get_by_text("含税采购额").first).to_be_visible()
    page.goto('/o/customer?f=["name","contains","公司"]')
    page.get_by_role("link").filter(has_text="公司").first.click()
    expect(page.get_by_text("含税采购额").first).to_be_visible()


def test_a_fault_stands_at_its_place_with_a_remedy(enter: Enter) -> None:
    page = enter("ops")
    begin(page)
    box = page.get_by_role("combobox", name="公式")
    box.fill('如果(等级 = "甲", 年采够额, 0)')
    faults = page.locator(".fx-faults li")
    expect(faults).to_have_count(2)
    expect(faults.nth(1)).to_contain_text("年采购额")
    assert page.locator(".fx-mirror .fx-bad").all_inner_texts() == ['"甲"', "年采够额"]
    box.fill("今天() - 创建时间")
    expect(faults).to_have_count(1)
    box.fill('客户名称 & "（" & 等级 & "）"')
    expect(page.locator(".fx-result")).to_be_visible()

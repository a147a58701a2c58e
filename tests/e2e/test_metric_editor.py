"""A metric made without code in the browser: named, measured, a line drawn, kept, changed and taken back."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Enter

pytestmark = pytest.mark.browser


def test_made_changed_and_brought_back(enter: Enter, seen_clearly: object) -> None:
    page: Page = enter("ops")
    page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/")[2] + "/insight/metrics")
    page.get_by_role("link", name="新建指标").click()
    page.get_by_label("中文名").first.fill("填了金额的商机")
    page.get_by_label("英文名").first.fill("Deals with an amount")
    page.get_by_label("标识").fill("e2e_with_amount")
    page.get_by_label("说明（中文）").fill("有金额的商机数")
    page.get_by_label("说明（英文）").fill("How many deals have an amount")
    term = page.locator('[data-term="a"]')
    term.get_by_label("中文名").fill("商机")
    term.get_by_label("英文名").fill("Deals")
    expect(page.locator("[data-live] .fig")).to_have_text(re.compile(r"\d+"))
    page.get_by_label("公式", exact=True).fill("a / 0")
    expect(page.locator(".mte-result .risk")).to_be_visible()
    page.get_by_label("公式", exact=True).fill("a")
    page.get_by_role("button", name="加一条").click()
    page.get_by_label("界线").fill("100000")
    expect(page.locator("[data-live]")).to_contain_text("红线")
    seen_clearly(page)  # type: ignore[operator]
    page.get_by_role("button", name="保存").click()
    expect(page).to_have_url(re.compile("/insight/metrics/e2e_with_amount$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("填了金额的商机")
    page.get_by_label("中文名").first.fill("商机总数")
    page.get_by_role("button", name="保存").click()
    expect(page.locator('[data-version="2"]')).to_contain_text("在用")
    page.locator('[data-version="1"]').get_by_role("button", name="取回").click()
    expect(page.get_by_label("中文名").first).to_have_value("填了金额的商机")

"""A roll-up with a filter, made and tried in the browser; a formula tried with any record."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Callers
from tests.e2e.conftest import Enter

pytestmark = pytest.mark.browser

Clearly = Callable[[Page], None]
OPEN = ".ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option"
"""An offer of the list that is open; the others stay on the page, hidden."""


def begin(page: Page, type: str) -> None:
    """The panel of a new field of customers."""
    page.goto("/design/customer")
    page.get_by_role("button", name="加字段").first.click()
    page.get_by_role("button", name=type).click()


def pick(page: Page, label: str, option: str) -> None:
    """One of a list, found by typing."""
    page.get_by_role("combobox", name=label).click()
    page.keyboard.type(option)
    page.locator(OPEN).filter(has_text=option).first.click()


def customer_with_deals(caller: Callers, name: str) -> dict[str, Any]:
    ops = caller("ops")
    made: dict[str, Any] = ops.post("records/customer", {"name": name, "annual_purchase": "1000"})
    for n in (1, 2, 4):
        ops.post("records/deal", {"name": f"{name}{n}", "customer": made["id"], "amount": f"{n}00"})
    return made


def test_a_rollup_counts_what_its_filter_holds(enter: Enter, caller: Callers, seen_clearly: Clearly) -> None:
    made = customer_with_deals(caller, "汇总试算客户")
    page = enter("ops")
    begin(page, "汇总")
    pick(page, "汇总哪个对象", "商机")
    pick(page, "它经哪个关联指到这里", "客户")
    pick(page, "怎么算", "合计")
    pick(page, "取哪个字段", "金额")
    expect(page.locator(".fx-value")).to_be_visible()
    pick(page, "用这条记录试算", "汇总试算客户")
    expect(page.locator(".fx-value")).to_contain_text("700")
    expect(page.locator(".fx-result")).to_contain_text("由 3 条记录得出")
    page.get_by_role("button", name="满足条件的").click()
    page.locator(".cond .flt").get_by_label("字段").click()
    page.keyboard.type("金额")
    page.locator(OPEN).filter(has_text="金额").first.click()
    page.locator(".cond .flt").get_by_label("条件", exact=True).click()
    page.locator(OPEN).filter(has_text="大于").first.click()
    page.locator(".cond .flt").get_by_label("值", exact=True).fill("150")
    page.locator(".cond .flt").get_by_role("button", name="应用").click()
    expect(page.locator(".fx-value")).to_contain_text("600")
    expect(page.locator(".fx-result")).to_contain_text("由 2 条记录得出")
    seen_clearly(page)
    page.get_by_label("中文名称").fill("大单合计")
    page.locator("#field-en").fill("Large deals")
    expect(page.locator("#field-name")).to_have_value(re.compile("^x_."))  # suggested first
    page.locator("#field-name").fill("x_large_deals")
    page.get_by_role("button", name="加上").click()
    expect(page.get_by_text("大单合计").first).to_be_visible()
    found = caller("ops").get("objects/customer/fields/x_large_deals")
    assert found["options"]["filter"] == ["amount", ">", "150"]
    assert caller("ops").get(f"records/customer/{made['id']}")["name"] == "汇总试算客户"


def test_a_formula_is_tried_with_any_record(enter: Enter, caller: Callers) -> None:
    customer_with_deals(caller, "公式试算客户")
    caller("ops").post("records/customer", {"name": "更新的客户", "annual_purchase": "1"})
    page = enter("ops")
    begin(page, "公式")
    page.get_by_role("combobox", name="公式").fill("年采购额 * 3")
    expect(page.locator(".fx-value")).to_contain_text("3")
    pick(page, "用这条记录试算", "公式试算客户")
    expect(page.locator(".fx-value")).to_contain_text("3,000")


def test_a_circle_and_a_long_chain_stand_at_their_place(enter: Enter, caller: Callers) -> None:
    ops = caller("ops")
    names = ["1"]
    for n in range(4):
        body = {"name": f"x_ring{n}", "label": {"zh": f"环{n}", "en": f"Ring {n}"}, "type": "formula"}
        ops.post("objects/contact/fields", {**body, "options": {"formula": f"{names[-1]} + 1"}})
        names.append(f"x_ring{n}")
    page = enter("ops")
    page.goto("/design/contact")
    page.get_by_role("button", name="加字段").first.click()
    page.get_by_role("button", name="公式").click()
    box = page.get_by_role("combobox", name="公式")
    box.fill("2 * 环3")
    faults = page.locator(".fx-faults li")
    expect(faults).to_contain_text("最多 4 个")
    assert page.locator(".fx-mirror .fx-bad").all_inner_texts() == ["环3"]
    page.goto("/design/contact")
    page.get_by_role("button", name="环0").click()
    box = page.get_by_role("combobox", name="公式")
    box.fill("环2 + 1")
    expect(faults).to_contain_text("又用到自己")
    assert page.locator(".fx-mirror .fx-bad").all_inner_texts() == ["环2"]

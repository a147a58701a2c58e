"""What a person who makes rules does in the browser, move by move."""

import re

from playwright.sync_api import Locator, Page, expect

OPEN = ".ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option"
"""An offer of the list that is open; the others stay on the page, hidden."""


def pick(page: Page, within: Locator | Page, label: str, option: str) -> None:
    """One of a list, found by typing: the one of that very name, where there is one."""
    within.get_by_role("combobox", name=label, exact=True).first.click()
    page.keyboard.type(option)
    found = page.locator(OPEN).filter(has_text=option)
    expect(found.first).to_be_visible()
    named = found.filter(has_text=re.compile(f"^{re.escape(option)}$"))
    (named if named.count() else found).first.click()


def part(page: Page, name: str) -> Locator:
    """当, 若, 则 or 另."""
    return page.get_by_role("region", name=name, exact=True)


def from_template(page: Page, key: str) -> None:
    """A whole rule to begin with."""
    page.goto("/rules")
    page.get_by_role("button", name="新建规则").first.click()
    page.locator(f'[data-template="{key}"]').click()
    expect(part(page, "当")).to_be_visible()


def begin(page: Page, name: str, key: str, object: str) -> None:
    """A rule from nothing, for an object."""
    page.goto("/rules")
    page.get_by_role("button", name="新建规则").first.click()
    panel = page.get_by_role("complementary")
    pick(page, panel, "管哪个对象", object)
    panel.get_by_label("中文名称").fill(name)
    panel.get_by_label("英文名称").fill(key)
    panel.get_by_label("键", exact=True).fill(key)
    panel.get_by_role("button", name="建立草稿").click()
    expect(part(page, "当")).to_be_visible()


def publish(page: Page, version: int = 1) -> None:
    """Put what is drawn in force, past the dialog that says what changes."""
    page.get_by_role("button", name="发布", exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(f"发布第 {version} 版")
    dialog.get_by_role("button", name="发布", exact=True).click()
    expect(page.locator(".notices")).to_contain_text(f"第 {version} 版已发布")


def try_on(page: Page, name: str) -> Locator:
    """What the rule would do to a record, found by its name."""
    pick(page, page, "哪条记录", name)
    page.get_by_role("button", name="试", exact=True).click()
    found = page.locator('[data-sheet="try"] [role="status"]')
    expect(found).to_be_visible()
    return found


def row(page: Page, key: str) -> Locator:
    """A rule in the list."""
    return page.locator(f'[data-rule="{key}"]')

"""Views in a browser: saved, shared, grouped, coloured, frozen, and dragged through the door."""

import re
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Api, Callers
from tests.e2e.conftest import Enter

pytestmark = pytest.mark.browser


@pytest.fixture
def ops(demo: str, caller: Callers) -> Api:
    return caller("ops")


def display(page: Page, what: str, choice: str) -> None:
    """One setting of the display menu."""
    page.get_by_label(what, exact=True).fill(choice)
    page.keyboard.press("Enter")


def leave_menu(page: Page) -> None:
    """Close the display menu; it would lie over the records."""
    page.get_by_role("heading", level=1).click()
    expect(page.get_by_role("dialog", name="显示")).to_have_count(0)


def test_a_view_is_grouped_saved_shared_and_met_at_once(
    enter: Enter, context: Any, ops: Api, seen_clearly: Any
) -> None:
    name = f"分级{uuid4().hex[:6]}"
    page = enter("manager")
    page.goto("/o/customer")
    page.get_by_role("button", name="显示").click()
    display(page, "分组", "等级")
    display(page, "行颜色", "等级")
    display(page, "冻结列", "前 2 列")
    leave_menu(page)
    heading = page.locator('[data-group="group:A"]')
    expect(heading).to_contain_text(re.compile(r"A 类.*\d+ 条.*年采购额"))
    expect(page.locator("tr.tinted").first).to_be_visible()
    seen_clearly(page)
    shown = page.locator("tr.tinted").count()
    heading.get_by_role("button", name="收起「A 类」").click()
    expect(heading.get_by_role("button", name="展开「A 类」")).to_be_visible()
    assert page.locator("tr.tinted").count() < shown
    page.get_by_role("button", name="另存为视图").click()
    page.get_by_label("中文名").fill(name)
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_role("link", name=name)).to_have_attribute("aria-current", "page")
    page.get_by_role("button", name="共享").click()
    page.get_by_role("menuitem", name="共享").click()
    page.get_by_label("所有人").check()
    page.locator("dialog[open]").get_by_role("button", name="共享", exact=True).click()
    expect(page.locator("dialog[open]")).to_have_count(0)
    context.clear_cookies()
    other = enter("rep")
    other.goto("/o/customer")
    other.get_by_role("link", name=name).click()
    expect(other.locator('[data-group^="group:"]').first).to_be_visible()
    expect(other.get_by_role("button", name="保存", exact=True)).to_have_count(0)


def test_a_card_is_dragged_between_choices_through_the_door(enter: Enter, ops: Api) -> None:
    name = f"看板客户{uuid4().hex[:6]}"
    made = ops.post("records/customer", {"name": name, "grade": "B"})
    page = enter("ops")
    page.goto(f'/o/customer?f=["name","=","{name}"]')
    page.get_by_role("button", name="显示").click()
    page.get_by_role("button", name="看板", exact=True).click()
    display(page, "按什么分列", "等级")
    leave_menu(page)
    card = page.locator(f'[data-record="{made["id"]}"]')
    expect(card).to_be_visible()
    start, end = card.bounding_box(), page.locator('[data-stage="A"]').bounding_box()
    assert start and end
    page.mouse.move(start["x"] + 60, start["y"] + 12)
    page.mouse.down()
    page.mouse.move(start["x"] + 40, start["y"] + 20, steps=4)
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + 120, steps=10)
    page.mouse.up()
    expect(page.locator('[data-stage="A"]').locator(f'[data-record="{made["id"]}"]')).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="改好了")).to_be_visible()
    assert ops.get(f"records/customer/{made['id']}")["grade"] == "A"


def test_columns_change_places_by_drag(enter: Enter) -> None:
    page = enter("manager")
    page.goto("/o/customer")
    page.get_by_role("button", name="列", exact=True).click()
    start = page.locator('[data-column="annual_purchase"]').bounding_box()
    end = page.locator('[data-column="code"]').bounding_box()
    assert start and end
    page.mouse.move(start["x"] + 120, start["y"] + 12)
    page.mouse.down()
    page.mouse.move(start["x"] + 120, start["y"] + 2, steps=4)
    page.mouse.move(end["x"] + 120, end["y"] + 8, steps=8)
    page.mouse.up()
    heads = page.get_by_role("columnheader")
    expect(heads.nth(2)).to_contain_text("年采购额")


def test_tabs_are_put_in_another_order_by_drag_and_by_keys(enter: Enter, caller: Callers) -> None:
    boss, mark = caller("manager"), uuid4().hex[:4]
    names = [f"{letter}{mark}" for letter in "甲乙丙"]
    ids = [
        boss.act("save_view", {"object": "product", "name": {"zh": name, "en": name}})["result"]["view"]["id"]
        for name in names
    ]
    page = enter("manager")
    page.goto("/o/product")
    tabs = page.get_by_role("navigation", name="视图")

    def order() -> list[str]:
        found = tabs.locator("a[data-view]").evaluate_all("all => all.map(each => each.dataset.view)")
        return [id for id in found if id in ids]

    expect(tabs.get_by_role("link", name=names[2])).to_be_visible()
    assert order() == ids
    start, end = (tabs.locator(f'[data-view="{id}"]').bounding_box() for id in (ids[2], ids[0]))
    assert start and end
    page.mouse.move(start["x"] + 10, start["y"] + 14)
    page.mouse.down()
    page.mouse.move(start["x"] - 4, start["y"] + 14, steps=4)
    with page.expect_response(lambda said: said.url.endswith("/actions/order_views")) as said:
        page.mouse.move(end["x"] + 8, end["y"] + 14, steps=10)
        page.mouse.up()
    assert said.value.ok and order() == [ids[2], ids[0], ids[1]]
    assert "v=" not in page.url
    with page.expect_response(lambda said: said.url.endswith("/actions/order_views")):
        tabs.locator(f'[data-view="{ids[2]}"]').press("Alt+ArrowRight")
    page.reload()
    expect(tabs.get_by_role("link", name=names[2])).to_be_visible()
    assert order() == [ids[0], ids[2], ids[1]]

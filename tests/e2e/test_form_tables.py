"""The table of what belongs to a record, inside its form: designed, filled at the desk and on the phone."""

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Api, Callers
from tests.e2e.conftest import Enter
from tests.forms.conftest import layout, publish, section

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def ops(demo: str, caller: Callers) -> Api:
    return caller("ops")


def said(name: str, label: str, type: str, **more: Any) -> dict[str, Any]:
    options = more.pop("options", {})
    return {
        "name": name,
        "label": {"zh": label, "en": name[2:].title()},
        "type": type,
        "options": options,
    } | more


@pytest.fixture
def order(ops: Api) -> tuple[str, str, str]:
    """An object, the one whose records are its lines, and a record to hang lines on."""
    mark = uuid4().hex[:8]
    head, line = f"x_order{mark}", f"x_line{mark}"
    ops.post("objects", {"name": head, "label": {"zh": "样品单", "en": "Order"}, "fields": []})
    fields = [said("x_order", "单", "reference", options={"object": head, "on_delete": "own"}),
              said("x_count", "件数", "integer", required=True), said("x_note", "备注", "text")]  # fmt: skip
    ops.post("objects", {"name": line, "label": {"zh": "样品行", "en": "Line"}, "fields": fields})
    return head, line, ops.post(f"records/{head}", {"name": "甬泰的样品"})["id"]


def test_a_table_is_placed_by_the_designer(enter: Enter, ops: Api, order: tuple[str, str, str]) -> None:
    head, line, _ = order
    page = enter("ops")
    page.goto(f"/forms/{head}")
    page.get_by_role("button", name="把「样品行 · 单」放进表单").click()
    item = page.locator(f'[data-item="{line}.x_order"]')
    expect(item).to_contain_text("样品行 · 单")
    page.locator(".fd-cols").get_by_label("备注").uncheck()
    page.get_by_role("button", name="保存草稿").click()
    expect(page.locator(".dg-h")).to_contain_text("草稿第 1 稿")
    page.get_by_role("button", name=re.compile("发布，")).click()
    expect(page.locator("dialog[open]")).to_contain_text("样品行 · 单")
    page.locator("dialog[open]").get_by_role("button", name=re.compile("发布")).click()
    expect(page.locator(".dg-h")).to_contain_text("已发布第 1 版")
    told = [each for tab in ops.get("forms", object=head)["layout"]["tabs"] for part in tab["sections"]
            for each in part["items"] if "table" in each]  # fmt: skip
    assert told[0]["table"] == f"{line}.x_order" and "x_note" not in told[0]["columns"]


def shown_rows(page: Page, line: str) -> Any:
    return page.locator(f'[data-table="{line}.x_order"] tbody tr')


def test_rows_are_added_changed_and_removed_at_the_desk(
    enter: Enter, ops: Api, order: tuple[str, str, str], seen_clearly: Callable[[Page], None]
) -> None:
    head, line, id = order
    table = {"table": f"{line}.x_order", "columns": ["name", "x_note"]}
    publish(ops, head, layout(section("资料", "name"), section("明细", table)))
    page = enter("ops")
    page.goto(f"/o/{head}/{id}")
    box = page.locator(f'[data-table="{line}.x_order"]')
    box.get_by_role("button", name="新建样品行").click()
    box.get_by_label("件数").fill("三")
    box.get_by_label("名称").fill("冷柜板")
    box.get_by_role("button", name="保存").click()
    expect(box.locator(".item-e")).to_contain_text("要是数字")
    box.get_by_label("件数").fill("3")
    box.get_by_role("button", name="保存").click()
    expect(shown_rows(page, line)).to_have_count(1)
    box.get_by_role("button", name="改冷柜板").or_(box.locator("tbody .tap").first).first.click()
    box.get_by_label("备注").fill("要两种厚度")
    box.get_by_role("button", name="保存").click()
    expect(shown_rows(page, line)).to_contain_text("要两种厚度")
    seen_clearly(page)
    kept = ops.get(f"records/{line}", filter=["x_order", "=", id])["items"]
    assert [(each["name"], each["x_count"], each["x_note"]) for each in kept] == [("冷柜板", 3, "要两种厚度")]
    box.locator("tbody .tap").last.click()
    expect(shown_rows(page, line)).to_have_count(0)


def test_rows_are_cards_on_the_phone(
    page_of_phone: Page,
    ops: Api,
    order: tuple[str, str, str],
    site: str,
    seen_clearly: Callable[[Page], None],
) -> None:
    head, line, id = order
    publish(ops, head, layout(section("资料", "name"), section("明细", {"table": f"{line}.x_order"})))
    ops.post(f"records/{line}", {"name": "旧行", "x_order": id, "x_count": 1})
    page = page_of_phone
    page.goto(f"{site}/m/o/{head}/{id}")
    expect(page.locator(".card")).to_contain_text("旧行")
    page.get_by_role("link", name="改资料").click()
    page.get_by_role("button", name="加一行样品行").click()
    form = page.locator("dialog[open]")
    form.get_by_label("名称").fill("新行")
    form.get_by_label("件数").fill("两件")
    form.get_by_role("button", name="保存这一行").click()
    expect(form.locator("#row-x_count-fault")).to_be_visible()
    form.get_by_label("件数").fill("２")
    form.get_by_role("button", name="保存这一行").click()
    expect(page.locator(".card")).to_have_count(2)
    seen_clearly(page)
    page.get_by_role("button", name="改这一行: 旧行").click()
    form.get_by_role("button", name="删掉这一行").click()
    expect(page.locator(".card")).to_have_count(1)
    kept = ops.get(f"records/{line}", filter=["x_order", "=", id])["items"]
    assert [(each["name"], each["x_count"]) for each in kept] == [("新行", 2)]

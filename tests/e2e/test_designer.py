"""Objects and fields designed in the browser: live everywhere at once, elsewhere not at all, and undone."""

import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from prooftrail.opening import Opened
from prooftrail.platform.blueprint.pictures import photo
from prooftrail.platform.database.place import Place
from prooftrail.platform.schema.design import indexing, switching
from prooftrail.platform.schema.design.adding import Wanted
from prooftrail.platform.schema.design.objects import define_object
from prooftrail.platform.work import Caller, Work
from tests.conftest import Api, Callers
from tests.design.conftest import served
from tests.e2e.conftest import Enter

pytestmark = pytest.mark.browser
SECOND_PORT = 8347
EIGHT = ("auto_number", "text", "choice", "date", "money", "phone", "boolean", "reference")


@pytest.fixture
def ops(demo: str, caller: Callers) -> Api:
    return caller("ops")


@pytest.fixture
def place(parts: Opened, demo: str) -> Place:
    return parts.workspaces.directory.find(demo)


@pytest.fixture
def elsewhere(browser: Browser, site: str) -> Iterator[Page]:
    """A director's window, opened before anything is designed and never loaded again."""
    context = browser.new_context(base_url=site, viewport={"width": 1440, "height": 900}, locale="zh-CN")
    page = context.new_page()
    page.goto("/")
    page.locator('[data-login="director"]').click()
    page.locator(".who").wait_for()
    page.goto("/o/product")
    page.get_by_role("navigation", name="本区页面").get_by_role("link", name="产品").wait_for()
    yield page
    context.close()


def panel(page: Page) -> Locator:
    return page.get_by_role("complementary")


def describe(page: Page, kind: str, label: str) -> None:
    """Choose a type and name the field; what the type needs is filled in."""
    panel(page).locator(f'[data-type="{kind}"]').click()
    panel(page).get_by_label("中文名称").fill(label)
    panel(page).get_by_label("英文名称").click()
    expect(panel(page).get_by_label("接口名称")).to_have_value(re.compile("^x_"))
    if kind == "choice":
        for at, name in enumerate(("试用", "赠送"), 1):
            panel(page).get_by_role("button", name="加选项").click()
            panel(page).get_by_label(f"选项 {at} 中文").fill(name)
            panel(page).get_by_label(f"选项 {at} 英文").fill(f"Way {at}")
            expect(panel(page).get_by_label(f"选项 {at} 的键")).not_to_have_value("")
    if kind == "reference":
        panel(page).get_by_label("连到哪个对象").fill("客户")
        page.keyboard.press("Enter")
    panel(page).get_by_role("button", name="加上", exact=True).click()


def add_field(page: Page, kind: str, label: str) -> str:
    """One more field for the object whose page is open; its API name."""
    page.get_by_role("button", name="加字段").click()
    describe(page, kind, label)
    row = page.locator(".dz-fields tr", has_text=label)
    expect(row).to_be_visible()
    return str(row.get_attribute("data-field"))


def new_object(page: Page, label: str) -> str:
    """An object with eight fields of different types; its API name."""
    page.goto("/design")
    page.get_by_role("button", name="新建对象").click()
    panel(page).get_by_label("中文名称").fill(label)
    panel(page).get_by_label("英文名称", exact=True).click()
    expect(panel(page).get_by_label("接口名称")).to_have_value(re.compile("^x_yang_pin"))
    for kind in EIGHT:
        panel(page).get_by_role("button", name="加一个").click()
        describe(page, kind, f"项{kind}")
    panel(page).get_by_role("button", name="建立对象").click()
    page.wait_for_url(re.compile("/design/x_"))
    return page.url.rpartition("/")[2]


def test_a_new_object_is_live_everywhere_and_undone(
    enter: Enter, ops: Api, elsewhere: Page, parts: Opened, inside: Any, empty_workspace: str
) -> None:
    label = f"样品领用{uuid4().hex[:4]}"
    there = elsewhere.get_by_role("navigation", name="本区页面").get_by_role("link", name=label)
    expect(there).to_have_count(0)
    with served(replace(parts.settings), SECOND_PORT) as (_, second):
        page = enter("ops")
        name = new_object(page, label)
        began = time.monotonic()
        headers = {"Authorization": f"Bearer {ops.key}"}
        shape = httpx.get(f"{second}/api/v1/objects/{name}", headers=headers, timeout=5)
        assert shape.status_code == 200 and time.monotonic() - began < 1
    own = {each["name"]: each["type"] for each in shape.json()["fields"] if each["custom"]}
    assert sorted(own.values()) == sorted(EIGHT)
    with inside(empty_workspace) as work:
        assert name not in work.schema.objects
    expect(there).to_be_visible()
    a_record_of_it(page, ops, name, label, own)
    there.click()
    expect(elsewhere.locator(".list-h h1")).to_have_text(label)
    expect(elsewhere.get_by_role("link", name="领用一")).to_be_visible()
    page.goto("/design")
    deed = page.locator('[data-deed="schema.object_defined"]', has_text=label)
    deed.get_by_role("button", name="撤销").click()
    expect(deed).to_contain_text("已撤销")
    expect(there).to_have_count(0)
    ops.get(f"records/{name}", 404)
    page.locator(f'[data-removed="{name}"]').get_by_role("button", name="恢复").click()
    expect(there).to_be_visible()
    assert {each["name"] for each in ops.get(f"records/{name}")["items"]} == {"领用一", "领用二"}


def a_record_of_it(page: Page, ops: Api, name: str, label: str, own: dict[str, str]) -> None:
    """Created on the desk, then found by list, filter, sort, search, export and API."""
    by_type = {kind: field for field, kind in own.items()}
    page.goto(f"/o/{name}")
    page.get_by_role("link", name=f"新建{label}").first.click()
    page.get_by_label("名称", exact=True).fill("领用一")
    page.get_by_label("项text").fill("样机 A")
    page.get_by_label("项phone").fill("138 1234 5678")
    page.get_by_label("项money").fill("1,200")
    page.get_by_label("项choice").fill("试用")
    page.keyboard.press("Enter")
    expect(page.get_by_label("项auto_number")).to_have_count(0)
    page.get_by_role("button", name="建立", exact=True).click()
    expect(page.locator(f'[data-field="{by_type["phone"]}"] a')).to_have_attribute("href", "tel:13812345678")
    expect(page.locator(f'[data-field="{by_type["auto_number"]}"]')).to_contain_text(
        re.compile(r"XS-\d{4}-0001")
    )
    ops.post(f"records/{name}", {"name": "领用二", by_type["money"]: "5"})
    asked = json.dumps([by_type["money"], ">", "100"])
    page.goto(f"/o/{name}?f={asked}&s=-{by_type['money']}")
    expect(page.locator(".list-h")).to_contain_text("1 条")
    listed = ops.get(f"records/{name}", sort=f"-{by_type['money']}")["items"]
    assert [each["name"] for each in listed] == ["领用一", "领用二"]
    found = ops.get("search", q="领用一")["items"]
    assert name in {each["object"] for each in found}
    sheet = ops.call("GET", f"records/{name}/export", params={"format": "csv"}).content.decode("utf-8-sig")
    assert "项money" in sheet and "13812345678" in sheet and "试用" in sheet


def test_money_and_a_photo_on_customers(enter: Enter, ops: Api, elsewhere: Page) -> None:
    page, mark = enter("ops"), uuid4().hex[:4]
    page.goto("/design/customer")
    rebate, front = (add_field(page, kind, f"{kind}{mark}") for kind in ("money", "photo"))
    picture = ops.upload(photo(7))
    customer = ops.post("records/customer", {"name": f"照片{mark}", rebate: "88.50", front: [picture]})
    elsewhere.goto(f"/o/customer/{customer['id']}")
    expect(elsewhere.locator(f'[data-field="{rebate}"]')).to_contain_text("88.5")
    expect(elsewhere.locator(f'[data-field="{front}"] img')).to_be_visible()
    page.goto("/design/customer")
    page.locator('[data-deed="schema.field_defined"]', has_text=f"money{mark}").get_by_role("button").click()
    expect(elsewhere.locator(f'[data-field="{rebate}"]')).to_have_count(0)
    assert rebate not in ops.get(f"records/customer/{customer['id']}")


def test_repeated_values_open_under_their_field(enter: Enter, ops: Api, parts: Opened, place: Place) -> None:
    page, mark = enter("ops"), uuid4().hex[:4]
    page.goto("/design/product")
    name = add_field(page, "text", f"批号{mark}")
    for n in range(2):
        ops.post("records/product", {"name": f"重{n}{mark}", "code": f"{mark}{n}", name: "同"})
    page.get_by_role("button", name=f"批号{mark}").click()
    panel(page).get_by_label("不许重复").check()
    panel(page).get_by_role("button", name="保存").click()
    row = page.locator(f'tr[data-field="{name}"]')
    expect(row).to_contain_text("正在建索引")
    indexing.build_due(parts.dsn, parts.workspaces, place)
    expect(row).to_contain_text("有重复")
    failure = page.locator(f'[data-failure="{name}"]')
    expect(failure.get_by_role("link")).to_have_count(2)
    failure.get_by_role("button", name="不要唯一了").click()
    expect(row).to_contain_text("在用")


def test_another_type_is_tried_then_taken(enter: Enter, ops: Api, parts: Opened, place: Place) -> None:
    page, mark = enter("ops"), uuid4().hex[:4]
    page.goto("/design/product")
    name = add_field(page, "text", f"功率{mark}")
    for n, value in enumerate(("1,200", "约三百")):
        ops.post("records/product", {"name": f"功{n}{mark}", "code": f"{mark}{n}", name: value})
    page.get_by_role("button", name=f"功率{mark}").click()
    panel(page).get_by_role("button", name="换类型").click()
    panel(page).locator('[data-type="integer"]').click()
    panel(page).get_by_role("button", name="先试算").click()
    expect(panel(page)).to_contain_text("约三百")
    expect(panel(page)).to_contain_text("要是数字")
    panel(page).get_by_label(re.compile("转不过去的留空")).check()
    panel(page).get_by_role("button", name="开始转换").click()
    row = page.locator(f'tr[data-field="{name}"]')
    expect(row).to_contain_text("正在换类型")
    switching.convert_due(parts.workspaces, place)
    expect(row).to_contain_text("整数")
    expect(page.locator('[data-deed="schema.field_converted"]').first).to_be_visible()


@pytest.fixture
def wide(parts: Opened, demo: str) -> str:
    """An object that has all the fields it may have."""
    name = f"x_wide{uuid4().hex[:8]}"
    label = {"zh": name, "en": name}

    def make(work: Work) -> None:
        fields = [Wanted(f"x_f{n}", {"zh": f"第{n}项", "en": f"F {n}"}, "text") for n in range(300)]
        define_object(work, name, label, fields=fields)

    parts.workspaces.design(demo, Caller(reason="tests"), make)
    return name


def test_three_hundred_fields_open_save_list_and_end(enter: Enter, ops: Api, wide: str) -> None:
    text = "冷风机样机试用记录" * 2 + "二字"
    page = enter("ops")
    assert min(opening(page, wide) for _ in range(3)) < 1
    page.get_by_label("名称", exact=True).fill("满满一条")
    page.evaluate(FILL, text)
    page.get_by_role("button", name="建立", exact=True).click()
    page.wait_for_url(re.compile(f"/o/{wide}/[0-9a-f-]{{36}}$"))
    (record,) = ops.get(f"records/{wide}")["items"]
    assert {record[f"x_f{n}"] for n in range(300)} == {text}
    page.goto(f"/o/{wide}")
    expect(page.get_by_role("link", name="满满一条")).to_be_visible()
    sheet = ops.call("GET", f"records/{wide}/export", params={"format": "csv"}).content.decode("utf-8-sig")
    assert sheet.count(text) == 300
    page.goto(f"/design/{wide}")
    expect(page.locator(".sec-h").first).to_contain_text("300 / 300")
    page.get_by_role("button", name="加字段").click()
    describe(page, "text", "再来一项")
    expect(panel(page).get_by_role("alert")).to_contain_text("已到上限 300 个")
    expect(panel(page).get_by_role("alert")).to_contain_text("放到另一个对象里")


def opening(page: Page, object: str) -> float:
    """Seconds from the press to the last field of the form; the best of a few is the form's own time."""
    page.goto(f"/o/{object}")
    create = page.get_by_role("link", name=f"新建{object}").first
    create.wait_for()
    began = time.monotonic()
    create.click()
    page.get_by_label("第299项").wait_for()
    return time.monotonic() - began


FILL = """(text) => {
  const put = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
  for (const input of document.querySelectorAll('input[id^="new-x_f"]')) {
    put.call(input, text);
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }
}"""


def test_a_phone_is_told_that_designing_needs_a_desk(
    enter: Enter, seen_clearly: Callable[[Page], None]
) -> None:
    page = enter("ops")
    page.goto("/design/customer")
    page.locator(".dz-fields").first.wait_for()
    seen_clearly(page)
    page.get_by_role("button", name="加字段").click()
    panel(page).locator('[data-type="choice"]').click()
    seen_clearly(page)
    page.set_viewport_size({"width": 390, "height": 800})
    expect(page.get_by_text("设计要在电脑上做").first).to_be_visible()


def test_who_may_not_design_has_no_door(enter: Enter) -> None:
    page = enter("rep")
    expect(page.get_by_role("navigation", name="主导航").get_by_text("配置")).to_have_count(0)


def test_a_signature_is_drawn_and_kept(enter: Enter, ops: Api) -> None:
    page, mark = enter("ops"), uuid4().hex[:4]
    page.goto("/design/product")
    name = add_field(page, "signature", f"签收{mark}")
    product: dict[str, Any] = ops.post("records/product", {"name": f"签{mark}", "code": mark})
    page.goto(f"/o/product/{product['id']}")
    page.locator(f'[data-field="{name}"] .fl-e').click()
    box = page.locator(f'[data-field="{name}"] canvas').bounding_box()
    assert box
    page.mouse.move(box["x"] + 40, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 100, steps=6)
    page.mouse.up()
    page.get_by_role("button", name="签好了").click()
    page.get_by_role("button", name=re.compile("保存 1 处")).click()
    expect(page.locator(f'[data-field="{name}"] a img')).to_be_visible()
    kept = ops.get(f"records/product/{product['id']}")[name]
    assert len(kept) == 1 and kept[0]["mime"] == "image/png"


def test_items_are_a_table_on_their_parents_page(enter: Enter, ops: Api) -> None:
    object = f"x_items{uuid4().hex[:6]}"
    fields = [
        {"name": "x_of", "label": {"zh": "客户", "en": "Customer"}, "type": "reference",
         "options": {"object": "customer", "on_delete": "own"}},
        {"name": "x_count", "label": {"zh": "数量", "en": "Count"}, "type": "integer"},
    ]  # fmt: skip
    label = {"zh": f"明细{object[-4:]}", "en": object}
    ops.post("objects", {"name": object, "label": label, "fields": fields})
    customer = ops.post("records/customer", {"name": "有明细的"})
    page = enter("ops")
    page.goto(f"/o/customer/{customer['id']}")
    page.get_by_role("button", name=f"新建{label['zh']}").click()
    table = page.get_by_role("table", name=label["zh"])
    table.get_by_label("名称").fill("冷风机")
    table.get_by_label("数量").fill("3")
    table.get_by_role("button", name="保存").click()
    expect(table.get_by_role("link", name="冷风机")).to_be_visible()
    table.get_by_role("button", name="修改冷风机").click()
    table.get_by_label("数量").fill("5")
    table.get_by_role("button", name="保存").click()
    expect(table.get_by_role("button", name="修改冷风机")).to_be_visible()
    (item,) = ops.get(f"records/{object}")["items"]
    assert item["x_count"] == 5 and item["x_of"]["id"] == customer["id"]

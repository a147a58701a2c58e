"""Forms in a browser: what a layout shows and asks for, at the desk and on the phone."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Api, Callers
from tests.e2e.conftest import Enter
from tests.e2e.designing import carry, show_when
from tests.forms.conftest import layout, publish, section

pytestmark = pytest.mark.browser


@pytest.fixture
def ops(demo: str, caller: Callers) -> Api:
    return caller("ops")


@pytest.fixture
def graded(ops: Api) -> Iterator[None]:
    """A section for grade A alone, whose phone is asked for."""
    said = layout(
        section("资料", "name", "grade", "annual_purchase"),
        section("重点客户", {"field": "phone", "required": True}, "code", visible=["grade", "=", "A"]),
    )
    publish(ops, "customer", said)
    yield
    publish(ops, "customer", None)


def choose(page: Page, id: str, text: str) -> None:
    """Pick one option of a list by its words."""
    page.locator(f"#{id}").fill(text)
    page.keyboard.press("Enter")


def test_a_section_for_grade_a_shows_while_it_is_typed_and_asks(enter: Enter, graded: None) -> None:
    page = enter("manager")
    page.goto("/o/customer/new")
    page.get_by_label("客户名称").fill(f"表单冷链{uuid4().hex[:6]}")
    expect(page.locator('[data-section="重点客户"]')).to_have_count(0)
    choose(page, "new-grade", "A 类")
    expect(page.locator('[data-section="重点客户"]')).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("还差「电话」"))).to_be_disabled()
    page.get_by_label("电话").fill("0574-8888")
    page.get_by_role("button", name="建立", exact=True).click()
    expect(page).to_have_url(re.compile(r"/o/customer/[0-9a-f-]{36}$"))
    expect(page.locator('[data-section="重点客户"]')).to_contain_text("0574-8888")


def test_a_record_page_opens_the_field_the_door_asks_for(enter: Enter, graded: None, ops: Api) -> None:
    made = ops.post("records/customer", {"name": f"表单冷链{uuid4().hex[:6]}", "grade": "B"})
    page = enter("ops")
    page.goto(f"/o/customer/{made['id']}")
    page.locator('[data-field="grade"] .fl-e').click()
    choose(page, "field-grade", "A 类")
    expect(page.locator('[data-section="重点客户"]')).to_be_visible()
    page.get_by_role("button", name=re.compile("保存 1 处")).click()
    expect(page.locator("#field-phone-fault")).to_contain_text("「重点客户」里必填")
    page.locator("#field-phone").fill("0574-1")
    page.get_by_role("button", name=re.compile("保存 2 处")).click()
    expect(page.locator('[data-field="phone"]')).to_contain_text("0574-1")


@pytest.fixture
def phone(site: str, browser: Browser) -> Iterator[Page]:
    """The pocket, signed in as ops."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{site}/m")
    page.locator('[data-login="ops"], button:has-text("运营")').first.click()
    page.locator("nav.tabs").wait_for()
    yield page
    context.close()


def test_the_phone_meets_the_same_section_and_the_same_no(
    phone: Page, graded: None, ops: Api, site: str
) -> None:
    made: dict[str, Any] = ops.post("records/customer", {"name": f"口袋{uuid4().hex[:6]}", "grade": "B"})
    phone.goto(f"{site}/m/customers/{made['id']}")
    expect(phone.get_by_role("heading", name="重点客户")).to_have_count(0)
    phone.get_by_role("link", name="改资料").click()
    phone.get_by_label("等级").select_option("A")
    expect(phone.get_by_role("heading", name="重点客户")).to_be_visible()
    expect(phone.get_by_role("button", name="还差「电话」")).to_be_disabled()
    phone.get_by_label("电话").fill("0574-2")
    phone.get_by_role("button", name="保存").click()
    expect(phone).to_have_url(re.compile(rf"/customers/{made['id']}$"))
    expect(phone.get_by_role("heading", name="重点客户")).to_be_visible()
    assert ops.get(f"records/customer/{made['id']}")["phone"] == "0574-2"


def test_a_form_is_designed_previewed_as_a_role_and_published(
    enter: Enter, ops: Api, caller: Callers, seen_clearly: Any
) -> None:
    publish(ops, "contact", layout(section("资料", "name", "title")))
    page = enter("ops")
    page.goto("/forms/contact")
    page.get_by_role("button", name="加分区").click()
    page.get_by_label("中文名").fill("决策人才有")
    page.get_by_label("英文名").fill("Deciders only")
    show_when(page, "职务", "总经理")
    carry(page, page.locator('[data-palette="phone"]'), page.locator(".fd-end.empty"))
    expect(page.locator('[data-at="0.1"] [data-item="phone"]')).to_be_visible()
    carry(page, page.locator('[data-item="title"]'), page.locator('[data-item="name"]'))
    expect(page.locator('[data-at="0.0"] .fd-item').first).to_have_attribute("data-item", "title")
    page.locator('[data-item="title"] > button').press("Alt+ArrowDown")
    expect(page.locator('[data-at="0.0"] .fd-item').first).to_have_attribute("data-item", "name")
    seen_clearly(page)
    page.get_by_role("button", name="保存草稿").click()
    expect(page.locator(".dg-h")).to_contain_text("草稿第 1 稿")
    rep = caller("rep")
    assert [len(each["sections"]) for each in rep.get("forms", object="contact")["layout"]["tabs"]] == [2]
    page.get_by_role("button", name="预览").click()
    page.get_by_label("以谁的身份看").fill("销售")
    page.keyboard.press("Enter")
    expect(page.locator('[data-preview] [data-section="决策人才有"]')).to_have_count(0)
    page.locator("#preview-title").fill("总经理")
    expect(page.locator('[data-preview] [data-section="决策人才有"]')).to_be_visible()
    page.get_by_role("button", name="设计", exact=True).first.click()
    page.get_by_role("button", name=re.compile("发布，")).click()
    dialog = page.locator("dialog[open]")
    expect(dialog).to_contain_text("决策人才有")
    dialog.get_by_role("button", name=re.compile("发布")).click()
    expect(page.locator(".dg-h")).to_contain_text("已发布第 2 版")
    sections = rep.get("forms", object="contact")["layout"]["tabs"][0]["sections"]
    assert sections[1]["visible"][0] == "title" and sections[1]["items"][0]["field"] == "phone"
    publish(ops, "contact", None)

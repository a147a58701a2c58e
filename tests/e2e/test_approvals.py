"""Approvals as people meet them: a flow drawn without code, a director on leave, a return, many at once."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.approvals.kit import asked, flow, person, published, quotation, sheet, step
from tests.conftest import Api, Callers
from tests.e2e.designing import carry, panel, window
from tests.e2e.pocket_kit import Phone

pytestmark = pytest.mark.browser


@pytest.fixture
def admin(demo: str, caller: Callers) -> Iterator[Api]:
    """Whoever designs; nobody stands in for the director afterwards."""
    api = caller("admin")
    yield api
    away = {"person": person("director", api), "stand_in": None, "from": "2020-01-01", "until": "2099-12-31"}
    api.act("set_stand_in", away)


@pytest.fixture
def rep(demo: str, caller: Callers) -> Api:
    return caller("rep")


def choose(page: Page, label: str, text: str) -> None:
    """One of what a list offers for what is typed."""
    page.get_by_role("combobox", name=label, exact=True).fill(text)
    page.locator(".ant-select-item-option:visible", has_text=text).first.click()


def begin(page: Page, name: str) -> str:
    """A new flow for quotations, its first step taken away by key; its key."""
    key = f"drawn_{uuid4().hex[:6]}"
    page.goto("/flows")
    page.get_by_role("button", name="新建审批流").click()
    choose(page, "给哪个对象", "报价")
    panel(page).get_by_label("中文名称").fill(name)
    panel(page).get_by_label("英文名称").fill(name)
    panel(page).get_by_label("键", exact=True).fill(key)
    panel(page).get_by_role("button", name="新建审批流").click()
    page.wait_for_url(re.compile(f"/flows/{key}$"))
    page.locator('[data-place="steps.0"] .fw-body').press("Delete")
    expect(page.locator(".fw-cell")).to_have_count(0)
    return key


def fork(page: Page) -> None:
    """Two ways: above half a million to the director, else to nobody."""
    page.get_by_role("button", name="在开头后加").click()
    page.get_by_role("menuitem", name="条件分支").click()
    page.get_by_label("中文名称").fill("超过五十万")
    page.locator(".dg-right .fx textarea").fill("金额 > 500000")
    expect(page.locator(".dg-right .fx")).to_contain_text("结果是")
    carry(page, page.locator('[data-new="step"]'), page.locator('[data-gap="0.0.0"]'))
    page.get_by_role("complementary").get_by_label("中文名称").fill("总监审批")
    page.get_by_role("button", name="去掉上级").click()
    page.get_by_role("group", name="谁来批").get_by_role("button", name="加人").click()
    page.get_by_role("menuitem", name="角色").click()
    choose(page, "哪个角色", "销售总监")
    expect(page.locator('[data-place="steps.0.branch.0.steps.0"]')).to_contain_text("销售总监")


def request(page: Page, record: str, key: str) -> str:
    """Ask for it from the record's page; the approval's id."""
    page.goto(f"/o/quotation/{record}")
    page.get_by_role("button", name="发起审批").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("走哪条审批流").select_option(key)
    dialog.get_by_role("button", name="发起", exact=True).click()
    page.wait_for_url(re.compile("/approvals/"))
    return re.split(r"[/?]", page.url)[-2]


def test_a_flow_drawn_without_code_asks_the_director_from_the_cent_above_and_his_stand_in_on_the_phone(
    demo: str, site: str, browser: Browser, phone: Phone, admin: Api, rep: Api, seen_clearly: Any
) -> None:
    name = f"大额报价{uuid4().hex[:4]}"
    even, above = quotation(rep, "500000.00"), quotation(rep, "500000.01")
    with window(browser, site, demo, "admin") as page:
        key = begin(page, name)
        fork(page)
        title = rep.get(f"records/quotation/{above}")["name"]
        choose(page, "哪条记录", title)
        expect(page.locator(".fw-try")).to_contain_text("周敏")
        expect(page.locator('[data-place="steps.0.branch.0"]')).to_contain_text("走这条路")
        seen_clearly(page)
        page.get_by_role("button", name="发布第 1 版").click()
        expect(page.locator(".dg-h")).to_contain_text("第 1 版")
    with window(browser, site, demo, "director") as page:
        page.goto("/approvals")
        page.get_by_role("button", name="我不在时").click()
        choose(page, "谁代你批", "沈岚")
        page.get_by_role("button", name="设好").click()
        expect(panel(page)).to_contain_text("由 沈岚 代批")
    with window(browser, site, demo, "rep") as page:
        request(page, even, key)
        expect(page.locator(".ap-h")).to_contain_text("已通过")
        waiting = request(page, above, key)
        expect(page.locator(".ap-rail .here")).to_contain_text("沈岚")
        expect(page.locator(".ap-rail .here")).to_contain_text("代 周敏")
    decide_on_the_phone(phone, title, seen_clearly)
    told = sheet(rep, waiting)
    assert told["state"] == "approved"
    assert told["steps"][0]["tasks"][-1]["on_behalf"]["label"] == "周敏"


def decide_on_the_phone(phone: Phone, title: str, seen_clearly: Any) -> None:
    """Finance says yes in the director's place: one tap, and one to be sure; without a network it is kept."""
    page = phone()
    page.locator(".roles button", has_text="财务").first.click()
    expect(page.locator(".tabs")).to_be_visible()
    page.get_by_role("link", name=title).click()
    expect(page.locator(".page")).to_contain_text("代 周敏")
    seen_clearly(page)
    page.get_by_role("button", name="同意").click()
    page.context.set_offline(True)
    page.get_by_role("button", name="确认同意").click()
    expect(page.get_by_role("heading", name="审批", exact=True)).to_be_visible()
    line = page.get_by_role("listitem").filter(has_text=title)
    expect(line).to_contain_text("等信号发出")
    page.context.set_offline(False)
    expect(line).to_have_count(0)


def test_what_is_returned_with_a_reason_is_mended_and_handed_in_again(
    demo: str, site: str, browser: Browser, admin: Api, rep: Api, seen_clearly: Any
) -> None:
    key = published(admin, flow(step("manager", fields={"amount": "edit"})))
    record = quotation(rep, "88000.00")
    approval = asked(rep, key, record, note="老客户")["approval"]
    with window(browser, site, demo, "manager") as page:
        page.goto(f"/approvals/{approval}?box=todo")
        expect(page.locator(".ap-paper")).to_contain_text("老客户")
        expect(page.get_by_label("金额")).to_have_value("88000.00")
        seen_clearly(page)
        page.get_by_role("button", name="退回").click()
        dialog = page.get_by_role("dialog")
        expect(dialog.get_by_role("button", name="退回")).to_be_disabled()
        dialog.get_by_label("价格不妥").check()
        dialog.get_by_label("意见").fill("高于上次成交")
        dialog.get_by_role("button", name="退回").click()
        expect(dialog).to_have_count(0)
    rep.patch(f"records/quotation/{record}", {"amount": "86000.00"})
    with window(browser, site, demo, "rep") as page:
        page.goto("/approvals?box=started")
        page.locator(f'[data-approval="{approval}"] a').click()
        expect(page.locator(".ap-rail")).to_contain_text("价格不妥")
        expect(page.locator(".ap-facts")).to_contain_text("发起时 ¥88,000.00")
        page.get_by_role("button", name="再次提交").click()
        page.get_by_role("dialog").get_by_role("button", name="再次提交").click()
        expect(page.locator(".ap-h")).to_contain_text("审批中")
    with window(browser, site, demo, "manager") as page:
        page.goto(f"/approvals/{approval}?box=todo")
        page.get_by_label("金额").fill("85000")
        page.get_by_role("button", name="同意").click()
        page.get_by_role("button", name="确认同意").click()
        expect(page.get_by_role("dialog")).to_have_count(0)
        page.get_by_role("button", name="数字").click()
        expect(panel(page)).to_contain_text("价格不妥")
    assert sheet(rep, approval)["state"] == "approved"
    assert rep.get(f"records/quotation/{record}")["amount"]["amount"] == "85000.00"


def test_several_are_approved_at_once_and_each_is_told_how_it_went(
    phone: Phone, admin: Api, rep: Api, caller: Callers
) -> None:
    key = published(admin, flow(step("manager")))
    three = [asked(rep, key, quotation(rep))["approval"] for _ in range(3)]
    page = phone()
    page.locator(".roles button", has_text="经理").first.click()
    page.get_by_role("link", name="全部审批").click()
    page.get_by_role("button", name="多件一起").click()
    for each in three:
        page.locator(f'[data-approval="{each}"] input').check()
    rep.act("withdraw_approval", {"approval": three[0]})
    page.get_by_role("button", name="同意 3 件").click()
    page.get_by_role("button", name="确认同意").click()
    expect(page.locator(".ap-told")).to_contain_text("2 件已办，1 件没办成")
    assert [sheet(rep, each)["state"] for each in three] == ["withdrawn", "approved", "approved"]

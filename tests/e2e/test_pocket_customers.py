"""The pool, ranked leads, complaints, questions and churn in the hand, and what they say offline."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from prooftrail.opening import Opened
from tests.conftest import Api, Callers
from tests.e2e.pocket_kit import Phone, enter, go, unsent
from tests.scoring.conftest import swept

pytestmark = pytest.mark.browser
Clearly = Callable[[Page], None]


def shot(page: Page, name: str) -> None:
    """A picture for whoever wants to look, where a folder is named."""
    if folder := os.environ.get("PROOFTRAIL_SHOTS"):
        page.screenshot(path=Path(folder) / f"pocket-{name}.png", full_page=True)


def test_the_pool_is_narrowed_says_why_not_and_is_claimed_in_the_hand(
    phone: Phone, rep: Api, pool_of_two: tuple[str, str], seen_clearly: Clearly
) -> None:
    mark, free = pool_of_two
    page = phone()
    enter(page)
    go(page, "customers")
    page.get_by_role("link", name="公海").click()
    page.get_by_role("searchbox", name="客户名称").fill(mark)
    lines = page.locator(".ln[aria-expanded]")
    expect(lines).to_have_count(2)
    left = page.locator(".facts > div", has_text="今天还能打开").locator("dd")
    before = int(left.inner_text().split(" ")[0])
    lines.filter(has_text="四明").click()
    expect(page.get_by_role("list", name="还不能认领")).to_contain_text("要资历 3 才能认领，你现在是 1")
    expect(page.get_by_role("button", name="认领", exact=True)).to_have_count(0)
    page.get_by_role("button", name=re.compile("看电话和联系人")).click()
    expect(page.get_by_role("link", name="13900001111")).to_be_visible()
    expect(left).to_contain_text(f"{before - 1} / ")
    seen_clearly(page)
    shot(page, "pool")
    page.get_by_role("combobox", name="等级").select_option("C")
    expect(lines).to_have_count(1)
    lines.click()
    page.get_by_role("button", name="认领", exact=True).click()
    expect(page).to_have_url(re.compile(f"/m/customers/{free}"))
    assert rep.get(f"records/customer/{free}")["routing"] == "kept"
    go(page, "pool")
    expect(lines.first).to_be_visible()
    page.context.set_offline(True)
    expect(page.get_by_text("没有网络，这里用不了")).to_be_visible()
    expect(lines).to_have_count(0)


def test_leads_are_ranked_with_their_reasons_in_the_hand(
    phone: Phone, rep: Api, parts: Opened, demo: str, seen_clearly: Clearly
) -> None:
    said = {
        "name": f"询价 {uuid4().hex[:6]}", "company": "甬江冷链", "source": "referral",
        "contact_rank": "owner", "phone": "13900002222", "estimated_purchase": "2600000.00",
        "industry": "food",
    }  # fmt: skip
    lead = rep.post("records/lead", said)["id"]
    swept(parts, demo)
    page = phone()
    enter(page)
    go(page, "customers")
    page.get_by_role("link", name="线索排名").click()
    ranked = page.get_by_role("list", name="线索排名")
    mine = ranked.get_by_role("listitem").filter(has_text=said["name"])
    expect(mine.locator(".lead-s")).to_have_text(re.compile(r"\d+\.\d"))
    mine.get_by_role("button").first.click()
    expect(mine.locator(".sc-reasons li").first).to_contain_text(re.compile(r"[+−-]\d"))
    seen_clearly(page)
    shot(page, "leads")
    many = ranked.locator(".ln").filter(has=page.locator(".chip")).count()
    page.get_by_role("radio", name="前列").click()
    expect(ranked.locator(".ln")).to_have_count(many)
    page.get_by_role("radio", name="全部").click()
    mine.get_by_role("link", name="打开线索").click()
    expect(page).to_have_url(re.compile(f"/m/o/lead/{lead}"))


def test_a_complaint_is_written_down_without_signal_and_a_question_asked_with_one(
    phone: Phone, rep: Api, seen_clearly: Clearly
) -> None:
    customer = rep.post("records/customer", {"name": f"甬鲜{uuid4().hex[:6]}"})["id"]
    page = phone()
    enter(page)
    go(page, f"customers/{customer}")
    expect(page.get_by_role("heading", name="投诉和满意度")).to_be_visible()
    expect(page.get_by_role("button", name="问满意度")).to_be_visible()
    page.context.set_offline(True)
    expect(page.get_by_text("问满意度要连上网")).to_be_visible()
    page.get_by_role("button", name="登记投诉").click()
    page.get_by_role("radio", name="产品质量").check()
    page.get_by_role("radio", name="严重").check()
    page.get_by_role("textbox", name="客户怎么说").fill("机组漏油，停了两次")
    page.get_by_role("button", name="登记投诉").click()
    expect(page.get_by_role("link", name=re.compile("机组漏油.*等发出去"))).to_be_visible()
    unsent(page, 1)
    assert rep.get("records/complaint", filter=["customer", "=", customer])["items"] == []
    page.context.set_offline(False)
    unsent(page, 0)
    (kept,) = rep.get("records/complaint", filter=["customer", "=", customer])["items"]
    assert (kept["category"], kept["severity"], kept["state"]) == ("quality", "high", "open")
    line = page.get_by_role("link", name=re.compile("机组漏油"))
    expect(line).to_contain_text("前解决")
    page.get_by_role("button", name="问满意度").click()
    expect(page.get_by_role("alert")).to_contain_text("没有什么可问客户的")
    said = {"type": "visit", "customer": customer, "topic": "看现场", "next_step": "报价"}
    rep.act("log_activity", said)
    page.get_by_role("button", name="问满意度").click()
    expect(page.get_by_role("link", name=re.compile("拜访.*前可答"))).to_be_visible()
    assert len(rep.get("records/satisfaction", filter=["customer", "=", customer])["items"]) == 1
    seen_clearly(page)
    shot(page, "care")
    line.click()
    expect(page).to_have_url(re.compile(f"/m/o/complaint/{kept['id']}"))


def test_a_head_hears_of_churn_and_starts_a_step_with_one_tap(
    phone: Phone, losing: str, caller: Callers, seen_clearly: Clearly
) -> None:
    page = phone()
    page.locator(".roles button", has_text="陈亦凡").click()
    alert = page.locator(".sheet", has=page.get_by_role("heading", name="流失预警"))
    expect(alert).to_contain_text("连续 2 周")
    alert.get_by_role("link").click()
    expect(page.locator(".opn")).to_contain_text("15.5%")
    expect(page.locator(".opn")).to_contain_text("决策周期短")
    seen_clearly(page)
    shot(page, "churn")
    page.get_by_role("button", name="激励加权").click()
    expect(page.locator(".notices")).to_contain_text("已启动：实施 8 家，留 3 家对照")
    expect(page.locator(".opn")).to_contain_text("激励加权")
    step = caller("admin").get("records/churn_step", sort="-created_at", limit=1)["items"][0]
    assert (step["kind"], step["treated"], step["held"]) == ("weight", 8, 3)
    page.get_by_role("button", name="定向触达").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.context.set_offline(True)
    expect(page.get_by_text("没有网络，这里用不了")).to_be_visible()

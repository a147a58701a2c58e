"""Satisfaction asked by a link on a phone, data health on the desk, and an intervention that is started."""

import os
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from prooftrail.opening import Opened
from prooftrail.platform.work import Caller
from prooftrail.sales.churn.counting import count_weeks
from prooftrail.sales.churn.rules.watching import WEEK, monday_of
from prooftrail.sales.quality.publishing import publish
from tests.churn.conftest import acts, customers, days_before
from tests.conftest import Api, Callers
from tests.e2e.conftest import Enter
from tests.e2e.pocket_kit import SEEN

pytestmark = pytest.mark.browser
Clearly = Callable[[Page], None]


def shot(page: Page, name: str) -> None:
    """A picture for whoever wants to look, where a folder is named."""
    if folder := os.environ.get("PROOFTRAIL_SHOTS"):
        page.screenshot(path=Path(folder) / f"health-{name}.png", full_page=True)


@pytest.fixture(scope="module")
def gone(parts: Opened, demo: str) -> Iterator[None]:
    """Twelve customers of the rep's went silent last week."""
    with parts.workspaces.begin(demo, Caller(reason="tests")) as work:
        monday = monday_of(work.today)
        lost = customers(work, "rep", 12, industry="pharma")
        acts(work, lost, *days_before(monday, 61, 90))
    with parts.workspaces.begin(demo, Caller(reason="tests")) as work:
        assert count_weeks(work) and monday - WEEK < monday + timedelta(days=1)
        publish(work)
    yield


def test_a_customer_answers_on_his_phone_and_a_low_score_is_a_complaint(
    rep: Api, browser: Browser, site: str, seen_clearly: Clearly
) -> None:
    customer = rep.post("records/customer", {"name": "甬鲜满意度试客户"})["id"]
    said = {"type": "visit", "customer": customer, "topic": "看现场", "next_step": "报价"}
    visit = rep.act("log_activity", said)["result"]["activity"]
    question = rep.act("ask_satisfaction", {"object": "activity"}, visit)["result"]["satisfaction"]
    path = rep.post("links", {"object": "satisfaction", "record": question})["path"]
    english = browser.new_context(viewport=SEEN, is_mobile=True, has_touch=True, locale="en-GB")
    page = english.new_page()
    page.goto(f"{site}{path}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Were you content with our work?")
    shot(page, "question-en")
    english.close()
    stranger = browser.new_context(viewport=SEEN, is_mobile=True, has_touch=True, locale="zh-CN")
    page = stranger.new_page()
    page.goto(f"{site}{path}")
    expect(page.get_by_role("heading", level=1)).to_have_text("这次服务您满意吗？")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    seen_clearly(page)
    page.get_by_role("radio", name="1", exact=True).check()
    page.get_by_role("textbox").fill("等了三天才有人来")
    shot(page, "question-zh")
    page.emulate_media(color_scheme="dark")
    shot(page, "question-dark")
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("谢谢您的回答")
    shot(page, "thanks-zh")
    assert not stranger.cookies()
    stranger.close()
    answered = rep.get(f"records/satisfaction/{question}")
    assert answered["score"] == 1 and answered["complaint"]["label"].startswith("甬鲜满意度试客户")


def test_a_head_sees_what_the_churned_share_and_starts_an_intervention(
    gone: None, enter: Enter, caller: Callers, seen_clearly: Clearly
) -> None:
    page = enter("director")
    page.goto("/insight/churn")
    page.get_by_role("button", name="华东大区").click()
    traits = page.get_by_role("table", name=re.compile("华东大区：流失客户的共同特征"))
    expect(traits).to_contain_text("行业")
    seen_clearly(page)
    page.get_by_role("button", name="定向触达").click()
    expect(page.get_by_role("status").filter(has_text="已启动")).to_contain_text("家对照")
    steps = page.get_by_role("table", name="效果")
    expect(steps).to_contain_text("进行中")
    shot(page, "churn")
    rows = caller("director").get("records/churn_step", sort="-created_at", limit=1)["items"]
    assert rows[0]["kind"] == "push" and rows[0]["treated"] >= 1


def test_everybody_reads_scores_and_a_gap_opens_its_records(
    gone: None, enter: Enter, seen_clearly: Clearly
) -> None:
    page = enter("rep")
    page.goto("/insight/health")
    board = page.get_by_role("table", name="各部门健康分")
    expect(board).to_contain_text("宁波组")
    seen_clearly(page)
    shot(page, "health")
    gaps: Any = page.get_by_role("table", name=re.compile("宁波组现在缺什么"))
    gaps.get_by_role("link").first.click()
    page.wait_for_url(re.compile(r"/o/\w+\?f="))


def test_a_complaint_is_raised_at_a_customer_and_resolved_on_its_page(rep: Api, enter: Enter) -> None:
    customer = rep.post("records/customer", {"name": "甬鲜投诉试客户"})["id"]
    page = enter("rep")
    page.goto(f"/o/customer/{customer}")
    page.get_by_role("button", name="登记投诉").first.click()
    page.get_by_label("客户怎么说").fill("冷风机漏水")
    shot(page, "raise")
    page.get_by_role("dialog").get_by_role("button", name="登记投诉").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    (made,) = rep.get("records/complaint", filter=["customer", "=", customer])["items"]
    page.goto(f"/o/complaint/{made['id']}")
    page.get_by_role("button", name="接手").click()
    expect(page.get_by_role("button", name="接手")).to_have_count(0)
    shot(page, "complaint")


def test_a_customer_is_cleaned_up_where_the_list_names_him(enter: Enter, rep: Api) -> None:
    name = f"待清洗{uuid4().hex[:6]}"
    customer = rep.post("records/customer", {"name": name, "industry": "food"})["id"]
    page = enter("rep")
    page.goto("/insight/health")
    page.get_by_role("link", name="打开清洗清单").click()
    row = page.locator(".cl-list > li", has_text=name)
    expect(row).to_contain_text("缺年采购额，定不了级")
    why = row.locator(".cl-why", has_text="年采购额")
    why.get_by_role("button", name="补上").click()
    row.get_by_label("年采购额").fill("80000")
    row.get_by_role("button", name="保存").click()
    expect(row).not_to_contain_text("年采购额")
    assert rep.get(f"records/customer/{customer}")["annual_purchase"]["amount"] == "80000.00"
    page.get_by_role("button", name=re.compile("^缺行政区划")).click()
    expect(page.locator(".cl-list > li", has_text=name)).to_have_count(1)

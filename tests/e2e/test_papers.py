"""Quotations, contracts and orders at the desk: a place on the rail, and a second person's word."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.conftest import Callers
from tests.e2e.conftest import Enter

pytestmark = pytest.mark.browser


def test_a_quotation_is_approved_by_somebody_else_or_sent_back(
    demo: str, caller: Callers, enter: Enter
) -> None:
    name = f"一号冷库报价{uuid4().hex[:6]}"
    rep = caller("rep")
    made = rep.post("records/quotation", {"name": name, "amount": "880000"})["id"]
    mine = enter("rep")
    mine.goto(f"/o/quotation/{made}")
    expect(mine.locator(".rec-h")).to_contain_text("「已批准」要由另一个人确认")
    expect(mine.get_by_role("button", name="批准")).to_have_count(0)
    page = mine.context.browser.new_context(  # type: ignore[union-attr]
        base_url=re.sub(r"/o/.*", "", mine.url), viewport={"width": 1440, "height": 900}, locale="zh-CN"
    ).new_page()
    page.goto("/")
    page.locator('[data-login="manager"]').click()
    page.get_by_role("link", name="交易").click()
    page.get_by_role("link", name="合同").click()
    expect(page).to_have_url(re.compile("/o/contract"))
    page.get_by_role("link", name="报价", exact=True).click()
    page.get_by_role("link", name=name).click()
    page.get_by_role("button", name="批准").click()
    expect(page.get_by_role("button", name="批准")).to_have_count(0)
    assert rep.get(f"records/quotation/{made}")["status"] == "approved"
    page.get_by_role("button", name="退回").click()
    dialog = page.locator("dialog")
    dialog.get_by_label("退回原因").fill("价格低于底线")
    dialog.get_by_role("button", name="退回").click()
    expect(dialog).to_have_count(0)
    assert rep.get(f"records/quotation/{made}")["reject_reason"] == "价格低于底线"
    page.context.close()

"""The bell, and a work item settled on the desk and in the hand."""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from playwright.sync_api import Page, expect

from prooftrail.platform.notify import tell
from prooftrail.platform.workitems.opening import Opening, open_item
from tests.e2e.conftest import Enter
from tests.e2e.pocket_kit import Phone, go
from tests.e2e.pocket_kit import enter as enter_pocket

pytestmark = pytest.mark.browser
Inside = Callable[..., Any]


def rep_of(inside: Inside) -> UUID:
    with inside() as work:
        row = work.execute(f"select id from {work.place.schema}.person where login = 'rep'").fetchone()
    return UUID(str(row[0]))


def opened(inside: Inside, title: str) -> str:
    """A work item of the rep's, about one of his deals."""
    who = [{"by": "person", "person": str(rep_of(inside))}]
    with inside() as work:
        deal = work.execute(
            f"select id from {work.place.schema}.deal where owner = %s and stage = 'engaging' limit 1",
            [rep_of(inside)],
        ).fetchone()
        said = Opening(
            title, "rule:stuck_stage", who, cause="停留太久\n{$last_activities}", object="deal",
            record=deal[0], episode=uuid4().hex, level="red", due={"hours": 0},
        )  # fmt: skip
        return str(open_item(work, said)[0])


def test_the_bell_rings_live_and_the_item_is_settled_on_the_desk(
    enter: Enter, inside: Inside, seen_clearly: Callable[[Page], None]
) -> None:
    page = enter("rep")
    title = f"停留过久 {uuid4().hex[:4]}"
    bell = page.locator("button.bell")
    expect(bell).to_be_visible()
    item = opened(inside, title)
    expect(bell.locator("em")).to_be_visible()
    bell.click()
    panel = page.locator(".bell-p")
    panel.get_by_role("link", name=re.compile(title)).click()
    expect(page).to_have_url(re.compile(f"/o/work_item/{item}"))
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.locator(".wi-cause").first).to_contain_text("停留太久")
    seen_clearly(page)
    page.get_by_role("button", name="响应", exact=True).click()
    expect(page.get_by_role("button", name="响应", exact=True)).to_have_count(0)
    page.get_by_role("button", name="解决", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="无需处理").click()
    dialog.get_by_role("textbox").fill("客户改期，已约好")
    dialog.get_by_role("button", name="解决", exact=True).click()
    expect(page.locator(".wi-cause", has_text="客户改期，已约好")).to_be_visible()
    page.locator(".rail").get_by_role("link", name="待办").click()
    page.locator(".topbar").get_by_role("link", name="工单").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("工单")
    page.goto("/inbox")
    expect(page.get_by_role("link", name=re.compile(title))).to_be_visible()
    seen_clearly(page)
    page.goto("/inbox/settings")
    expect(page.get_by_role("heading", level=1)).to_have_text("我的通知方式")
    seen_clearly(page)


def test_a_work_item_is_settled_in_the_hand_in_three_taps(phone: Phone, inside: Inside) -> None:
    title = f"静默 {uuid4().hex[:4]}"
    page = phone()
    enter_pocket(page)
    item = opened(inside, title)
    go(page, "inbox")
    page.get_by_role("link", name=re.compile(title)).first.click()
    expect(page).to_have_url(re.compile(f"/m/work-items/{item}"))
    page.get_by_role("button", name="解决", exact=True).click()
    page.get_by_role("button", name="解决", exact=True).click()
    expect(page.get_by_text("已处理")).to_be_visible()


def test_an_administrator_sees_what_went_outside(
    enter: Enter, inside: Inside, seen_clearly: Callable[[Page], None]
) -> None:
    key, host = f"webhook:{uuid4()}", f"erp-{uuid4().hex[:6]}.example.com"
    with inside() as work:
        work.execute(
            f"insert into {work.place.schema}._effect "
            "(id, key, channel, payload, state, tries, next_at, created_at, error) values "
            "(gen_random_uuid(), %s, 'webhook', %s, 'dead', 8, %s, %s, %s)",
            [key, f'{{"url": "https://{host}/x"}}', work.now, work.now,
             '{"code": "refused_there", "status": 503}'],
        )  # fmt: skip
        tell(work, [rep_of(inside)], title="一条")
    page = enter("admin")
    page.goto("/outside")
    row = page.get_by_role("row", name=re.compile(host))
    expect(row).to_contain_text("对方拒绝了（503）")
    seen_clearly(page)
    row.get_by_role("button", name="丢弃").click()
    expect(row).to_contain_text("已丢弃")
    page.get_by_role("button", name="加渠道").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("代号").fill("mail")
    dialog.get_by_label("中文名").fill("公司邮箱")
    for name, text in (("主机", "smtp.example.com"), ("端口", "25"), ("发件人", "crm@example.com")):
        dialog.get_by_label(name).fill(text)
    dialog.get_by_role("button", name="加渠道").click()
    expect(dialog.get_by_role("alert")).to_be_visible()
    dialog.get_by_label("加密").click()
    page.get_by_text("不加密", exact=True).click()
    dialog.get_by_role("button", name="加渠道").click()
    expect(page.get_by_role("row", name=re.compile("公司邮箱"))).to_be_visible()

"""Distribution rules drawn at the desk: layers changed, tried on a lead, replayed on the past, kept."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from prooftrail.platform.work import Work
from tests.conftest import Api, Callers
from tests.e2e.conftest import Enter
from tests.e2e.pocket_kit import Phone, go
from tests.e2e.pocket_kit import enter as enter_pocket

pytestmark = pytest.mark.browser
Inside = Callable[[str], AbstractContextManager[Work]]


def shot(page: Page, name: str) -> None:
    """A picture for whoever wants to look, where a folder is named."""
    if folder := os.environ.get("PROOFTRAIL_SHOTS"):
        page.screenshot(path=Path(folder) / f"routing-{name}.png", full_page=True)


@pytest.fixture
def given(inside: Inside, demo: str, rep: Api) -> Iterator[str]:
    """A lead the rep was given an hour ago, to be accepted in an hour."""
    with inside(demo) as work:
        hour = timedelta(hours=1)
        one = work.records.create("lead", {
            "name": f"清溪乳业 冷库询价 {uuid4().hex[:4]}", "source": "web", "company": "清溪乳业",
            "estimated_purchase": "1260000", "owner": rep.get("me")["id"], "routing": "assigned", "round": 1,
            "assigned_at": work.now - hour, "due_at": work.now + hour,
            "protected_until": work.now + 23 * hour,
        }, loose=True).id  # fmt: skip
    yield str(one)
    with inside(demo) as work:
        work.records.delete("lead", one)


def test_rules_are_drawn_tried_and_replayed_without_code(
    enter: Enter, caller: Callers, seen_clearly: Callable[[Page], None]
) -> None:
    page = enter("ops")
    page.goto("/o/lead")
    page.get_by_role("link", name="分配规则").click()
    rules = page.get_by_role("navigation", name="规则，从上往下")
    expect(rules.get_by_role("listitem")).to_have_count(3)
    expect(page.locator(".gd-layer")).to_have_count(4)
    seen_clearly(page)
    page.get_by_role("button", name="加一层").click()
    page.get_by_role("menuitem", name="团队").click()
    page.get_by_role("combobox", name="加部门（含下级）").fill("华东")
    page.get_by_title("华东大区").click()
    expect(page.locator(".gd-layer").last).to_contain_text("华东大区")
    page.get_by_role("button", name="重放", exact=True).first.click()
    page.locator("[data-sheet=replay]").get_by_role("button", name="重放").click()
    expect(page.locator("[data-changed] .tb").first).to_contain_text("分给人")
    seen_clearly(page)
    page.get_by_role("button", name="试派", exact=True).first.click()
    page.get_by_role("combobox", name="拿一条线索试").fill("询价")
    page.locator(".ant-select-item-option").first.click()
    page.locator("[data-sheet=try]").get_by_role("button", name="试派").click()
    expect(page.locator(".gd-verdict")).to_contain_text("会")
    page.get_by_role("button", name="保存草稿").click()
    expect(page.get_by_text("草稿已保存")).to_be_visible()
    shown = caller("ops").act("show_distribution", {"about": "lead"})["result"]
    assert [each["about"] for each in shown["draft"]["rules"]["rules"][0]["layers"]][-1] == "team"
    assert shown["live"] is None


def test_rules_are_timed_shown_and_withdrawn(
    enter: Enter, caller: Callers, seen_clearly: Callable[[Page], None]
) -> None:
    ops = caller("ops")
    page = enter("ops")
    page.goto("/routing/rules")
    page.get_by_role("button", name="定时上线").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("上线时间")).to_have_value(re.compile(r"T08:30$"))
    shot(page, "time-asked")
    dialog.get_by_label("上线时间").fill("2020-01-01T08:00")
    dialog.get_by_role("button", name="定时上线").click()
    expect(page.get_by_text("要一个还没到的时间").first).to_be_visible()
    page.get_by_role("button", name="定时上线").click()
    dialog.get_by_role("button", name="定时上线").click()
    waits = page.locator(".gd-timed")
    expect(waits).to_contain_text("定在")
    shown = ops.act("show_distribution", {"about": "lead"})["result"]
    assert shown["timed"]["goes_live_at"] and shown["draft"] is None
    seen_clearly(page)
    shot(page, "timed")
    waits.get_by_role("button", name="撤回").click()
    expect(waits).to_have_count(0)
    shown = ops.act("show_distribution", {"about": "lead"})["result"]
    assert shown["timed"] is None and shown["draft"]


@pytest.mark.parametrize(("language", "theme"), [("zh", "light"), ("en", "dark")])
def test_what_one_was_given_is_accepted_or_given_back_in_the_hand(
    language: str, theme: str, given: str, phone: Phone, caller: Callers, seen_clearly: Callable[[Page], None]
) -> None:
    page = phone(language=language, theme=theme)
    enter_pocket(page)
    go(page, f"o/lead/{given}")
    accept = page.get_by_role("button", name="接收" if language == "zh" else "Accept", exact=True)
    expect(accept).to_be_visible()
    seen_clearly(page)
    shot(page, f"given-{language}")
    accept.click()
    expect(accept).to_have_count(0)
    shot(page, f"accepted-{language}")
    page.get_by_role("button", name="退回" if language == "zh" else "Give back", exact=True).click()
    shot(page, f"declining-{language}")
    page.get_by_role("radio", name="分错组" if language == "zh" else "Wrong group").click()
    expect(page).to_have_url(re.compile("/m/?$"))  # nothing of it is in his sight any more
    shot(page, f"declined-{language}")
    assert caller("ops").get(f"records/lead/{given}")["owner"] is None

"""The proof of a suspicion side by side, reached from its work item, and a verdict on it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from prooftrail.opening import Opened
from prooftrail.sales.fabrication import watching
from prooftrail.senses.image.edits import cropped_again
from tests.conftest import Callers
from tests.e2e.conftest import Enter
from tests.fabrication.conftest import a_customer, logged, shown, suspicions
from tests.senses.drawn import room, taken

pytestmark = pytest.mark.browser
SAME = "沟通产品优势，客户表示认可"


def look(parts: Opened, workspace: str) -> None:
    while watching.sweep(parts.ground, parts.workspaces.directory.find(workspace)):
        pass


def found(parts: Opened, demo: str, caller: Callers) -> tuple[str, str]:
    """A photo used twice, and words used three times: the ids of both suspicions."""
    rep, manager = caller("rep"), caller("manager")
    look(parts, demo)
    place = {"lat": 29.868, "lng": 121.544, "datum": "WGS84", "accuracy_m": 12}
    shown(rep, a_customer(rep), taken(901), topic="看三号会议室的机组位置", place=place)
    shown(rep, a_customer(rep), cropped_again(room(901)), topic="量机房尺寸、看管线走向")
    for day in (3, 4, 5):
        logged(rep, a_customer(rep), SAME, next_step="继续沟通", occurred_at=f"2026-02-0{day}T10:00:00+08:00")
    look(parts, demo)
    return suspicions(manager, "same_photo")[0]["id"], suspicions(manager, "same_text")[0]["id"]


def test_a_suspicion_is_seen_side_by_side_and_judged(
    enter: Enter, parts: Opened, demo: str, caller: Callers, seen_clearly: Callable[[Page], None]
) -> None:
    photo, text = found(parts, demo, caller)
    items = caller("manager").get("records/work_item", filter=["about_record", "=", photo])["items"]
    page = enter("manager")
    page.goto(f"/o/work_item/{items[0]['id']}")
    page.locator(".wi-f").get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(f"/o/suspicion/{photo}"))
    expect(page.locator(".fab-photo img")).to_have_count(2)
    expect(page.get_by_text("做过的改动")).to_contain_text("裁剪过")
    seen_clearly(page)
    uphold = page.get_by_role("button", name="属实", exact=True)
    expect(uphold).to_be_disabled()
    page.get_by_role("textbox", name="理由").fill("同一间会议室，桌上的杯子都没动")
    uphold.click()
    expect(page.locator(".fab").get_by_text("同一间会议室").first).to_be_visible()
    expect(page.get_by_role("button", name="属实", exact=True)).to_have_count(0)
    page.goto(f"/o/suspicion/{text}")
    expect(page.locator(".fab-said mark").first).to_contain_text("沟通产品优势")
    expect(page.locator(".fab-list li")).to_have_count(3)
    seen_clearly(page)

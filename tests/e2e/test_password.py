"""Changing one's own password, at the desk and on the phone."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.designing import window

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(browser: Browser, site: str, own_workspace: str) -> Iterator[Page]:
    with window(browser, site, own_workspace, "rep") as page:
        yield page


def fill(page: Page, old: str, new: str, again: str) -> None:
    page.get_by_label("现在的密码").fill(old)
    page.get_by_label("新密码", exact=True).fill(new)
    page.get_by_label("再输一遍新密码").fill(again)


def test_at_the_desk_and_then_on_the_phone(
    desk: Page, browser: Browser, site: str, own_workspace: str, seen_clearly: Callable[[Page], None]
) -> None:
    with window(browser, site, own_workspace, "rep") as elsewhere:
        elsewhere.goto("/")
        elsewhere.locator(".who").wait_for()
        desk.goto("/")
        desk.locator(".who").click()
        desk.get_by_role("menuitem", name="修改密码").click()
        save = desk.get_by_role("button", name="改密码", exact=True)
        fill(desk, "wrong", "三更灯火五更鸡鸣", "三更灯火")
        expect(desk.get_by_text("两遍不一样")).to_be_visible()
        expect(save).to_be_disabled()
        desk.get_by_label("再输一遍新密码").fill("三更灯火五更鸡鸣")
        save.click()
        expect(desk.get_by_text("现在的密码不对")).to_be_visible()
        expect(desk.get_by_text("再输一次")).to_be_visible()
        seen_clearly(desk)
        desk.get_by_label("现在的密码").fill("demo")
        save.click()
        expect(desk.locator("dialog[open]")).to_have_count(0)
        expect(desk.get_by_text("密码改好了")).to_be_visible()
        desk.goto("/o/customer")
        expect(desk.locator(".list-h")).to_be_visible()
        elsewhere.goto("/o/customer")
        expect(elsewhere.get_by_role("button", name="登录")).to_be_visible()
    desk.set_viewport_size({"width": 390, "height": 844})
    desk.goto("/m/me")
    desk.get_by_role("link", name="修改密码").click()
    fill(desk, "三更灯火五更鸡鸣", "短", "短")
    desk.get_by_role("button", name="改密码", exact=True).click()
    expect(desk.get_by_text("新密码至少 8 个字符").first).to_be_visible()
    fill(desk, "三更灯火五更鸡鸣", "正是男儿读书时", "正是男儿读书时")
    desk.get_by_role("button", name="改密码", exact=True).click()
    expect(desk.get_by_text("新密码至少 8 个字符").first).to_be_visible()
    fill(desk, "三更灯火五更鸡鸣", "正是男儿读书时候", "正是男儿读书时候")
    desk.get_by_role("button", name="改密码", exact=True).click()
    expect(desk).to_have_url(f"{site}/m/me")

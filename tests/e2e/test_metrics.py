"""The metrics page in a browser: a figure, where it comes from, and the very records behind it."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.e2e.conftest import Enter

pytestmark = pytest.mark.browser


def test_a_figure_opens_its_arithmetic_and_its_records(
    enter: Enter, context: BrowserContext, seen_clearly: object
) -> None:
    page: Page = enter("manager")
    page.get_by_role("link", name="研判").click()
    page.get_by_role("link", name="指标", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("指标")
    figure = page.locator('[data-metric="open_deals"] .door')
    expect(figure).to_have_text(re.compile(r"\d+"))
    said = figure.inner_text()
    figure.click()
    panel = page.locator("aside.panel")
    expect(panel.get_by_role("heading", level=2)).to_have_text("来历：在途商机")
    expect(panel.locator("[data-arithmetic]")).to_have_text(f"在途 {said} = {said}")
    expect(panel).to_contain_text("第 1 版")
    seen_clearly(page)  # type: ignore[operator]
    panel.get_by_role("link", name=re.compile("打开")).click()
    expect(page).to_have_url(re.compile(r"/o/deal\?f="))
    expect(page.get_by_text(f"{said} 条", exact=True).first).to_be_visible()
    page.go_back()
    page.locator('[data-metric="win_rate"] .door').click()
    expect(panel.locator("[data-arithmetic]")).to_contain_text("赢单")


def test_who_has_gone_on_is_not_sent_to_the_first_board(enter: Enter, context: BrowserContext) -> None:
    page = enter("manager")
    boards: list[Route] = []
    page.route(re.compile(r"/api/v1/boards$"), lambda route: boards.append(route))
    page.goto("/insight/boards")
    expect(page.get_by_role("status", name="正在载入")).to_be_visible()
    pages: list[Route] = []
    page.route(re.compile(r"/assets/.*\.js"), lambda route: pages.append(route))
    page.get_by_role("link", name="指标", exact=True).click()
    expect(page).to_have_url(re.compile("/insight/metrics"))
    with page.expect_response(re.compile(r"/api/v1/boards$")):
        for each in boards:
            each.continue_()
    page.unroute(re.compile(r"/assets/.*\.js"))
    for each in pages:
        each.continue_()
    expect(page.get_by_role("heading", level=1)).to_have_text("指标")
    expect(page).to_have_url(re.compile("/insight/metrics"))

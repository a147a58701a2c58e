"""Each screen of the pocket, as narrow and as wide as it is served, in both languages, light and dark."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from prooftrail.opening import Opened
from tests.conftest import Api
from tests.e2e.looking import faults_at
from tests.e2e.pocket_kit import Phone, enter, go
from tests.scoring.conftest import swept

pytestmark = pytest.mark.browser
WIDTHS, HEIGHT = (360, 390, 768), 844


def pages(rep: Api, deal: dict[str, Any]) -> list[str]:
    """The addresses of the pocket, with something of the rep's own on each."""
    customer = deal["customer"]["id"]
    (item,) = rep.get("records/work_item", limit="1")["items"]
    return [
        "", "customers", f"customers/{customer}", "customers/new", f"customers/{customer}/edit", "deals",
        f"deals/{deal['id']}", f"deals/{deal['id']}/edit", f"deals/{deal['id']}/gate", "log",
        f"log?deal={deal['id']}", "outbox", "inbox", f"work-items/{item['id']}", "approvals", "boards",
        "list/activity", "list/contact", "o/contact/new", "me", "password", "pool", "leads",
    ]  # fmt: skip


@pytest.mark.parametrize(("language", "theme"), [("zh", "light"), ("en", "dark")])
def test_every_screen_of_the_pocket_fits(
    language: str, theme: str, phone: Phone, rep: Api, deal: dict[str, Any]
) -> None:
    page: Page = phone(language=language, theme=theme)
    enter(page)
    wrong = {}
    for path in pages(rep, deal):
        go(page, path)
        expect(page.locator("main, .main, .tabs").first).to_be_visible()
        if faults := faults_at(page, WIDTHS, HEIGHT):
            wrong[path] = faults
    assert not wrong, "\n".join(f"{path}: {fault}" for path, faults in wrong.items() for fault in faults)


@pytest.mark.parametrize(("language", "theme"), [("zh", "dark"), ("en", "light")])
def test_what_opens_in_place_fits_as_well(
    language: str, theme: str, phone: Phone, losing: str, pool_of_two: tuple[str, str], parts: Opened,
    demo: str,
) -> None:  # fmt: skip
    swept(parts, demo)
    page: Page = phone(language=language, theme=theme)
    page.locator(".roles button", has_text="陈亦凡").click()
    expect(page.locator(".tabs")).to_be_visible()
    wrong = {}
    for path in ("pool", "leads", "churn"):
        go(page, path)
        expect(page.locator(".ln[aria-expanded]").first).to_be_visible()
        if page.locator(".opn").count() == 0:
            page.locator(".ln[aria-expanded]").first.click()
        expect(page.locator(".opn")).to_be_visible()
        if faults := faults_at(page, WIDTHS, HEIGHT):
            wrong[path] = faults
    assert not wrong, "\n".join(f"{path}: {fault}" for path, faults in wrong.items() for fault in faults)

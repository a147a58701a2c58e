"""A conversation attached to its customer by pasting it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Api
from tests.e2e.conftest import Enter
from tests.e2e.pocket_kit import new_deal

pytestmark = pytest.mark.browser
CHAT = "王海 10:31\n首付能不能再低一点？\n我 10:32\n明天上午给您回话"


def shot(page: Page, name: str) -> None:
    """A picture for whoever wants to look, where a folder is named."""
    if folder := os.environ.get("PROOFTRAIL_SHOTS"):
        page.screenshot(path=Path(folder) / f"attach-{name}.png")


def test_a_chat_is_pasted_and_stands_at_the_customer(
    enter: Enter, rep: Api, seen_clearly: Callable[[Page], None]
) -> None:
    customer = new_deal(rep)["customer"]["id"]
    page = enter("rep")
    page.goto(f"/o/customer/{customer}")
    page.get_by_role("button", name="挂往来").click()
    box = page.get_by_role("dialog")
    expect(box.get_by_role("button", name="挂上", exact=True)).to_have_attribute("aria-disabled", "true")
    box.get_by_role("textbox").fill(CHAT)
    seen_clearly(page)
    shot(page, "asked")
    box.get_by_role("button", name="挂上", exact=True).click()
    expect(box).to_be_hidden()
    expect(page.get_by_role("link", name="首付能不能再低一点？")).to_be_visible()
    shot(page, "there")
    (row,) = rep.get("records/communication", filter=["customer", "=", customer])["items"]
    assert (row["channel"], row["source"]) == ("chat", "by_hand")


def test_a_file_dropped_is_read_where_it_is_text(enter: Enter, rep: Api) -> None:
    customer = new_deal(rep)["customer"]["id"]
    page = enter("rep")
    page.goto(f"/o/customer/{customer}")
    page.get_by_role("button", name="挂往来").click()
    box = page.get_by_role("dialog")
    mail = "From: wang@example.cn\nSubject: 付款方式\n\n三期可以吗".encode()
    box.locator("input[type=file]").set_input_files(
        {"name": "a.eml", "mimeType": "message/rfc822", "buffer": mail}
    )
    expect(box.get_by_role("textbox")).to_have_value("From: wang@example.cn\nSubject: 付款方式\n\n三期可以吗")
    box.get_by_role("button", name="挂上", exact=True).click()
    expect(page.get_by_role("link", name="付款方式")).to_be_visible()

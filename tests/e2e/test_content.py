"""The library as people meet it: offered while a log is written, shared with a tap, opened by a stranger."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Api, Callers
from tests.e2e.conftest import PATIENCE, Enter
from tests.e2e.pocket_kit import SEEN, Phone
from tests.e2e.pocket_kit import enter as enter_pocket

pytestmark = pytest.mark.browser
Clearly = Callable[[Page], None]
SHARE = "navigator.share = async (said) => { window.handed = said.url }"
"""A phone's own sheet, which a browser without a screen lacks."""


def shot(page: Page, name: str) -> None:
    """A picture for whoever wants to look, where a folder is named."""
    if folder := os.environ.get("PROOFTRAIL_SHOTS"):
        page.screenshot(path=Path(folder) / f"content-{name}.png", full_page=True)


HANDED_OVER = re.compile("链接已复制|链接在这里")
"""Said once the link is there, not while it is being made."""


def sent(api: Api, deal: dict[str, Any]) -> list[dict[str, Any]]:
    """What went out for a deal."""
    return list(api.get("records/content_sent", filter=["deal", "=", deal["id"]])["items"])


def test_a_word_in_the_log_offers_content_and_a_tap_hands_its_link_over(
    phone: Phone, rep: Api, deal: dict[str, Any], browser: Browser, site: str, seen_clearly: Clearly
) -> None:
    page = phone()
    page.context.add_init_script(SHARE)
    enter_pocket(page)
    page.goto(re.sub(r"/m.*", f"/m/log?deal={deal['id']}", page.url))
    page.get_by_label("主题").fill("客户问电费能省多少，压缩机质保几年")
    offers = page.get_by_role("region", name="正好有资料")
    expect(offers.locator(".offer")).to_have_count(2)
    row = offers.locator(".offer", has_text="冷库节能改造产品包")
    expect(row).to_contain_text("提到「电费」")
    seen_clearly(page)
    shot(page, "pocket-offer")
    row.get_by_role("button", name="分享").click()
    expect(row.get_by_role("status")).to_contain_text("记到客户名下了")
    (record,) = sent(rep, deal)
    assert record["title"].startswith("冷库节能改造产品包") and record["cause"] is None
    link = page.evaluate("window.handed")
    stranger = browser.new_context(viewport=SEEN, is_mobile=True, has_touch=True, locale="zh-CN")
    outside = stranger.new_page()
    outside.goto(link)
    expect(outside.get_by_role("heading", level=1)).to_contain_text("冷库节能改造产品包")
    expect(outside.locator("a.file")).to_have_count(1)
    assert outside.evaluate("document.documentElement.scrollWidth <= innerWidth")
    seen_clearly(outside)
    shot(outside, "link")
    outside.emulate_media(color_scheme="dark")
    shot(outside, "link-dark")
    assert not stranger.cookies()
    stranger.close()
    assert rep.get(f"records/content_sent/{record['id']}")["opened"] == 1
    page.get_by_label("主题").fill("聊了聊")
    expect(offers).to_have_count(0)


def test_the_desk_shows_what_fits_a_deal_what_went_out_and_takes_it_back(
    enter: Enter, caller: Callers, deal: dict[str, Any], seen_clearly: Clearly
) -> None:
    rep = caller("rep")
    page = enter("rep")
    page.goto(f"/o/deal/{deal['id']}")
    fitting = page.locator("section", has_text="适合发的资料").last
    expect(fitting.locator(".offer").first).to_be_visible()
    fitting.locator(".offer", has_text="质保与备件政策").get_by_role("button", name="分享").click()
    expect(fitting.get_by_role("status").filter(has_text=HANDED_OVER)).to_be_visible()
    shot(page, "deal")
    (record,) = sent(rep, deal)
    page.reload()
    expect(page.locator(".trail")).to_contain_text("发了资料")
    page.goto(f"/o/content_sent/{record['id']}")
    expect(page.get_by_role("button", name="分享链接")).to_be_visible()
    seen_clearly(page)
    shot(page, "sent")
    page.get_by_role("button", name="收回链接").click()
    expect(page.get_by_text("链接已失效")).to_be_visible()
    assert rep.get(f"records/content_sent/{record['id']}")["ended_at"]


def test_whoever_keeps_the_library_uploads_a_version_and_it_is_the_current_one(
    enter: Enter, caller: Callers, seen_clearly: Clearly
) -> None:
    ops = caller("ops")
    made = ops.post("records/content", {"title": "试用协议", "kind": "policy", "keywords": "试用"})
    page = enter("ops")
    page.set_default_timeout(PATIENCE)
    page.goto("/o/content")
    expect(page.get_by_role("link", name="资料", exact=True).first).to_be_visible()
    expect(page.locator("main")).to_contain_text("冷库节能改造产品包")
    shot(page, "library")
    page.goto(f"/o/content/{made['id']}")
    page.get_by_role("link", name="上传新版本").click()
    page.locator('input[type="file"]').first.set_input_files(
        {"name": "试用协议.txt", "mimeType": "text/plain", "buffer": "试用三十天".encode()}
    )
    expect(page.locator("main")).to_contain_text("试用协议.txt")
    seen_clearly(page)
    page.get_by_role("button", name="建立", exact=True).click()
    page.wait_for_url(re.compile("/o/content_version/[0-9a-f-]{36}"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("试用协议 V1")
    assert ops.get(f"records/content/{made['id']}")["current"]["label"] == "试用协议 V1"

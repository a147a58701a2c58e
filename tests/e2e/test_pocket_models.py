"""A model fills what the rules left blank in a spoken entry: after them, and marked as its own."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from prooftrail.platform.outbound.addresses import LISTED
from tests.conftest import Api, Callers, shared_demo
from tests.e2e.conftest import Enter
from tests.e2e.pocket_kit import Phone, go, new_deal, record, stop
from tests.e2e.test_pocket_vault import signs_in
from tests.spoken.conftest import set_service
from tests.spoken.ear import Service, serving

pytestmark = pytest.mark.browser
expect.set_options(timeout=20_000)
shop = shared_demo(20)
MODEL = {"channel": "notes", "kind": "notes", "label": {"zh": "读话模型", "en": "Reader"},
         "config": {"model": "reader-1"}}  # fmt: skip


def shot(page: Page, name: str) -> None:
    """A picture for whoever wants to look, where a folder is named."""
    if folder := os.environ.get("PROOFTRAIL_SHOTS"):
        page.screenshot(path=Path(folder) / f"model-{name}.png", full_page=True)


@pytest.fixture
def rep(caller: Callers, shop: str) -> Api:
    return caller("rep", shop)


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch, caller: Callers, shop: str) -> Iterator[Service]:
    """A service that hears and reads, which that workspace knows of."""
    monkeypatch.setenv(LISTED, "127.0.0.1")
    with serving() as found:
        set_service(caller("admin", shop), found.url)
        set_service(caller("admin", shop), found.url, **MODEL)
        yield found


def test_what_a_model_filled_is_marked_as_its_own(
    phone: Phone, shop: str, rep: Api, service: Service, seen_clearly: Callable[[Page], None]
) -> None:
    deal = new_deal(rep)
    service.text = "聊了冷库改造，今年肯定要上，两台机组的价钱他还要跟股东商量"
    service.says = json.dumps({"topic": "别的话题", "objection": "价钱要跟股东商量"})
    page = phone()
    signs_in(page, shop)
    expect(page.locator(".tabs")).to_be_visible()
    go(page, f"log?customer={deal['customer']['id']}&deal={deal['id']}")
    record(page)
    expect(page.get_by_role("timer")).to_have_text("0:01")
    stop(page)
    expect(page.get_by_label("异议")).to_have_value("价钱要跟股东商量")
    expect(page.get_by_label("主题")).not_to_have_value("别的话题")
    expect(page.get_by_label("由模型从语音补，存之前核对")).to_have_count(1)
    expect(page.get_by_label("由语音填", exact=True)).not_to_have_count(0)
    seen_clearly(page)
    shot(page, "log")
    page.get_by_label("异议").fill("价钱")
    expect(page.get_by_label("由模型从语音补，存之前核对")).to_have_count(0)


def test_an_administrator_sets_it_up_on_the_desk(enter: Enter, seen_clearly: Callable[[Page], None]) -> None:
    page = enter("admin")
    page.goto("/outside")
    page.get_by_role("button", name="加渠道").click()
    page.get_by_label("种类").click()
    shot(page, "kinds")
    page.get_by_title("读话填表模型").click()
    expect(page.get_by_label("模型")).to_be_visible()
    seen_clearly(page)
    shot(page, "channel")

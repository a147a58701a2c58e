"""A phone that nobody has met for its days keeps what is unsent alone; a PIN may be left out where that is
left to people."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Api, Callers, shared_demo
from tests.e2e.pocket_kit import Phone, new_deal
from tests.e2e.test_pocket_vault import RAW, chooses, cut, killed, lies, logs_a_call, ready, signs_in, unsent

pytestmark = pytest.mark.browser
shop = shared_demo(20)

AGE = """(days) => new Promise((done, lost) => {
  const asked = indexedDB.open('prooftrail.pocket');
  asked.onerror = lost;
  asked.onsuccess = () => {
    const facts = asked.result.transaction('facts', 'readwrite').objectStore('facts');
    const read = facts.get('contact');
    read.onsuccess = () => { facts.put({ ...read.result, at: Date.now() - days * 86400000 }); };
    facts.transaction.oncomplete = () => { asked.result.close(); done(); };
  };
})"""
"""The server has not been met for so many days."""


@pytest.fixture
def own(caller: Callers, shop: str) -> Api:
    """The rep of that workspace, by key."""
    return caller("rep", shop)


@pytest.fixture
def deal(own: Api) -> dict[str, Any]:
    return new_deal(own)


@pytest.fixture
def optional(caller: Callers, shop: str) -> Iterator[Api]:
    """A workspace that leaves the PIN to its people."""
    found = caller("admin", shop)
    found.act("change_setting", {"key": "phone.pin", "value": "optional"})
    yield found
    found.act("reset_setting", {"key": "phone.pin"})


def kept(page: Page) -> tuple[int, int]:
    """Rows and operations on the phone."""
    found = lies(page)
    return len(found["rows"]), len(found["operations"])


def test_after_thirty_days_without_contact_only_the_unsent_is_left(
    phone: Phone, shop: str, own: Api, deal: dict[str, Any]
) -> None:
    page = phone()
    signs_in(page, shop)
    expect(page.locator(".tabs")).to_be_visible()
    ready(page)
    mended = cut(page)
    logs_a_call(page, deal, "三十天前写下的", locked=False)
    page.evaluate(AGE, 29)
    page = killed(page, offline=True)
    expect(page.locator(".tabs")).to_be_visible()
    rows, operations = kept(page)
    assert rows > 0 and operations == 1
    page.evaluate(AGE, 30)
    page = killed(page, offline=True)
    page.wait_for_function(f"async () => (await ({RAW})()).rows.length === 0")
    assert kept(page) == (0, 1) and deal["customer"]["label"] not in str(lies(page)["answers"])
    mended()
    with page.context.expect_event("response", lambda found: "/sync/push" in found.url):
        page = killed(page, offline=False)
    expect(page.locator(".tabs")).to_be_visible()
    unsent(page, 0)
    asked = ["topic", "=", "三十天前写下的"]
    assert len(own.get("records/activity", filter=asked)["items"]) == 1


def test_a_pin_may_be_left_out_or_chosen_where_that_is_left_to_people(
    phone: Phone, shop: str, optional: Api
) -> None:
    page = phone()
    signs_in(page, shop)
    expect(page.get_by_role("heading", name="设一个 PIN")).to_be_visible()
    page.get_by_role("button", name="先不设").click()
    expect(page.locator(".tabs")).to_be_visible()
    ready(page)
    page = killed(page, offline=True)
    expect(page.locator(".tabs")).to_be_visible()
    expect(page.get_by_role("heading", name="设一个 PIN")).to_have_count(0)
    other = phone()
    signs_in(other, shop, "rep2")
    chooses(other)
    ready(other)
    other = killed(other, offline=True)
    expect(other.get_by_role("heading", name="输入 PIN")).to_be_visible()

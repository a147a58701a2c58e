"""A word on an approval given without a network: it goes by itself, and is checked by what stands then."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.approvals.kit import asked, decide, flow, published, quotation, sheet, step
from tests.conftest import Api, Callers
from tests.e2e.pocket_kit import Phone, go

pytestmark = pytest.mark.browser
expect.set_options(timeout=20_000)
KEPT = """async ([id, wanted]) => {
  const here = async () => {
    const asked = indexedDB.open('prooftrail.pocket');
    await new Promise((done) => { asked.onsuccess = done; });
    const found = asked.result.transaction(['answers']).objectStore('answers').getAll();
    await new Promise((done) => { found.onsuccess = done; });
    asked.result.close();
    return found.result.some(({ question }) => question[0] === 'approvals' && question[2] === id);
  };
  while ((await here()) !== wanted) {
    dispatchEvent(new Event('online'));
    await new Promise((next) => setTimeout(next, 200));
  }
}"""


@pytest.fixture
def approval(caller: Callers, rep: Api) -> dict[str, str]:
    """What the manager is asked about a quotation of the rep's."""
    return waiting(caller, rep)


def waiting(caller: Callers, rep: Api) -> dict[str, str]:
    """The same, asked now."""
    key = published(caller("admin"), flow(step("manager")))
    record = quotation(rep, "88000.00")
    title = str(rep.get(f"records/quotation/{record}")["name"])
    return {"id": str(asked(rep, key, record)["approval"]), "record": record, "title": title}


def with_sheets(phone: Phone, approval: dict[str, str]) -> Page:
    """The manager's phone, with what waits for him on its disk; the sheet was never opened on it."""
    page = phone()
    page.locator(".roles button", has_text="陈亦凡").first.click()
    expect(page.locator(".tabs")).to_be_visible()
    page.evaluate("() => navigator.serviceWorker.ready.then(() => undefined)")
    page.reload()
    page.evaluate(KEPT, [approval["id"], True])
    return page


def to_the_road(phone: Phone, approval: dict[str, str]) -> Page:
    """The same, started anew where there is no network."""
    page = with_sheets(phone, approval)
    page.context.set_offline(True)
    go(page, "approvals")
    return page


def say_yes(page: Page, approval: dict[str, str]) -> None:
    """One tap, and one to be sure."""
    page.get_by_role("link", name=approval["title"]).click()
    page.get_by_role("button", name="同意").click()
    page.get_by_role("button", name="确认同意").click()


def test_a_word_given_without_a_network_goes_by_itself(
    phone: Phone, caller: Callers, approval: dict[str, str], seen_clearly: Callable[[Page], None]
) -> None:
    page = to_the_road(phone, approval)
    say_yes(page, approval)
    line = page.locator(f'[data-approval="{approval["id"]}"]')
    expect(line).to_contain_text("等信号发出")
    line.get_by_role("link").click()
    expect(page.get_by_role("heading", name="你批了「同意」，还在手机上")).to_be_visible()
    seen_clearly(page)
    assert sheet(caller("manager"), approval["id"])["state"] == "running"
    go(page, "outbox")
    expect(page.locator(".op")).to_contain_text("审批：同意")
    page.context.set_offline(False)
    expect(page.locator(".op")).to_have_count(0)
    assert sheet(caller("manager"), approval["id"])["state"] == "approved"
    go(page, "approvals")
    expect(page.locator(".ap-choose")).to_be_visible()
    expect(line).to_have_count(0)


def changed(caller: Callers, rep: Api, approval: dict[str, Any]) -> str:
    """The rep asks more for it than the manager has seen."""
    rep.patch(f"records/quotation/{approval['record']}", {"amount": "98000.00"})
    return "你看过以后，这件内容变了"


def forestalled(caller: Callers, rep: Api, approval: dict[str, Any]) -> str:
    """The manager has already said no elsewhere."""
    decide(caller("manager"), approval["id"], "reject", reason="price")
    return "这个任务已经处理过了"


@pytest.mark.parametrize("meanwhile", [changed, forestalled])
def test_a_word_that_comes_too_late_is_not_taken_and_that_is_said(
    phone: Phone, caller: Callers, rep: Api, approval: dict[str, str], meanwhile: Callable[..., str]
) -> None:
    page = to_the_road(phone, approval)
    say_yes(page, approval)
    expect(page.locator(".ap-choose")).to_be_visible()
    go(page, "outbox")
    expect(page.locator(".op")).to_contain_text(approval["title"])
    said = meanwhile(caller, rep, approval)
    stood = sheet(caller("manager"), approval["id"])["state"]
    page.context.set_offline(False)
    expect(page.get_by_role("alert")).to_contain_text(said)
    page.get_by_role("link", name="打开审批").click()
    expect(page.get_by_role("heading", name="你的「同意」没有算数")).to_be_visible()
    page.get_by_role("button", name="看过现在的，再批").click()
    expect(page.get_by_role("heading", name="你的「同意」没有算数")).to_have_count(0)
    assert sheet(caller("manager"), approval["id"])["state"] == stood
    again = page.get_by_role("button", name="同意")
    expect(again).to_have_count(1 if stood == "running" else 0)
    if stood == "running":
        again.click()
        page.get_by_role("button", name="确认同意").click()
        expect(page.locator(".ap-choose")).to_be_visible()
        assert sheet(caller("manager"), approval["id"])["state"] == "approved"


def test_what_waits_on_the_phone_is_what_would_be_read_afresh(
    phone: Phone, caller: Callers, rep: Api, approval: dict[str, str]
) -> None:
    page = with_sheets(phone, approval)
    other = waiting(caller, rep)
    decide(caller("manager"), approval["id"])
    page.evaluate(KEPT, [other["id"], True])
    page.evaluate(KEPT, [approval["id"], False])
    page.context.set_offline(True)
    go(page, "approvals")
    expect(page.locator(f'[data-approval="{other["id"]}"]')).to_be_visible()
    fresh = caller("manager").get("approvals", box="todo")["items"]
    expect(page.locator("[data-approval]")).to_have_count(len(fresh))
    expect(page.locator(f'[data-approval="{approval["id"]}"]')).to_have_count(0)

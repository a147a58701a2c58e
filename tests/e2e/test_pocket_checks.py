"""Gates judged on a phone without a network: formulas it reads itself, or left for the server to check."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from prooftrail.opening import Opened
from tests.conftest import Api, Callers, small_demo
from tests.e2e.pocket_kit import SEEN, go, unsent
from tests.processes.kit import deal, node, process, publish, stage, words

pytestmark = pytest.mark.browser
expect.set_options(timeout=20_000)
BIG = {"key": "big", "type": "formula", "formula": "金额 >= 10万", "label": words("够大")}

KEPT = """async (id) => {
  const held = () => new Promise((done) => {
    const asked = indexedDB.open('prooftrail.pocket');
    asked.onsuccess = () => {
      const turn = asked.result.transaction(['rows', 'answers']);
      const found = [];
      for (const room of turn.objectStoreNames) {
        turn.objectStore(room).getAllKeys().onsuccess = (event) => found.push(...event.target.result);
      }
      turn.oncomplete = () => {
        asked.result.close();
        done(found.some((key) => key.endsWith(id)) && found.some((key) => key.includes('"forms","deal"')));
      };
    };
  });
  await navigator.serviceWorker.ready;
  while (!(await held())) await new Promise((next) => setTimeout(next, 50));
}"""


@pytest.fixture(scope="module")
def company(parts: Opened) -> Iterator[str]:
    """A workspace with another process than everybody's."""
    with small_demo(parts) as name:
        yield name


@pytest.fixture(scope="module")
def way(company: str, caller: Callers) -> str:
    """The key of a process with a gate that asks for an amount."""
    said = process(node("sized", BIG, advance="ask"), node("asked", advance="ask"))
    publish(caller("admin", company), said)
    return str(said["key"])


@pytest.fixture
def take(site: str, browser: Browser, company: str) -> Iterator[Callable[..., Page]]:
    """`take(login, id)`: a phone with that deal on it, killed and without a network."""
    opened = []

    def made(login: str, id: str, password: str = "demo") -> Page:
        context = browser.new_context(viewport=SEEN, has_touch=True, is_mobile=True, locale="zh-CN")
        opened.append(context)
        said = {"workspace": company, "login": login, "password": password}
        assert context.request.post(f"{site}/api/v1/session", data=said).ok
        page = context.new_page()
        page.goto(f"{site}/m")
        page.evaluate(KEPT, id)
        page.close()
        context.set_offline(True)
        page = context.new_page()
        page.goto(f"{site}/m/deals/{id}/gate")
        return page

    yield made
    for context in opened:
        context.close()


def test_a_formula_is_read_on_the_phone_with_what_was_just_entered(
    take: Callable[..., Page], caller: Callers, company: str, way: str
) -> None:
    rep = caller("rep", company)
    made = deal(rep, way, amount="99999.99")
    page = take("rep", made["id"])
    expect(page.locator(".refuse")).to_contain_text("够大")
    step = page.locator(".dock .btn")
    expect(step).to_have_attribute("aria-disabled", "true")
    go(page, f"deals/{made['id']}/edit")
    page.get_by_label("金额").fill("100000")
    page.get_by_role("button", name="保存").click()
    unsent(page, 1)
    go(page, f"deals/{made['id']}/gate")
    expect(page.locator(".refuse")).to_have_count(0)
    expect(step).to_contain_text("sized")
    step.click()
    unsent(page, 2)
    assert stage(rep, made) == "begun"
    page.context.set_offline(False)
    unsent(page, 0)
    assert stage(rep, made) == "sized"


def blind(admin: Api) -> tuple[str, str]:
    """Somebody who works on deals and may not know their amounts; his login and password."""
    key = f"blind{uuid4().hex[:8]}"
    grants = {
        "deal": {"read": "own", "write": "own", "create": True},
        "evidence": {"read": "own"},
        "customer": {"read": "own"},
    }
    role = {"key": key, "label": words("盲"), "grants": grants, "fields": {"deal": {"amount": "hidden"}}}
    admin.post("access/roles", role)
    made = admin.post("access/people", {"name": "盲", "login": key, "roles": [key]})["person"]
    return key, str(admin.post(f"access/people/{made}/password", None)["password"])


@pytest.mark.parametrize(("amount", "after"), [("200000.00", "sized"), ("1.00", "begun")])
def test_what_he_may_not_know_waits_for_the_servers_check(
    take: Callable[..., Page], caller: Callers, company: str, way: str, amount: str, after: str
) -> None:
    admin = caller("admin", company)
    login, password = blind(admin)
    his: Any = caller(login, company)
    made = deal(his, way)
    admin.patch(f"records/deal/{made['id']}", {"amount": amount})
    page = take(login, made["id"], password)
    expect(page.locator(".refuse")).to_contain_text("这一项只有服务器能核")
    assert "10万" not in page.content()
    page.get_by_role("button", name=re.compile("先记下要进「sized」，等核对")).click()
    unsent(page, 1)
    go(page, "outbox")
    expect(page.get_by_text("等核对", exact=True)).to_be_visible()
    page.context.set_offline(False)
    if after == "begun":
        expect(page.get_by_text("没通过").first).to_be_visible()
        unsent(page, 1)
    else:
        unsent(page, 0)
    assert stage(admin, made) == after

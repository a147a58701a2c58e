"""What lies on a phone lies under a PIN: sealed, opened without a network, erased when it must be."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from prooftrail.opening import Opened
from prooftrail.platform.people.accounts import open_account
from prooftrail.platform.work import Caller
from tests.conftest import Api, Callers, shared_demo
from tests.e2e.pocket_kit import Phone, go, new_deal, unsent

pytestmark = pytest.mark.browser
expect.set_options(timeout=20_000)
shop = shared_demo(20)
PIN, OTHER, WRONG = "246813", "975310", "135792"

RAW = """() => new Promise((done, lost) => {
  const asked = indexedDB.open('prooftrail.pocket');
  asked.onerror = lost;
  asked.onsuccess = () => {
    const turn = asked.result.transaction([...asked.result.objectStoreNames]);
    const texts = new TextDecoder();
    const found = {}, blobs = [];
    const say = (_, value) => {
      if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return texts.decode(value);
      if (value instanceof Blob) { blobs.push(value); return 'BLOB'; }
      return value;
    };
    for (const room of turn.objectStoreNames) {
      const all = turn.objectStore(room).getAll();
      all.onsuccess = () => { found[room] = all.result.map((row) => JSON.stringify(row, say)); };
    }
    turn.oncomplete = () => { asked.result.close(); done({ ...found, blobs: blobs.length }); };
  };
})"""

UNTIL_ROWS = f"""async (least) => {{
  while ((await ({RAW})()).rows.length < least) await new Promise((next) => setTimeout(next, 50));
}}"""


@pytest.fixture
def boss(caller: Callers, shop: str) -> Iterator[Api]:
    """The administrator of a workspace that asks for a PIN."""
    found = caller("admin", shop)
    found.act("change_setting", {"key": "phone.pin", "value": "required"})
    yield found
    for key in ("phone.pin", "phone.wrong_tries"):
        found.act("reset_setting", {"key": key})


@pytest.fixture
def own(caller: Callers, shop: str) -> Api:
    """The rep of that workspace, by key."""
    return caller("rep", shop)


@pytest.fixture
def deal(own: Api) -> dict[str, Any]:
    return new_deal(own)


def signs_in(page: Page, workspace: str, login: str = "rep", password: str = "demo") -> None:
    """By the form, as in production."""
    page.get_by_label("工作区").fill(workspace)
    page.get_by_label("登录名").fill(login)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录", exact=True).click()


def chooses(page: Page, pin: str = PIN) -> None:
    expect(page.get_by_role("heading", name="设一个 PIN")).to_be_visible()
    page.get_by_label("PIN", exact=True).fill(pin)
    page.get_by_label("再输一遍").fill(pin)
    page.get_by_role("button", name="就用这个").click()
    expect(page.locator(".tabs")).to_be_visible()


def unlocks(page: Page, pin: str = PIN) -> None:
    expect(page.get_by_role("heading", name="输入 PIN")).to_be_visible()
    page.get_by_label("PIN", exact=True).fill(pin)


def ready(page: Page, least: int = 1) -> None:
    """The worker holds the pocket's files, and his rows have come."""
    page.evaluate("async () => { await navigator.serviceWorker.ready; }")
    page.evaluate(UNTIL_ROWS, least)


def killed(page: Page, *, offline: bool, path: str = "") -> Page:
    """The app killed, and opened again."""
    context, address = page.context, re.sub(r"/m.*", f"/m/{path}", page.url)
    page.close()
    context.set_offline(offline)
    fresh = context.new_page()
    fresh.goto(address)
    return fresh


def lies(page: Page) -> Any:
    """Everything in the phone's store as it lies there."""
    return page.evaluate(RAW)


def logs_a_call(page: Page, deal: dict[str, Any], topic: str, *, locked: bool = True) -> None:
    """A call that stays on the phone; the page comes anew, and asks for the PIN where there is one."""
    go(page, f"log?customer={deal['customer']['id']}")
    if locked:
        unlocks(page)
    page.get_by_role("radio", name="电话沟通").click()
    page.get_by_label("主题").fill(topic)
    page.get_by_role("button", name=re.compile("^保存")).click()
    expect(page.get_by_role("heading", name="还没发出去")).to_be_visible()


def cut(page: Page) -> Callable[[], None]:
    """Nothing that is done reaches the server until what this answers is called."""
    page.context.route("**/api/v1/sync/push", lambda route: route.abort())
    return lambda: page.context.unroute("**/api/v1/sync/push")


def test_sealed_under_a_pin_and_opened_without_a_network(
    phone: Phone, shop: str, boss: Api, deal: dict[str, Any]
) -> None:
    page = phone()
    name = deal["customer"]["label"]
    signs_in(page, shop)
    chooses(page)
    ready(page)
    go(page, f"customers/{deal['customer']['id']}")
    expect(page.get_by_role("heading", name="输入 PIN")).to_be_visible()
    unlocks(page)
    expect(page.get_by_role("heading", name=name)).to_be_visible()
    page = killed(page, offline=True, path=f"customers/{deal['customer']['id']}")
    unlocks(page)
    expect(page.get_by_role("heading", name=name)).to_be_visible()
    said = str(lies(page))
    assert name not in said and "宁波" not in said and "一号冷库" not in said
    logs_a_call(page, deal, "锁着写下的")
    said = lies(page)
    assert len(said["operations"]) == 1 and "锁着写下的" not in str(said) and name not in str(said)
    page = killed(page, offline=False)
    with page.expect_response("**/api/v1/sync/push"):
        unlocks(page)
    unsent(page, 0)


def test_what_an_older_version_left_is_sealed_and_sent(
    phone: Phone, shop: str, own: Api, caller: Callers, deal: dict[str, Any]
) -> None:
    admin = caller("admin", shop)
    page = phone()
    signs_in(page, shop)
    expect(page.locator(".tabs")).to_be_visible()
    ready(page)
    mended = cut(page)
    logs_a_call(page, deal, "旧版留下的", locked=False)
    assert "旧版留下的" in str(lies(page)["operations"])
    admin.act("change_setting", {"key": "phone.pin", "value": "required"})
    try:
        page = killed(page, offline=False)
        chooses(page)
        said = lies(page)
        assert len(said["operations"]) == 1 and "旧版留下的" not in str(said)
        assert deal["customer"]["label"] not in str(said)
        mended()
        page = killed(page, offline=False)
        with page.expect_response("**/api/v1/sync/push"):
            unlocks(page)
        unsent(page, 0)
        found = own.get("records/activity", filter=["customer", "=", deal["customer"]["id"]])["items"]
        assert [each["topic"] for each in found] == ["旧版留下的"]
    finally:
        admin.act("reset_setting", {"key": "phone.pin"})


def test_too_many_wrong_pins_erase_the_phone(phone: Phone, shop: str, boss: Api) -> None:
    boss.act("change_setting", {"key": "phone.wrong_tries", "value": 3})
    page = phone()
    signs_in(page, shop)
    chooses(page)
    ready(page)
    page = killed(page, offline=True)
    for left in (2, 1):
        unlocks(page, WRONG)
        expect(page.get_by_text(f"还剩 {left} 次")).to_be_visible()
    page = killed(page, offline=True)
    expect(page.get_by_text("还剩 1 次")).to_be_visible()
    unlocks(page, WRONG)
    expect(page.get_by_text("已经全部删掉").first).to_be_visible()
    said = lies(page)
    assert not any(said[room] for room in ("rows", "answers", "drafts", "operations", "files"))
    page = killed(page, offline=False)
    expect(page.get_by_role("button", name="登录", exact=True)).to_be_visible()
    assert page.request.get(re.sub(r"/m.*", "/api/v1/me", page.url)).status == 401


def test_idle_it_locks_and_what_was_begun_is_still_there(phone: Phone, shop: str, boss: Api) -> None:
    page = phone()
    page.clock.install()
    page.reload()
    signs_in(page, shop)
    chooses(page)
    go(page, "customers/new")
    unlocks(page)
    named = page.get_by_label("客户名称").or_(page.get_by_label("名称")).first
    named.fill("写到一半的客户")
    page.clock.fast_forward("14:00")
    expect(named).to_be_visible()
    page.clock.fast_forward("16:00")
    expect(page.get_by_role("heading", name="输入 PIN")).to_be_visible()
    expect(named).not_to_be_visible()
    unlocks(page)
    expect(named).to_have_value("写到一半的客户")


def test_the_pin_is_changed(phone: Phone, shop: str, boss: Api) -> None:
    page = phone()
    signs_in(page, shop)
    chooses(page)
    page.get_by_role("link", name="我").click()
    page.get_by_role("link", name="修改 PIN").click()
    for label, pin in (("现在的 PIN", PIN), ("新 PIN", OTHER), ("再输一遍", OTHER)):
        page.get_by_label(label).fill(pin)
    page.get_by_role("button", name="就用这个").click()
    expect(page.get_by_text("PIN 已改")).to_be_visible()
    page = killed(page, offline=False)
    unlocks(page, PIN)
    expect(page.get_by_text("还剩 9 次")).to_be_visible()
    unlocks(page, OTHER)
    expect(page.locator(".tabs")).to_be_visible()


def test_signing_out_with_unsent_work_asks_what_becomes_of_it(
    phone: Phone, shop: str, own: Api, boss: Api, deal: dict[str, Any]
) -> None:
    page = phone()
    signs_in(page, shop)
    chooses(page)
    mended = cut(page)
    logs_a_call(page, deal, "留着下次发")
    go(page, "me")
    unlocks(page)
    page.get_by_role("button", name="退出登录").click()
    expect(page.get_by_text("1 条跟进")).to_be_visible()
    page.get_by_role("button", name="留在这台手机上").click()
    expect(page.get_by_role("button", name="登录", exact=True)).to_be_visible()
    said = lies(page)
    assert len(said["operations"]) == 1 and not said["rows"] and not said["answers"]
    mended()
    signs_in(page, shop)
    with page.expect_response("**/api/v1/sync/push"):
        unlocks(page)
    unsent(page, 0)
    found = own.get("records/activity", filter=["customer", "=", deal["customer"]["id"]])["items"]
    assert [each["topic"] for each in found] == ["留着下次发"]


def test_a_forgotten_pin_says_what_is_lost(phone: Phone, shop: str, boss: Api, deal: dict[str, Any]) -> None:
    page = phone()
    signs_in(page, shop)
    chooses(page)
    ready(page)
    cut(page)
    logs_a_call(page, deal, "没有人再看到")
    page = killed(page, offline=False)
    page.get_by_role("button", name="忘记 PIN").click()
    expect(page.get_by_text("还有 1 条没发出去")).to_be_visible()
    page.get_by_role("button", name="删掉并重新登录").click()
    expect(page.get_by_role("button", name="登录", exact=True)).to_be_visible()
    assert not lies(page)["operations"]
    signs_in(page, shop)
    chooses(page, OTHER)


def test_what_was_given_away_is_gone_from_the_disk(
    phone: Phone, shop: str, boss: Api, deal: dict[str, Any], caller: Callers
) -> None:
    page = phone()
    signs_in(page, shop)
    chooses(page)
    ready(page)
    keys = [f'"customer {deal["customer"]["id"]}"', f'"deal {deal["id"]}"']
    assert all(any(key in row for row in lies(page)["rows"]) for key in keys)
    other = caller("rep2", shop).get("me")["id"]
    for object, id in (("deal", deal["id"]), ("customer", deal["customer"]["id"])):
        boss.patch(f"records/{object}/{id}", {"owner": other})
    page = killed(page, offline=False)
    unlocks(page)
    page.wait_for_function(
        f"async (keys) => {{ const all = (await ({RAW})()).rows.join(); "
        "return keys.every((key) => !all.includes(key)); }",
        arg=keys,
    )
    page = killed(page, offline=True, path=f"customers/{deal['customer']['id']}")
    unlocks(page)
    expect(page.get_by_role("heading", name=deal["customer"]["label"])).not_to_be_visible()


@pytest.fixture
def leaver(parts: Opened, shop: str, boss: Api) -> tuple[str, str, str]:
    """Id, login and password of a colleague of the rep's."""
    login = f"x{uuid4().hex[:8]}"
    rep = boss.get("records/person", filter=["login", "=", "rep"])["items"][0]
    said = {"name": "周离", "login": login, "roles": ["rep"], "department": rep["department"]["id"]}
    id = boss.post("records/person", said)["id"]
    with parts.workspaces.begin(shop, Caller(reason="test")) as work:
        return str(id), login, open_account(work, login)


def test_a_leavers_phone_hands_over_and_is_emptied(
    phone: Phone, shop: str, boss: Api, leaver: tuple[str, str, str]
) -> None:
    id, login, password = leaver
    page, name = phone(), f"走前见的{uuid4().hex[:6]}"
    signs_in(page, shop, login, password)
    chooses(page)
    cut(page)
    go(page, "customers/new")
    unlocks(page)
    page.get_by_label("客户名称").or_(page.get_by_label("名称")).first.fill(name)
    page.get_by_role("button", name="保存").click()
    unsent(page, 1)
    boss.patch(f"records/person/{id}", {"left_on": "2024-01-01"})
    page = killed(page, offline=False)
    expect(page.get_by_role("heading", name="你的账号已停用")).to_be_visible()
    expect(page.get_by_text("还有 1 条没发出去")).to_be_visible()
    page.get_by_label("PIN", exact=True).fill(PIN)
    expect(page.get_by_role("button", name="登录", exact=True)).to_be_visible()
    said = lies(page)
    assert not any(said[room] for room in ("rows", "answers", "drafts", "operations", "files"))
    head = phone()
    signs_in(head, shop, "manager")
    chooses(head)
    item = boss.get("records/work_item", filter=["source", "=", "phone:left"])["items"][0]
    go(head, f"work-items/{item['id']}")
    unlocks(head)
    expect(head.get_by_text(name).first).to_be_visible()
    head.get_by_role("button", name="接过来").click()
    expect(head.get_by_text("接过来了")).to_be_visible()
    assert boss.get("records/customer", filter=["name", "=", name])["items"]


def test_a_lost_phone_is_emptied_and_nothing_of_it_received(
    phone: Phone, shop: str, boss: Api, leaver: tuple[str, str, str]
) -> None:
    _, login, password = leaver
    page = phone()
    signs_in(page, shop, login, password)
    chooses(page)
    cut(page)
    go(page, "customers/new")
    unlocks(page)
    page.get_by_label("客户名称").or_(page.get_by_label("名称")).first.fill("丢了的手机上写的")
    page.get_by_role("button", name="保存").click()
    unsent(page, 1)
    elsewhere = phone()
    signs_in(elsewhere, shop, login, password)
    expect(elsewhere.get_by_role("heading", name="设一个 PIN")).to_be_visible()
    api = re.sub(r"/m.*", "/api/v1/", elsewhere.url)
    for each in elsewhere.request.get(f"{api}keys").json()["items"]:
        if not each["current"]:
            headers = {"Idempotency-Key": uuid4().hex}
            assert elsewhere.request.delete(f"{api}keys/{each['id']}", headers=headers).ok
    page = killed(page, offline=False)
    expect(page.get_by_role("button", name="登录", exact=True)).to_be_visible()
    page.wait_for_function(f"async () => (await ({RAW})()).operations.length === 0")
    said = lies(page)
    assert not any(said[room] for room in ("rows", "answers", "drafts", "files"))
    assert not boss.get("records/customer", filter=["name", "=", "丢了的手机上写的"])["items"]

"""The pocket without a network from a cold start: it opens, shows his own records, and works on them."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from prooftrail.http import application
from tests.conftest import Api, Callers
from tests.e2e.pocket_kit import Phone, enter, go, new_deal, unsent

pytestmark = pytest.mark.browser
expect.set_options(timeout=20_000)

KEPT = """(text) => new Promise((done, lost) => {
  const asked = indexedDB.open('prooftrail.pocket');
  asked.onerror = lost;
  asked.onsuccess = () => {
    const turn = asked.result.transaction(['rows', 'answers']);
    let found = '';
    for (const room of turn.objectStoreNames) {
      const all = turn.objectStore(room).getAll();
      all.onsuccess = () => { found += JSON.stringify(all.result); };
    }
    turn.oncomplete = () => { asked.result.close(); done(found.includes(text)); };
  };
})"""

UNTIL = f"""async ([text, held]) => {{
  while ((await ({KEPT})(text)) !== held) await new Promise((next) => setTimeout(next, 50));
}}"""


def installed(page: Page) -> None:
    """The worker holds every file of the pocket, and the rows have come."""
    page.evaluate("async () => { await navigator.serviceWorker.ready; }")


def cold(page: Page, path: str = "") -> Page:
    """The app killed, and opened again without a network."""
    context = page.context
    address = re.sub(r"/m.*", f"/m/{path}", page.url)
    page.close()
    context.set_offline(True)
    fresh = context.new_page()
    fresh.goto(address)
    return fresh


def test_a_customer_never_opened_is_there_without_a_network(
    phone: Phone, rep: Api, deal: dict[str, Any]
) -> None:
    contact = rep.post("records/contact", {"name": f"离线联系人{uuid4().hex[:4]}",
                                           "customer": deal["customer"]["id"]})  # fmt: skip
    page = phone()
    enter(page)
    installed(page)
    page.evaluate(UNTIL, [contact["id"], True])
    page = cold(page, f"customers/{deal['customer']['id']}")
    expect(page.get_by_role("heading", name=deal["customer"]["label"])).to_be_visible()
    expect(page.get_by_text("没有网络，照常记")).to_be_visible()
    expect(page.get_by_text(contact["name"])).to_be_visible()
    go(page, f"deals/{deal['id']}/gate")
    expect(page.locator(".refuse").first).to_contain_text("还差「3 张现场照片」")


def test_a_customer_a_deal_and_a_change_made_offline_arrive_in_order(phone: Phone, rep: Api) -> None:
    page = phone()
    enter(page)
    installed(page)
    name, other = f"路上的客户{uuid4().hex[:6]}", f"改过的名字{uuid4().hex[:6]}"
    page.evaluate(UNTIL, ['"question":["forms","customer"', True])
    page = cold(page, "customers/new")
    page.get_by_label("客户名称").or_(page.get_by_label("名称")).first.fill(name)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()
    unsent(page, 1)
    id = page.url.rsplit("/", 1)[-1]
    go(page, f"customers/{id}/edit")
    page.get_by_label("客户名称").or_(page.get_by_label("名称")).first.fill(other)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("heading", name=other)).to_be_visible()
    unsent(page, 2)
    go(page, f"log?customer={id}")
    page.get_by_role("radio", name="电话沟通").click()
    page.get_by_label("主题").fill("第一次通话")
    page.get_by_role("button", name=re.compile("^保存")).click()
    expect(page.get_by_role("heading", name="还没发出去")).to_be_visible()
    unsent(page, 3)
    rep.get(f"records/customer/{id}", 404)
    page.context.set_offline(False)
    unsent(page, 0)
    assert rep.get(f"records/customer/{id}")["name"] == other
    logged = rep.get("records/activity", filter=["customer", "=", id])["items"]
    assert [each["topic"] for each in logged] == ["第一次通话"]


def test_what_was_given_away_is_gone_at_the_next_contact(phone: Phone, rep: Api, caller: Callers) -> None:
    deal = new_deal(rep)
    name = deal["customer"]["label"]
    page = phone()
    enter(page)
    go(page, f"customers/{deal['customer']['id']}")
    expect(page.get_by_role("heading", name=name)).to_be_visible()
    page.evaluate(UNTIL, [name, True])
    admin, other = caller("admin"), caller("rep2").get("me")["id"]
    for object, id in (("deal", deal["id"]), ("customer", deal["customer"]["id"])):
        admin.patch(f"records/{object}/{id}", {"owner": other})
    go(page, "")
    page.evaluate(UNTIL, [name, False])


def edited(page: Page, deal: dict[str, Any], amount: str) -> None:
    go(page, f"deals/{deal['id']}/edit")
    page.get_by_label("金额").fill(amount)
    page.get_by_role("button", name="保存").click()


def test_two_changed_the_same_field_and_one_chooses(
    phone: Phone, rep: Api, deal: dict[str, Any], caller: Callers
) -> None:
    page = phone()
    enter(page)
    installed(page)
    page.evaluate(UNTIL, [deal["id"], True])
    page.evaluate(UNTIL, ['"question":["forms","deal"', True])
    page = cold(page, f"deals/{deal['id']}")
    edited(page, deal, "5000")
    unsent(page, 1)
    caller("admin").patch(f"records/deal/{deal['id']}", {"amount": "7000.00"})
    page.context.set_offline(False)
    go(page, "outbox")
    expect(page.get_by_text("有冲突")).to_be_visible()
    clash = page.locator(".clash")
    expect(clash).to_contain_text("7,000")
    expect(page.get_by_role("button", name="就这样定")).to_have_attribute("aria-disabled", "true")
    clash.get_by_text("你改成").click()
    page.get_by_role("button", name="就这样定").click()
    unsent(page, 0)
    assert rep.get(f"records/deal/{deal['id']}")["amount"]["amount"] == "5000.00"


@pytest.fixture
def released(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The built pages in a folder of their own, to release a newer version of."""
    folder = tmp_path / "static"
    shutil.copytree(application.STATIC, folder)
    monkeypatch.setattr(application, "STATIC", folder)
    yield folder


def version(page: Page) -> str:
    """The page that lies on the phone."""
    held = "async () => (await caches.match('/m/index.html', {ignoreSearch: true})).text()"
    return str(page.evaluate(held))


def release(folder: Path, word: str) -> None:
    """Another version of the app: its page and its worker are other files."""
    page, worker = folder / "m" / "index.html", folder / "pocket-worker.js"
    page.write_text(page.read_text("utf-8").replace("</head>", f"<!-- {word} --></head>"), "utf-8")
    text = worker.read_text("utf-8")
    around = text[max(0, text.index("m/index.html") - 80) : text.index("m/index.html") + 80]
    revision = re.findall(r"[0-9a-f]{32}", around)
    assert len(revision) == 1
    worker.write_text(text.replace(revision[0], uuid4().hex), "utf-8")


def test_a_newer_version_waits_for_a_tap_and_the_unsent_outlives_it(
    phone: Phone, rep: Api, deal: dict[str, Any], released: Path
) -> None:
    page = phone()
    enter(page)
    installed(page)
    page.reload()
    page.route("**/api/v1/sync/push", lambda route: route.abort())
    go(page, f"log?deal={deal['id']}")
    page.get_by_role("radio", name="电话沟通").click()
    page.get_by_label("主题").fill("旧版本里记的")
    page.get_by_role("button", name=re.compile("^保存")).click()
    unsent(page, 1)
    release(released, "a newer version")
    page.evaluate("async () => { await (await navigator.serviceWorker.ready).update(); }")
    expect(page.get_by_text("新版本好了")).to_be_visible()
    assert "a newer version" not in version(page)
    page.unroute("**/api/v1/sync/push")
    with page.expect_navigation():
        page.get_by_role("button", name="现在换上").click()
    unsent(page, 0)
    assert "a newer version" in page.content()
    assert len(rep.get("records/activity", filter=["deal", "=", deal["id"]])["items"]) == 1


def test_the_phone_can_install_it(site: str, context: BrowserContext) -> None:
    worker = context.request.get(f"{site}/pocket-worker.js")
    assert worker.headers["cache-control"] == "no-cache" and "javascript" in worker.headers["content-type"]
    manifest = context.request.get(f"{site}/pocket.webmanifest")
    assert manifest.headers["content-type"].startswith("application/manifest+json")
    said = manifest.json()
    assert (said["start_url"], said["scope"], said["display"]) == ("/m", "/m", "standalone")
    sizes = {each["sizes"] for each in said["icons"] if each["type"] == "image/png"}
    assert sizes == {"192x192", "512x512"}
    for each in said["icons"]:
        assert context.request.get(f"{site}{each['src']}").status == 200
    assert "'unsafe-inline'" not in worker.headers["content-security-policy"].split("style-src")[0]

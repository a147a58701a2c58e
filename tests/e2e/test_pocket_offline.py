"""What the screen has taken outlives the page: logged without signal, reloaded, sent once."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Api
from tests.e2e.pocket_kit import Phone, enter, fill_visit, go, shoot, unsent

pytestmark = pytest.mark.browser
expect.set_options(timeout=20_000)


def save_without_signal(page: Page, deal: dict[str, Any], photos: int) -> None:
    """A survey from the form to "not sent yet", the network cut before it is saved."""
    go(page, f"log?deal={deal['id']}&for=site_photo")
    expect(page.locator(".ask", has_text="客户").locator(".x")).to_contain_text("距")
    shoot(page, photos)
    fill_visit(page)
    page.context.set_offline(True)
    page.get_by_role("button", name=re.compile("^保存")).click()
    expect(page.get_by_role("heading", name="还没发出去")).to_be_visible()


def counts(rep: Api, deal: dict[str, Any]) -> tuple[int, int]:
    logged = rep.get("records/activity", filter=["deal", "=", deal["id"]])["items"]
    shown = rep.get("records/evidence", filter=["about", "=", deal["id"]])["items"]
    return len(logged), len(shown)


def test_three_photos_logged_without_signal_survive_a_reload_and_arrive_once(
    phone: Phone, rep: Api, deal: dict[str, Any]
) -> None:
    page = phone()
    enter(page)
    save_without_signal(page, deal, 3)
    expect(page.get_by_text("已存在手机上")).to_be_visible()
    expect(page.get_by_text("证据齐了，等发出去")).to_be_visible()
    unsent(page, 1)
    assert counts(rep, deal) == (0, 0)
    page.route("**/api/v1/**", lambda route: route.abort())
    page.context.set_offline(False)
    page.reload()
    unsent(page, 1)
    expect(page.get_by_text("0 / 3 份已到")).to_be_visible()
    page.unroute("**/api/v1/**")
    page.get_by_role("button", name="现在再发").click()
    expect(page.locator(".rite")).to_contain_text("「需求确认」开了")
    unsent(page, 0)
    page.reload()
    unsent(page, 0)
    expect(page.locator(".rite")).to_be_visible()
    assert counts(rep, deal) == (1, 3)
    assert rep.get(f"records/deal/{deal['id']}")["stage"] == "engaging"


def test_a_lost_answer_makes_no_double(phone: Phone, rep: Api, deal: dict[str, Any]) -> None:
    page = phone()
    enter(page)

    def lose(route: Any) -> None:
        route.fetch()
        route.abort()

    page.route("**/api/v1/files", lose, times=1)
    page.route("**/api/v1/sync/push", lose, times=1)
    go(page, f"log?deal={deal['id']}&for=site_photo")
    expect(page.locator(".ask", has_text="客户").locator(".x")).to_contain_text("距")
    shoot(page, 2)
    fill_visit(page)
    page.get_by_role("button", name=re.compile("^保存")).click()
    expect(page.get_by_role("heading", name="还没发出去")).to_be_visible()
    page.reload()
    expect(page.locator(".rite")).to_contain_text("2 份证据成立")
    assert counts(rep, deal) == (1, 2)


def test_a_reload_shows_the_last_known_at_once(phone: Phone, deal: dict[str, Any]) -> None:
    page = phone()
    enter(page)
    go(page, f"deals/{deal['id']}/gate")
    expect(page.locator(".refuse")).to_contain_text("还差「3 张现场照片」")
    page.evaluate(WRITTEN, '"question":["objects"')
    page.evaluate(WRITTEN, '"question":["gate"')
    page.route("**/api/v1/**", lambda route: route.abort())
    page.reload()
    expect(page.locator(".refuse")).to_contain_text("还差「3 张现场照片」")
    expect(page.get_by_role("heading", name="一号冷库")).to_be_visible()


LEFT = """() => new Promise((done) => {
  const asked = indexedDB.open('prooftrail.pocket');
  asked.onsuccess = () => {
    const turn = asked.result.transaction(['operations', 'files', 'drafts', 'answers', 'rows']);
    const found = {};
    for (const room of turn.objectStoreNames) {
      turn.objectStore(room).getAll().onsuccess = (event) => { found[room] = event.target.result; };
    }
    turn.oncomplete = () => { asked.result.close(); done(JSON.stringify(found)); };
  };
})"""

WRITTEN = f"""async (text) => {{
  while (!(await ({LEFT})()).includes(text)) await new Promise((next) => setTimeout(next, 50));
}}"""


def test_a_draft_with_a_photo_outlives_the_page(phone: Phone, deal: dict[str, Any]) -> None:
    page = phone()
    enter(page)
    go(page, f"log?deal={deal['id']}")
    shoot(page, 1)
    page.get_by_label("主题").fill("写到一半")
    page.get_by_label("下一步", exact=True).fill("接着写")
    page.evaluate(WRITTEN, "接着写")
    page.reload()
    expect(page.get_by_label("主题")).to_have_value("写到一半")
    expect(page.locator(".tile .shot")).to_have_count(1)


def test_signing_out_leaves_nothing_on_the_phone(phone: Phone, deal: dict[str, Any]) -> None:
    page = phone()
    enter(page)
    save_without_signal(page, deal, 1)
    page.route("**/api/v1/sync/push", lambda route: route.abort())
    page.context.set_offline(False)
    go(page, "log")
    page.get_by_label("主题").fill("只有我知道")
    go(page, "me")
    unsent(page, 1)
    page.get_by_role("button", name="退出登录").click()
    page.get_by_role("button", name="不要了，退出").click()
    expect(page.get_by_text("删掉就找不回来了")).to_be_visible()
    page.get_by_role("button", name="不要了，退出").click()
    expect(page.locator(".roles button").first).to_be_visible()
    left = page.evaluate(LEFT)
    assert left == '{"answers":[],"drafts":[],"files":[],"operations":[],"rows":[]}', left[:500]


def test_a_session_that_ended_elsewhere_keeps_what_is_unsent_for_its_person(
    phone: Phone, rep: Api, deal: dict[str, Any]
) -> None:
    page = phone()
    enter(page)
    save_without_signal(page, deal, 1)
    page.context.clear_cookies()
    page.context.set_offline(False)
    page.reload()
    page.locator(".roles button").nth(1).click()
    unsent(page, 0)
    go(page, "me")
    page.get_by_role("button", name="退出登录").click()
    enter(page)
    unsent(page, 0)
    go(page, "outbox")
    expect(page.get_by_text("已有回执")).to_be_visible()
    assert counts(rep, deal) == (1, 1)

"""The pocket in a browser: a rep proves work on his phone, and the stage opens on it."""

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Api
from tests.e2e.pocket_kit import FAR, HERE, SEEN, Phone, enter, log_survey, shoot, unsent

pytestmark = pytest.mark.browser
# Two cores may be busy with the other half of the run.
expect.set_options(timeout=20_000)


def test_three_photos_on_site_open_the_next_stage(phone: Phone, rep: Api, deal: dict[str, Any]) -> None:
    page = phone()
    enter(page)
    log_survey(page, deal, 3)
    expect(page.locator(".rite")).to_contain_text("「需求确认」开了")
    expect(page.get_by_role("img", name="现场照片: 已证")).to_have_count(3)
    unsent(page, 0)
    page.get_by_role("link", name="看这单").click()
    expect(page.locator(".stage [aria-current]")).to_contain_text("需求确认")
    assert rep.get(f"records/deal/{deal['id']}")["stage"] == "engaging"
    activity = rep.get("records/activity", filter=["deal", "=", deal["id"]])["items"][0]
    assert activity["place"]["accuracy_m"] == 12
    assert activity["id"][14] == "7", "the phone gives the activity its id"


def test_a_photo_less_is_named(phone: Phone, rep: Api, deal: dict[str, Any]) -> None:
    page = phone()
    enter(page)
    log_survey(page, deal, 2)
    expect(page.locator(".rite")).to_contain_text("2 份证据成立")
    expect(page.locator(".refuse")).to_contain_text("还差「1 张现场照片」")
    expect(page.locator("[data-unsent]")).to_have_attribute("data-unsent", "0")  # as the server says it
    page.get_by_role("link", name="看下一道门").click()
    expect(page).to_have_url(re.compile("/gate$"))
    expect(page.locator(".refuse")).to_contain_text("还差「1 张现场照片」")
    expect(page.locator(".dock .btn")).to_have_attribute("aria-disabled", "true")
    expect(page.locator(".dock")).to_contain_text("还差 1 张现场照片")
    assert rep.get(f"records/deal/{deal['id']}")["stage"] == "prospecting"
    log_survey(page, deal, 1)
    expect(page.locator(".rite")).to_contain_text("「需求确认」开了")


def test_too_far_away_says_how_far(phone: Phone, rep: Api, deal: dict[str, Any]) -> None:
    page = phone(FAR)
    enter(page)
    log_survey(page, deal, 3)
    expect(page.locator(".rite")).to_contain_text("3 份还不能算证据")
    expect(page.get_by_text("距客户 231 米，限 200 米")).to_have_count(3)
    page.get_by_role("link", name="看下一道门").click()
    expect(page.locator(".objected")).to_have_count(3)
    expect(page.locator(".objected").first).to_contain_text("距客户 231 米，限 200 米")
    assert rep.get(f"records/deal/{deal['id']}")["stage"] == "prospecting"


def test_the_phone_warns_before_anything_is_sent(phone: Phone, deal: dict[str, Any]) -> None:
    page = phone(FAR)
    enter(page)
    page.goto(re.sub(r"/m.*", f"/m/log?deal={deal['id']}&for=site_photo", page.url))
    expect(page.locator(".ask", has_text="客户").locator(".x")).to_contain_text("距 231 m")
    shoot(page, 1)
    expect(page.get_by_text("第 1 张：距客户 231 米，限 200 米")).to_be_visible()
    expect(page.locator(".dock .btn")).to_contain_text("还差「主题」「下一步」")


def test_what_is_logged_without_signal_goes_by_itself(phone: Phone, rep: Api, deal: dict[str, Any]) -> None:
    page = phone()
    enter(page)
    page.goto(re.sub(r"/m.*", f"/m/log?deal={deal['id']}", page.url))
    page.get_by_role("radio", name="电话沟通").check()
    expect(page.locator(".ask", has_text="商机").locator("select")).to_have_value(deal["id"])
    page.get_by_label("主题").fill("问了预算")
    page.context.set_offline(True)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("heading", name="还没发出去")).to_be_visible()
    unsent(page, 1)
    page.context.set_offline(False)
    expect(page.locator(".rite")).to_contain_text("记下了")
    unsent(page, 0)
    assert len(rep.get("records/activity", filter=["deal", "=", deal["id"]])["items"]) == 1


def test_customers_are_found_by_pinyin_initials(phone: Phone, rep: Api) -> None:
    name = f"宁波甬城冷链{uuid4().hex[:4]}"
    rep.post("records/customer", {"name": name, "place": HERE})
    page = phone()
    enter(page)
    page.get_by_role("link", name="客户").click()
    page.get_by_role("searchbox").fill("nbycll")
    expect(page.get_by_role("link", name=re.compile(name))).to_be_visible()
    page.get_by_role("link", name="今天").click()
    page.get_by_role("link", name="记一笔").click()
    page.locator("button.ask").first.click()
    page.locator("dialog").get_by_role("searchbox").fill("nbycll")
    page.locator("dialog").get_by_role("button", name=re.compile(name)).click()
    expect(page.locator(".ask", has_text="客户").locator(".v")).to_have_text(name)


def test_the_language_changes_at_once_and_stays(phone: Phone, rep: Api) -> None:
    page = phone()
    enter(page)
    page.locator(".tabs").get_by_role("link", name="我", exact=True).click()
    page.get_by_role("radio", name="English").check()
    expect(page.get_by_role("heading", name="Me", exact=True)).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Me", exact=True)).to_be_visible()
    assert rep.get("me")["locale"] == "en"
    page.get_by_role("radio", name="中文").check()
    expect(page.get_by_role("heading", name="我", exact=True)).to_be_visible()


ROOMS = ("", "customers", "deals", "log", "me", "outbox")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_serious_finding_of_accessibility(
    phone: Phone, deal: dict[str, Any], seen_clearly: Callable[[Page], None], theme: str
) -> None:
    page = phone(theme=theme)
    expect(page.locator(".roles button").first).to_be_visible()
    seen_clearly(page)
    enter(page)
    root = re.sub(r"/m.*", "/m", page.url)
    rooms = (f"deals/{deal['id']}", f"deals/{deal['id']}/gate", f"customers/{deal['customer']['id']}")
    for room in (*ROOMS, *rooms):
        page.goto(f"{root}/{room}")
        page.wait_for_load_state("networkidle")
        seen_clearly(page)
    log_survey(page, deal, 1)
    seen_clearly(page)


WIDTHS = (360, 430, 768, 1023)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_runs_over_the_edge(phone: Phone, deal: dict[str, Any], language: str) -> None:
    page = phone(language=language)
    enter(page)
    root = re.sub(r"/m.*", "/m", page.url)
    for room in (*ROOMS, f"deals/{deal['id']}", f"deals/{deal['id']}/gate"):
        page.set_viewport_size(SEEN)
        page.goto(f"{root}/{room}")
        page.wait_for_load_state("networkidle")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{room} at {width}"
            column = page.evaluate("document.querySelector('.pocket').getBoundingClientRect().width")
            assert column <= 560, room


def test_a_page_that_is_not_secure_says_how_to_mend_it(phone: Phone) -> None:
    page = phone()
    page.context.add_init_script("Object.defineProperty(window, 'isSecureContext', {value: false})")
    page.reload()
    expect(page.get_by_text("相机和定位用不了")).to_be_visible()
    page.get_by_text("怎么办").click()
    expect(page.get_by_text("serve --lan")).to_be_visible()
    enter(page)
    page.get_by_role("link", name="记一笔").click()
    expect(page.locator(".tally")).to_contain_text("要安全连接")


@pytest.mark.parametrize(("path", "leads_to"), [("/", "/m"), ("/o/deal", "/m/deals")])
def test_the_desk_leads_a_phone_to_the_pocket(phone: Phone, site: str, path: str, leads_to: str) -> None:
    page = phone()
    page.goto(f"{site}{path}")
    page.wait_for_url(f"{site}{leads_to}")
    expect(page.locator(".roles button").first).to_be_visible()


def test_another_person_finds_nothing_of_the_last(phone: Phone, deal: dict[str, Any]) -> None:
    page = phone()
    enter(page)
    page.get_by_role("link", name="记一笔").click()
    page.get_by_label("主题").fill("只有我知道")
    page.get_by_role("button", name="返回").click()
    page.locator(".tabs").get_by_role("link", name="我", exact=True).click()
    page.get_by_role("button", name="退出登录").click()
    expect(page.get_by_text("1 份没写完的")).to_be_visible()
    for _ in range(2):
        page.get_by_role("button", name="不要了，退出").click()
    page.locator(".roles button").nth(1).click()
    page.get_by_role("link", name="记一笔").click()
    expect(page.get_by_label("主题")).to_have_value("")

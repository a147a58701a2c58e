"""A form made at the desk and sent from a phone; visits of a site that are noted only after a yes."""

import os
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from prooftrail.opening import Opened
from prooftrail.sales.routing import watching
from tests.conftest import Api, Callers, shared_demo
from tests.e2e.conftest import PATIENCE, Enter
from tests.routing.conftest import published, rule, team

pytestmark = pytest.mark.browser
WIDTHS = {"width": 390, "height": 844}
shop = shared_demo(20)
"""A company of its own: rules are put in force here."""


def shot(page: Page, name: str) -> None:
    """A picture for whoever wants to look, where a folder is named."""
    if folder := os.environ.get("PROOFTRAIL_SHOTS"):
        page.screenshot(path=Path(folder) / f"capture-{name}.png", full_page=True)


@pytest.fixture
def visitor(browser: Browser, site: str) -> Iterator[Page]:
    """Somebody outside with a phone."""
    context = browser.new_context(
        base_url=site, viewport=WIDTHS, has_touch=True, is_mobile=True, locale="zh-CN"
    )
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture
def enter_shop(context: BrowserContext, site: str, shop: str) -> Enter:
    """`enter_shop("ops")`: a page of that company's desk."""

    def make(login: str) -> Page:
        said = {"workspace": shop, "login": login, "password": "demo"}
        assert context.request.post(f"{site}/api/v1/session", data=said).ok
        return context.new_page()

    return make


def form_called(api: Api, name: str) -> dict[str, Any]:
    """A form by its name."""
    items = api.act("show_capture_forms", {})["result"]["items"]
    found: dict[str, Any] = next(each for each in items if each["name"] == name)
    return found


def test_a_form_is_made_published_and_sent_from_a_phone(
    enter_shop: Enter, caller: Callers, visitor: Page, parts: Opened, shop: str,
    seen_clearly: Callable[[Page], None],
) -> None:  # fmt: skip
    name, who = f"展会速冻咨询 {uuid4().hex[:4]}", f"陈女士 {uuid4().hex[:4]}"
    admin, rep = caller("admin", shop), caller("rep", shop)
    published(admin, rule("all", team(rep.get("me")["id"])))
    page = enter_shop("ops")
    page.goto("/o/lead")
    page.get_by_role("link", name="采集表单").click()
    page.get_by_role("button", name="新建表单").click()
    page.get_by_label("名称（中文）").first.fill(name)
    page.get_by_label("名称（英文）").first.fill("Freezers at the fair")
    page.get_by_role("button", name="加一项").click()
    page.get_by_role("menuitem", name="背景").click()
    preview = page.frame_locator("iframe.cp-frame")
    expect(preview.get_by_label("背景")).to_be_visible()
    expect(preview.get_by_role("heading", name=name)).to_be_visible()
    seen_clearly(page)
    page.get_by_role("button", name="发布", exact=True).click()
    expect(page.get_by_text("已发布，现在就能提交")).to_be_visible()
    page.get_by_role("button", name="入口与二维码").click()
    page.get_by_label("入口名称").fill("上海冷链展 B07")
    page.get_by_role("button", name="加一个入口").click()
    stand = page.locator(".cp-places li").filter(has_text="上海冷链展 B07")
    stand.get_by_role("button", name="二维码").click()
    expect(stand.get_by_role("img", name="上海冷链展 B07 的二维码")).to_be_visible()
    seen_clearly(page)
    shot(page, "places")
    path = form_called(admin, name)["places"][1]["path"]
    sent_from_a_phone(visitor, path, who, seen_clearly)
    place = parts.workspaces.directory.find(shop)
    while watching.sweep(parts.ground, place):
        pass
    (lead,) = rep.get("records/lead", filter=["name", "=", who])["items"]
    assert (lead["source"], lead["phone"], lead["routing"]) == ("exhibition", "13812345678", "assigned")
    assert lead["capture_place"]["label"] == "上海冷链展 B07"
    admin.act("retire_distribution", {"about": "lead"})


def sent_from_a_phone(page: Page, path: str, who: str, seen_clearly: Callable[[Page], None]) -> None:
    """The page is filled in wrongly, then rightly; the visitor is thanked."""
    page.goto(path)
    page.get_by_label("怎么称呼您").fill(who)
    page.get_by_label("电话").fill("打给我")
    shot(page, "page")
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_role("alert")).to_contain_text("还没提交")
    expect(page.get_by_label("怎么称呼您")).to_have_value(who)
    seen_clearly(page)
    shot(page, "amiss")
    page.get_by_label("电话").fill("138-1234-5678")
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_role("status")).to_contain_text("已收到")
    seen_clearly(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDTHS["width"]


@contextmanager
def company_site(pages: dict[str, str]) -> Iterator[str]:
    """A company's own site at an origin of its own."""

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            text = pages.get(self.path.partition("?")[0], "").encode()
            self.send_response(200 if text else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, format: str, *args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    running = threading.Thread(target=server.serve_forever, daemon=True)
    running.start()
    yield f"http://localhost:{server.server_address[1]}"
    server.shutdown()
    running.join(5)


def framed(site: str, token: str, extra: str = "") -> str:
    """A page of the company's with the snippet and the form in a frame."""
    return (
        '<!doctype html><html lang="zh"><title>联系我们</title><h1>联系我们</h1>'
        f'<script src="{site}/t.js" data-form="{token}" {extra} async></script>'
        f'<iframe src="{site}/f/{token}" style="width:100%;height:600px"></iframe></html>'
    )


def published_form(api: Api, origin: str) -> dict[str, Any]:
    """A form that a site may show."""
    design = {
        "name": {"zh": f"官网 {uuid4().hex[:6]}", "en": "Site"}, "source": "web", "origins": [origin],
        "fields": [{"field": "name"}, {"field": "phone", "required": True}],
    }  # fmt: skip
    draft = api.act("save_capture_form", {"design": design})["result"]["items"][0]
    found: dict[str, Any] = api.act("publish_capture_form", {"form": draft["id"]})["result"]["items"][0]
    return found


def kept(page: Page) -> list[int]:
    """How much the site has stored in the browser."""
    found: list[int] = page.evaluate("[localStorage.length, document.cookie.length]")
    return found


def test_visits_are_noted_after_a_yes_come_to_the_lead_and_go_when_taken_back(
    enter_shop: Enter, caller: Callers, site: str, visitor: Page, shop: str
) -> None:
    admin, who = caller("admin", shop), f"林工 {uuid4().hex[:4]}"
    pages: dict[str, str] = {}
    with company_site(pages) as origin:
        token = published_form(admin, origin)["places"][0]["token"]
        pages |= {"/": framed(site, token), "/products/": framed(site, token)}
        told: list[str] = []
        visitor.on("request", lambda asked: told.append(asked.url) if "/t/" in asked.url else None)
        visitor.goto(f"{origin}/products/?utm=secret")
        expect(visitor.get_by_role("region")).to_be_visible()
        shot(visitor, "asked")
        visitor.get_by_role("button", name="不用").click()
        assert told == [] and kept(visitor) == [0, 0]
        visitor.goto(f"{origin}/")
        expect(visitor.locator("iframe")).to_be_visible()
        assert told == [] and kept(visitor) == [0, 0] and visitor.get_by_role("region").count() == 0
        with visitor.expect_response(lambda each: "/t/" in each.url) as answered:
            visitor.evaluate("prooftrail.consent(true)")
        assert answered.value.status == 200 and kept(visitor) == [1, 0]
        form = visitor.frame_locator("iframe")
        expect(form.locator("#visitor")).not_to_have_value("")
        form.get_by_label("线索名称").fill(who)
        form.get_by_label("电话").fill("13812345678")
        form.get_by_role("button", name="提交").click()
        expect(form.get_by_role("status")).to_contain_text("已收到")
        (lead,) = admin.get("records/lead", filter=["name", "=", who])["items"]
        assert admin.act("show_visits", {}, lead["id"])["result"]["items"][0]["path"] == "/"
        page = enter_shop("admin")
        page.goto(f"/o/lead/{lead['id']}")
        expect(page.get_by_role("region", name="官网访问")).to_contain_text("联系我们")
        shot(page, "lead")
        with visitor.expect_response(lambda each: "/t/" in each.url):
            visitor.evaluate("prooftrail.withdraw()")
        assert kept(visitor) == [0, 0]
        assert admin.act("show_visits", {}, lead["id"])["result"]["count"] == 0


def test_a_site_with_a_banner_of_its_own_asks_itself_and_others_show_nothing(
    caller: Callers, site: str, visitor: Page, shop: str
) -> None:
    admin = caller("admin", shop)
    pages: dict[str, str] = {}
    with company_site(pages) as origin, company_site(pages) as elsewhere:
        token = published_form(admin, origin)["places"][0]["token"]
        pages["/"] = framed(site, token, 'data-consent="site"')
        visitor.goto(f"{origin}/")
        expect(visitor.frame_locator("iframe").get_by_label("电话")).to_be_visible()
        visitor.wait_for_function("() => window.prooftrail")
        assert visitor.get_by_role("region").count() == 0 and kept(visitor) == [0, 0]
        visitor.goto(f"{elsewhere}/")
        visitor.wait_for_function("() => window.prooftrail")
        assert visitor.frame_locator("iframe").get_by_label("电话").count() == 0
        with visitor.expect_response(lambda each: "/t/" in each.url) as refused:
            visitor.evaluate("prooftrail.consent(true)")
        assert refused.value.status == 403


def asking_for_files(page: Page, name: str) -> None:
    """Designs and publishes a form that asks for a division and up to two pictures."""
    page.goto("/capture")
    page.get_by_role("button", name="新建表单").click()
    page.get_by_label("名称（中文）").fill(name)
    page.get_by_label("名称（英文）").fill("Drawings")
    for field in ("行政区划", "附件"):
        page.get_by_role("button", name="加一项").click()
        page.get_by_role("menuitem", name=field, exact=True).click()
    files = page.locator("ol.cp-asks li", has_text="附件")
    files.get_by_role("button", name="改问法").click()
    files.get_by_label("最多几个文件").fill("2")
    files.get_by_label("图片").check()
    page.get_by_role("button", name="发布", exact=True).click()
    expect(page.get_by_text("已发布")).to_be_visible()


def test_a_visitor_chooses_his_division_step_by_step_and_sends_files(
    enter_shop: Enter, caller: Callers, visitor: Page, shop: str, seen_clearly: Callable[[Page], None],
    tmp_path: Path,
) -> None:  # fmt: skip
    admin, name = caller("admin", shop), f"图纸征询 {uuid4().hex[:4]}"
    page = enter_shop("ops")
    asking_for_files(page, name)
    form = form_called(admin, name)
    assert form["design"]["fields"][-1]["files"] == {"most": 2, "each_mb": None, "kinds": ["picture"]}
    visitor.goto(form["places"][0]["path"])
    expect(visitor.locator("select[data-steps]")).to_be_hidden()
    for step, code in (("省", "330000"), ("市", "330200"), ("区县", "330203")):
        visitor.get_by_label(step, exact=True).select_option(code)
    visitor.locator("input[name=name]").fill("陈")
    visitor.locator("input[name=phone]").fill("13812345678")
    seen_clearly(visitor)
    note, picture = tmp_path / "清单.txt", tmp_path / "图.png"
    note.write_text("清单", "utf-8")
    visitor.locator("input[type=file]").set_input_files(note)
    visitor.get_by_role("button", name="提交").click()
    expect(visitor.get_by_text("不收这一类文件")).to_be_visible()
    expect(visitor.get_by_label("区县", exact=True)).to_have_value("330203")
    visitor.screenshot(path=picture)
    visitor.locator("input[type=file]").set_input_files(picture)
    visitor.get_by_role("button", name="提交").click()
    expect(visitor.get_by_text("已收到")).to_be_visible()
    (lead,) = admin.get("records/lead", filter=["capture_form", "=", form["id"]])["items"]
    assert lead["region"] == "330203" and lead["files"][0]["name"] == "图.png"
    page.goto(f"/o/lead/{lead['id']}")
    expect(page.locator("[data-field=files]")).to_contain_text("图.png")


def test_channel_quality_opens_the_records_behind_a_figure(
    enter_shop: Enter, caller: Callers, shop: str, seen_clearly: Callable[[Page], None]
) -> None:
    ops = caller("ops", shop)
    today = ops.get("me")["now"][:10]
    spent = {"source": "exhibition", "spent_on": today, "amount": "1234", "note": "展位"}
    ops.post("records/channel_spend", spent)
    page = enter_shop("ops")
    page.goto("/capture")
    page.get_by_role("link", name="渠道质量").first.click()
    row = page.locator(".cp-channels tr", has_text="展会")
    expect(row).to_contain_text("1,234")
    seen_clearly(page)
    row.get_by_role("link", name="展会 渠道投入").click()
    expect(page).to_have_url(re.compile("/o/channel_spend"))
    expect(page.get_by_text("展位").first).to_be_visible()

"""A real server, a real browser: the pages as people meet them."""

import json
import os
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from prooftrail.app import create_app
from prooftrail.http.application import STATIC
from prooftrail.opening import Opened
from prooftrail.platform.people.actor import system
from prooftrail.platform.work import Work
from prooftrail.sales.churn.rules.watching import monday_of
from tests.churn.conftest import customers, department_of, person_of
from tests.conftest import Api, Callers
from tests.e2e.pocket_kit import Phone, new_deal, phones

PATIENCE = 20_000
"""Milliseconds; machines that run tests are busy."""
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser")
"""The one without windows first: it is the same engine and takes half the processor."""
CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
]
AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="session")
def site(parts: Opened, demo: str) -> Iterator[str]:
    """The address of the application on a socket of its own, over the tests' demo workspace."""
    if not (STATIC / "index.html").is_file():
        pytest.fail("the pages are not built: make setup")
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        create_app(parts.settings, parts.dsn, parts.pool),
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=2,
    )
    server = uvicorn.Server(config)
    running = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    running.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    running.join(10)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's Chromium; skips with a word where there is none."""
    if CHROMIUM is None:
        pytest.skip("no Chromium here: install it, or name it in CHROMIUM")
    with sync_playwright() as found:
        opened = found.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def context(browser: Browser, site: str) -> Iterator[BrowserContext]:
    """A browser nobody has used, at the desk's reference size, in Chinese."""
    opened = browser.new_context(
        base_url=site, viewport={"width": 1440, "height": 900}, locale="zh-CN", color_scheme="light"
    )
    opened.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    yield opened
    opened.close()


Enter = Callable[[str], Page]
Inside = Callable[[str], AbstractContextManager[Work]]


@pytest.fixture
def enter(context: BrowserContext) -> Enter:
    """`enter("rep")`: a page signed in by one tap."""

    def make(login: str) -> Page:
        page = context.new_page()
        page.goto("/")
        page.locator(f'[data-login="{login}"]').click()
        page.locator(".who").wait_for()
        return page

    return make


@pytest.fixture
def page_of_phone(site: str, browser: Browser) -> Iterator[Page]:
    """The pocket at a phone's size, signed in as ops."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, locale="zh-CN"
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"{site}/m")
    page.locator('[data-login="ops"], .roles button:has-text("运营")').first.click()
    page.locator("nav.tabs").wait_for()
    yield page
    context.close()


@pytest.fixture
def seen_clearly() -> Callable[[Page], None]:
    """`seen_clearly(page)`: axe finds nothing serious on it."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: make setup")
    script = AXE.read_text(encoding="utf-8")

    def check(page: Page) -> None:
        page.wait_for_function("() => !document.querySelector('.st-load, .ant-slide-up-leave')")
        page.evaluate(script)
        found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
        grave = [
            f"{each['id']}: {node['html'][:160]}"
            for each in found["violations"]
            if each["impact"] in ("serious", "critical")
            for node in each["nodes"][:3]
        ]
        assert not grave, "\n".join(grave)

    return check


@pytest.fixture
def rep(site: str, caller: Callers) -> Api:
    """The rep of the demo, by key."""
    return caller("rep")


@pytest.fixture
def deal(rep: Api) -> dict[str, Any]:
    """A deal nothing has been done for, of a customer with a place on the map."""
    return new_deal(rep)


@pytest.fixture
def phone(site: str, browser: Browser) -> Iterator[Phone]:
    """`phone(where, language, theme)`: the sign-in page on a phone that stands there."""
    with phones(site, browser) as take:
        yield take


@pytest.fixture
def pool_of_two(caller: Callers, inside: Inside, demo: str) -> Iterator[tuple[str, str]]:
    """A mark, and of two customers in the pool the one anybody may claim; the other is of grade A."""
    mark, sunhao, ops, made = uuid4().hex[:6], caller("sunhao"), caller("ops"), []
    for name, grade in (("甬泰", "C"), ("四明", "A")):
        one = sunhao.post(
            "records/customer", {"name": f"{name}制冷 {mark}", "region": "330212", "phone": "0574-88880000"}
        )["id"]
        ops.patch(f"records/customer/{one}", {"grade": grade})
        sunhao.post("records/contact", {"name": "王建业", "customer": one, "phone": "13900001111"})
        sunhao.act("release_customer", {"reason": "no_time"}, one)
        made.append(one)
    yield mark, made[0]
    with inside(demo) as work:
        for one in made:
            work.records.delete("customer", UUID(one))


@pytest.fixture
def losing(inside: Inside, demo: str) -> Iterator[str]:
    """宁波组 over its threshold for two weeks, with eleven customers to win back."""
    trait = {"trait": "quick", "gone": 9, "of_gone": 11, "kept": 4, "of_kept": 60, "lift": "12.27",
             "chance": 0.0001, "verdict": "clear"}  # fmt: skip
    with inside(demo) as work, work.acting(system("tests")):
        monday, unit = monday_of(work.today), department_of(work, "宁波组")
        said = {
            "title": "宁波组", "week_on": monday.isoformat(), "unit": str(unit), "base": 71, "churned": 11,
            "rate": "15.49", "threshold": "4", "over": True, "weeks_over": 2, "mark": f"tests:{unit}",
            "owner": str(person_of(work, "manager")), "traits": json.dumps([trait]),
        }  # fmt: skip
        made = [("churn_week", work.records.create("churn_week", said, loose=True).id)]
        for each in customers(work, "rep", 11):
            case = {"title": "走了", "customer": str(each), "unit": str(unit), "mark": f"tests:{each}",
                    "week_on": (monday - timedelta(days=7)).isoformat()}  # fmt: skip
            made += [
                ("churn_case", work.records.create("churn_case", case, loose=True).id),
                ("customer", each),
            ]
    yield "宁波组"
    with inside(demo) as work, work.acting(system("tests")):
        for object, id in made:
            work.records.delete(object, id)

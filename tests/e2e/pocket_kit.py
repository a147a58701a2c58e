"""A phone that stands somewhere, and what a rep does on it."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from playwright.sync_api import Browser, Page, ViewportSize, expect

from prooftrail.platform.blueprint.pictures import photo
from tests.conftest import Api

HERE = {"lat": 29.8, "lng": 121.5}
NEAR = {"latitude": 29.8005, "longitude": 121.5, "accuracy": 12.0}  # 56 m
FAR = {"latitude": 29.80208, "longitude": 121.5, "accuracy": 12.0}  # 231 m
SEEN: ViewportSize = {"width": 390, "height": 844}

Phone = Callable[..., Page]


@contextmanager
def phones(site: str, browser: Browser) -> Iterator[Phone]:
    """`phone(where, language, theme)`: the sign-in page on a phone that stands there."""
    opened = []

    def take(where: dict[str, float] | None = NEAR, language: str = "zh", theme: str = "light") -> Page:
        spot: Any = {"geolocation": where, "permissions": ["geolocation", "microphone"]}
        context = browser.new_context(
            viewport=SEEN, has_touch=True, is_mobile=True, reduced_motion="reduce",
            locale="zh-CN" if language == "zh" else "en-US",
            **(spot if where else {"permissions": []}),
        )  # fmt: skip
        context.add_init_script(
            f"localStorage.getItem('prooftrail.language') ?? "
            f"localStorage.setItem('prooftrail.language', '{language}');"
            f"localStorage.setItem('prooftrail.theme', '{theme}')"
        )
        opened.append(context)
        page = context.new_page()
        page.goto(f"{site}/m")
        return page

    try:
        yield take
    finally:
        for context in opened:
            context.close()


def unsent(page: Page, count: int) -> None:
    """So many entries wait on the phone; all of them left where it is 0."""
    expect(page.locator("[data-unsent]").first).to_have_attribute("data-unsent", str(count))


def new_deal(api: Api, place: dict[str, Any] | None = HERE) -> dict[str, Any]:
    """A deal of a customer of its own, who is on the map."""
    said = {"name": f"宁波试验冷链{uuid4().hex[:6]}"} | ({"place": place} if place else {})
    customer = api.post("records/customer", said)
    return dict(api.post("records/deal", {"name": "一号冷库", "customer": customer["id"]}))


def enter(page: Page) -> None:
    """One tap on the first entry, the rep's."""
    page.locator(".roles button").first.click()
    expect(page.locator(".tabs")).to_be_visible()


def go(page: Page, path: str) -> None:
    """Another page of the pocket, by its address."""
    page.goto(re.sub(r"/m.*", f"/m/{path}", page.url))


def shoot(page: Page, count: int) -> None:
    """Take so many photos with the phone's camera, each with the position it was taken at."""
    camera = page.locator(".take input[capture]")
    for _ in range(count):
        taken = page.locator(".tile .shot")
        before = taken.count()
        picture: Any = {"name": "IMG.jpg", "mimeType": "image/jpeg", "buffer": photo(uuid4().int % 10**9)}
        camera.set_input_files(picture)
        expect(taken).to_have_count(before + 1)


def take(page: Page) -> None:
    """One photo with the camera in the app, used."""
    shutter = page.get_by_role("button", name="拍", exact=True)
    expect(shutter).to_be_enabled()
    shutter.click()
    page.get_by_role("button", name="用这张").click()


def record(page: Page) -> None:
    """Begin to speak; whoever is asked for his consent gives it, for this time and when he taps."""
    page.get_by_role("button", name="开始录音").click()
    asked = page.get_by_role("button", name="同意，点了才录")
    expect(asked.or_(page.get_by_role("timer"))).to_be_visible()
    if asked.is_visible():
        asked.click()


def stop(page: Page) -> None:
    """Say no more."""
    page.get_by_role("button", name="停下", exact=True).click()


def fill_visit(page: Page) -> None:
    """What a visit must say."""
    page.get_by_label("主题").fill("看了机房，量了空间")
    page.get_by_label("下一步", exact=True).fill("出三套方案")
    page.get_by_role("button", name="3 天后").click()


def log_survey(page: Page, deal: dict[str, Any], photos: int, *, located: bool = True) -> None:
    """From the deal's gate to the receipt of a survey with so many photos."""
    go(page, f"deals/{deal['id']}/gate")
    page.get_by_role("link", name=re.compile("^补拍")).click()
    expect(page.get_by_role("radio", name="现场勘测")).to_be_checked()
    if located:
        expect(page.locator(".ask", has_text="客户").locator(".x")).to_contain_text("距")
    shoot(page, photos)
    fill_visit(page)
    page.get_by_role("button", name=re.compile("^保存")).click()
    expect(page.locator(".rite")).to_be_visible()

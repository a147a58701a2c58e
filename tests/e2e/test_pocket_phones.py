"""What happens to phones: a clock hours off, two pages at once, no room left, photos larger than needed."""

import io
import re
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from PIL import Image
from playwright.sync_api import Page, Request, expect

from prooftrail.platform.blueprint.pictures import photo
from tests.conftest import Api
from tests.e2e.pocket_kit import Phone, enter, go, unsent

pytestmark = pytest.mark.browser
expect.set_options(timeout=20_000)
HOUR_MS = 3_600_000

WRONG = """((ms) => {
  const Right = Date;
  class Wrong extends Right {
    constructor(...said) { if (said.length) super(...said); else super(Right.now() + ms); }
    static now() { return Right.now() + ms; }
  }
  globalThis.Date = Wrong;
})(%d)"""


FULL = """() => {
  IDBObjectStore.prototype.put = () => { throw new DOMException('no room', 'QuotaExceededError'); };
}"""
"""A store that takes nothing more, as a browser says it."""


def call(page: Page, deal: dict[str, Any], topic: str) -> None:
    """A telephone call, written down and saved."""
    go(page, f"log?deal={deal['id']}")
    page.get_by_role("radio", name="电话沟通").click()
    page.get_by_label("主题").fill(topic)
    page.get_by_role("button", name=re.compile("^保存")).click()


def logged(rep: Api, deal: dict[str, Any]) -> list[dict[str, Any]]:
    return list(rep.get("records/activity", filter=["deal", "=", deal["id"]])["items"])


@pytest.mark.parametrize("hours", [-3, 3])
def test_a_phone_whose_clock_is_hours_off_says_the_right_time(
    phone: Phone, rep: Api, deal: dict[str, Any], hours: int
) -> None:
    page = phone()
    page.context.add_init_script(WRONG % (hours * HOUR_MS))
    page.reload()
    enter(page)
    go(page, f"log?deal={deal['id']}")
    page.get_by_role("radio", name="电话沟通").click()
    page.get_by_label("主题").fill("钟不准")
    before = datetime.fromisoformat(rep.get("me")["now"])
    page.context.set_offline(True)
    page.get_by_role("button", name=re.compile("^保存")).click()
    unsent(page, 1)
    after = datetime.fromisoformat(rep.get("me")["now"])
    page.context.set_offline(False)
    unsent(page, 0)
    [told] = logged(rep, deal)
    said = datetime.fromisoformat(told["occurred_at"])
    slack = 2  # seconds the page may have waited for the answer that told it the time
    assert (before - said).total_seconds() < slack and (said - after).total_seconds() < slack


def test_two_pages_show_the_same_and_nothing_goes_twice(phone: Phone, rep: Api, deal: dict[str, Any]) -> None:
    page = phone()
    enter(page)
    pushed: list[str] = []

    def note(request: Request) -> None:
        if request.url.endswith("/sync/push"):
            pushed.extend(op["key"] for op in request.post_data_json["ops"])

    page.context.on("requestfinished", note)
    go(page, f"log?deal={deal['id']}")
    other = page.context.new_page()
    other.goto(page.url)
    go(other, "outbox")
    unsent(other, 0)
    page.get_by_role("radio", name="电话沟通").click()
    page.get_by_label("主题").fill("两个页面")
    page.context.set_offline(True)
    page.get_by_role("button", name=re.compile("^保存")).click()
    unsent(page, 1)
    unsent(other, 1)
    expect(other.locator("main")).to_contain_text("一号冷库")
    page.context.set_offline(False)
    unsent(other, 0)
    unsent(page, 0)
    expect(other.get_by_text("已有回执")).to_be_visible()
    expect(page.locator(".rite")).to_be_visible()
    assert len(logged(rep, deal)) == 1
    assert len(pushed) == len(set(pushed)) == 1


def test_a_phone_without_room_says_so_and_loses_nothing(phone: Phone, rep: Api, deal: dict[str, Any]) -> None:
    page = phone()
    enter(page)
    go(page, f"log?deal={deal['id']}&for=site_photo")
    expect(page.locator(".ask", has_text="客户").locator(".x")).to_contain_text("距")
    page.evaluate(FULL)
    page.context.set_offline(True)
    shot: Any = {"name": "IMG.jpg", "mimeType": "image/jpeg", "buffer": photo(uuid4().int % 10**9)}
    page.locator(".take input[capture]").first.set_input_files(shot)
    page.get_by_label("主题").fill("存不下了")
    page.get_by_label("下一步", exact=True).fill("出方案")
    page.get_by_role("button", name=re.compile("^保存")).click()
    expect(page.get_by_text("这台手机存不下，浏览器先别关")).to_be_visible()
    unsent(page, 1)
    page.context.set_offline(False)
    expect(page.locator(".rite")).to_be_visible()
    unsent(page, 0)
    [told] = logged(rep, deal)
    assert told["topic"] == "存不下了"
    shown = rep.get("records/evidence", filter=["about", "=", deal["id"]])["items"]
    assert [(each["kind"], each["state"]) for each in shown] == [("site_photo", "proven")]


def taken(width: int, height: int, orientation: int) -> bytes:
    """A camera's picture: a red corner at the top left of the sensor, how it was held, and who made it."""
    picture = Image.effect_noise((width, height), 40).convert("RGB")
    picture.paste((220, 20, 20), (0, 0, width // 4, height // 4))
    words = Image.Exif()
    words[0x0112], words[0x010F], words[0x0132] = orientation, "Kamera", "2026:03:19 10:26:00"
    into = io.BytesIO()
    picture.save(into, "JPEG", quality=95, exif=words)
    return into.getvalue()


@pytest.mark.parametrize(
    ("orientation", "size", "corner"), [(1, (2048, 1536), "left"), (6, (1536, 2048), "right")]
)
def test_a_photo_goes_as_large_as_the_workspace_wants_and_says_what_the_camera_said(
    phone: Phone, rep: Api, deal: dict[str, Any], orientation: int, size: tuple[int, int], corner: str
) -> None:
    page = phone()
    enter(page)
    go(page, f"log?deal={deal['id']}&for=site_photo")
    expect(page.locator(".ask", has_text="客户").locator(".x")).to_contain_text("距")
    original = taken(2400, 1800, orientation)
    shot: Any = {"name": "IMG.jpg", "mimeType": "image/jpeg", "buffer": original}
    page.locator(".take input[capture]").first.set_input_files(shot)
    expect(page.locator(".tile .shot")).to_have_count(1)
    page.get_by_label("主题").fill("大照片")
    page.get_by_label("下一步", exact=True).fill("出方案")
    page.get_by_role("button", name=re.compile("^保存")).click()
    expect(page.locator(".rite")).to_be_visible()
    [shown] = rep.get("records/evidence", filter=["about", "=", deal["id"]])["items"]
    assert shown["state"] == "proven" and shown["captured_at"] and shown["received_at"]
    content = rep.call("GET", f"files/{shown['file'][0]['id']}").content
    picture = Image.open(io.BytesIO(content))
    words = picture.getexif()
    assert picture.size == size and len(content) < len(original) / 2
    assert (words[0x010F], words[0x0132], words[0x0112]) == ("Kamera", "2026:03:19 10:26:00", 1)
    x = 20 if corner == "left" else picture.width - 20
    red, green, _ = picture.convert("RGB").crop((x, 20, x + 1, 21)).tobytes()
    assert red > 150 > green

"""Three visits without signal, the app killed, the line dropped at every phase: each arrives once, as it was.

The server's history is the oracle: what the phone called its activities is in it once each.
"""

import io
import random
import re
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect

from tests.conftest import Api
from tests.e2e.pocket_kit import Phone, enter, fill_visit, go, new_deal, shoot

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

OPERATIONS = """() => new Promise((done) => {
  const asked = indexedDB.open('prooftrail.pocket');
  asked.onsuccess = () => {
    const all = asked.result.transaction('operations').objectStore('operations').getAll();
    all.onsuccess = () => { asked.result.close(); done(all.result.map((each) => each.input.id)); };
  };
})"""

SENT = """async () => {
  const left = () => document.querySelector('[data-unsent]')?.dataset.unsent;
  while (left() !== '0') {
    dispatchEvent(new Event('online'));
    await new Promise((next) => setTimeout(next, 100));
  }
}"""

KEPT = """async (id) => {
  const held = () => new Promise((done) => {
    const asked = indexedDB.open('prooftrail.pocket');
    asked.onsuccess = () => {
      const all = asked.result.transaction('rows').objectStore('rows').getAllKeys();
      all.onsuccess = () => { asked.result.close(); done(all.result.some((key) => key.endsWith(id))); };
    };
  });
  await navigator.serviceWorker.ready;
  while (!(await held())) await new Promise((next) => setTimeout(next, 50));
}"""


def large(dice: random.Random) -> bytes:
    """A photo of a little over a megabyte, which goes in three pieces."""
    noise = Image.frombytes("RGB", (1300, 900), dice.randbytes(1300 * 900 * 3))
    into = io.BytesIO()
    noise.save(into, "JPEG", quality=92)
    return into.getvalue()


def visit(page: Page, deal: dict[str, Any], picture: bytes | None, *, spoken: bool) -> None:
    """One visit with a photo, a position and what was said, saved without a network."""
    go(page, f"log?deal={deal['id']}&for=site_photo")
    expect(page.locator(".ask", has_text="客户").locator(".x")).to_contain_text("距")
    if picture is None:
        shoot(page, 1)
    else:
        taken: Any = {"name": "IMG.jpg", "mimeType": "image/jpeg", "buffer": picture}
        page.locator(".take input[capture]").set_input_files(taken)
        expect(page.locator(".tile .shot")).to_have_count(1)
    if spoken:
        page.get_by_role("button", name="开始录音").click()
        expect(page.get_by_role("timer")).to_have_text("0:01")
        page.get_by_role("button", name="停下", exact=True).click()
        expect(page.locator(".voices audio")).to_have_count(1)
    fill_visit(page)
    page.get_by_role("button", name=re.compile("^保存")).click()
    expect(page.get_by_role("heading", name="还没发出去")).to_be_visible()


class Line:
    """A line that drops: before the call, or after the server has done it and before its answer."""

    def __init__(self, dice: random.Random, drops: int) -> None:
        self.dice, self.left, self.dropped = dice, drops, 0

    def pass_on(self, route: Route) -> None:
        if self.left == 0 or self.dice.random() < 0.4:
            route.continue_()
            return
        self.left -= 1
        self.dropped += 1
        if self.dice.random() < 0.6:
            route.fetch()
        route.abort()


def three_visits(phone: Phone, rep: Api, seed: int) -> None:
    dice = random.Random(seed)
    deals = [new_deal(rep) for _ in range(3)]
    page = phone()
    context = page.context
    context.add_init_script(WRONG % (dice.choice([-3, 0, 3]) * HOUR_MS))
    enter(page)
    page.reload()
    page.evaluate(KEPT, deals[-1]["id"])
    context.set_offline(True)
    for at, deal in enumerate(deals):
        visit(page, deal, large(dice) if at == (seed + 1) % 3 else None, spoken=at == seed % 3)
    address = page.url
    page.close()
    page = context.new_page()
    page.goto(address)
    expect(page.locator("[data-unsent]").first).to_have_attribute("data-unsent", "3")
    said = page.evaluate(OPERATIONS)
    line = Line(dice, drops=5)
    for calls in ("**/api/v1/sync/push", "**/api/v1/files*", "**/api/v1/uploads**"):
        context.route(calls, line.pass_on)
    tabs = [page, context.new_page()] if dice.random() < 0.5 else [page]
    for other in tabs[1:]:
        other.goto(address)
    context.set_offline(False)
    for each in tabs:
        each.evaluate(SENT)
    assert line.dropped > 0
    told = [event for each in said for event in rep.get("events", record=each, object="activity")["items"]]
    made = [event["record"] for event in told if event["version"] == 1]
    assert sorted(made) == sorted(said), f"seed {seed}, {line.dropped} drops"
    for at, deal in enumerate(deals):
        shown = rep.get("records/evidence", filter=["about", "=", deal["id"]])["items"]
        assert len(shown) == (2 if at == seed % 3 else 1), f"seed {seed}"
        photos = [each for each in shown if each["kind"] == "site_photo"]
        assert [each["state"] for each in photos] == ["proven"], f"seed {seed}: {photos}"


@pytest.mark.parametrize("seed", [1, 5])  # a clock three hours slow, and one three hours fast
def test_three_visits_arrive_once_each_however_the_line_drops(phone: Phone, rep: Api, seed: int) -> None:
    three_visits(phone, rep, seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 300))
def test_the_same_two_hundred_times(phone: Phone, rep: Api, seed: int) -> None:
    three_visits(phone, rep, seed)

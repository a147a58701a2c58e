"""Three visits without signal, the app killed, the line dropped at every phase: each arrives once, as it was.

The server's journal is the oracle: what was typed, and every client id that went over the line, is in it
once. The three visits together open a gate, and what follows from that is asked for once.
"""

import io
import random
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pytest
from PIL import Image
from playwright.sync_api import Browser, Error, Page, Route, expect

from prooftrail.opening import Opened
from prooftrail.platform.automation.listening import drain
from prooftrail.platform.blueprint.pictures import photo
from tests.conftest import Api, Callers
from tests.e2e.pocket_kit import HERE, enter, go, phones, unsent

pytestmark = pytest.mark.browser
expect.set_options(timeout=20_000)
RULE = "asks_for_a_demo"

SENT = """async () => {
  const left = () => document.querySelector('[data-unsent]')?.dataset.unsent;
  while (left() !== '0') {
    dispatchEvent(new Event('online'));
    await new Promise((next) => setTimeout(next, 25));
  }
}"""

KEPT = """async (ids) => {
  const held = () => new Promise((done) => {
    const asked = indexedDB.open('prooftrail.pocket');
    asked.onsuccess = () => {
      const all = asked.result.transaction('rows').objectStore('rows').getAllKeys();
      all.onsuccess = () => {
        asked.result.close();
        done(ids.every((id) => all.result.some((key) => key.endsWith(id))));
      };
    };
  });
  await navigator.serviceWorker.ready;
  while (!(await held())) {
    dispatchEvent(new Event('online'));
    await new Promise((next) => setTimeout(next, 100));
  }
}"""


def large(dice: random.Random) -> bytes:
    """A photo of about a megabyte, which goes in pieces."""
    noise = Image.frombytes("RGB", (1500, 1000), dice.randbytes(1500 * 1000 * 3))
    into = io.BytesIO()
    noise.save(into, "JPEG", quality=80)
    return into.getvalue()


PHASES = {
    "push": "**/api/v1/sync/push",
    "small file": "**/api/v1/files",
    "announced": "**/api/v1/uploads",
    "piece": "**/api/v1/uploads/*/pieces?*",
    "made a file": "**/api/v1/uploads/*/file",
}
"""Where a line can drop, and the calls that are then under way."""


@dataclass
class Line:
    """A line that drops each kind of call once or twice: before it is sent, or after the server has done it
    and before its answer. It writes down what the phone calls its work."""

    dice: random.Random
    left: dict[str, list[str]] = field(default_factory=dict)
    dropped: list[str] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    activities: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for phase in PHASES:
            self.left[phase] = self.dice.choices(["before", "after"], k=self.dice.randint(1, 2))

    def of(self, phase: str) -> Callable[[Route], None]:
        """What happens to the calls of a phase."""

        def passed(route: Route) -> None:
            self.note(phase, route)
            if not self.left[phase]:
                route.continue_()
                return
            when = self.left[phase].pop()
            self.dropped.append(f"{phase}, {when}")
            with suppress(Error):  # the app may be killed meanwhile
                if when == "after":
                    route.fetch()
                route.abort()

        return passed

    def note(self, phase: str, route: Route) -> None:
        """Every key that stands for something done, each time it goes over the line."""
        if phase == "push":
            for op in route.request.post_data_json["ops"]:
                self.keys.add(op["key"])
                self.activities.add(op["input"]["id"])
        elif phase in ("small file", "made a file"):
            self.keys.add(route.request.headers["idempotency-key"])


@dataclass
class Road:
    """One phone, signed in, and whoever asks the server what it has."""

    page: Page
    rep: Api
    admin: Api
    reacted: Callable[[], None]
    journal: Callable[[set[str]], list[tuple[str, int]]]
    mark: str

    def deal(self) -> dict[str, Any]:
        """A new deal, on the phone."""
        customer = self.rep.post("records/customer", {"name": f"断网{uuid4().hex[:6]}", "place": HERE})
        deal = self.rep.post("records/deal", {"name": f"{self.mark} 冷库", "customer": customer["id"]})
        self.page.evaluate(KEPT, [customer["id"], deal["id"]])
        return dict(deal)

    def killed(self) -> None:
        """The app is gone with all it held in its head, and opened again."""
        context, address = self.page.context, self.page.url
        self.page.close()
        self.page = context.new_page()
        self.page.goto(address)


@pytest.fixture(scope="module")
def road(
    site: str, browser: Browser, caller: Callers, parts: Opened, inside: Callable[..., Any]
) -> Iterator[Road]:
    """A rep's phone, and a rule that asks for a demo where three photos have opened a gate."""
    admin, mark = caller("admin"), f"断{uuid4().hex[:6]}"
    admin.act("save_rule", {"rule": demo_rule(mark)})
    admin.act("publish_rule", {"key": RULE})

    def reacted() -> None:
        drain(parts.ground, parts.workspaces.directory.find("demo"))

    def journal(keys: set[str]) -> list[tuple[str, int]]:
        with inside() as work:
            table = f"{work.place.schema}._idempotency"
            query = f"select key, status from {table} where key = any(%s)"
            return list(work.execute(query, [sorted(keys)]).fetchall())

    rep = caller("rep")
    rep.act("consent_to_recording", {"at_once": False})
    with phones(site, browser) as take:
        page = take()
        enter(page)
        page.evaluate("async () => { await navigator.serviceWorker.ready; }")
        go(page, "log")
        page.wait_for_function(AGREED)
        go(page, "")
        yield Road(page, rep, admin, reacted, journal, mark)
    rep.act("withdraw_recording_consent", {})
    admin.act("retire_rule", {"key": RULE})


def demo_rule(mark: str) -> dict[str, Any]:
    """Who has shown three photos gets a demo: one request for each time."""
    words = {"zh": "申请技术演示", "en": "Ask for a demo"}
    step = {"action": "open_work_item",
            "input": {"object": "deal", "kind": "request", "level": "info", "title": words, "cause": words,
                      "who": [{"by": "owner"}], "due": {"days": 2, "in": "working"}}}  # fmt: skip
    return {
        "key": RULE, "label": words, "object": "deal", "then": [step],
        "when": {"on": "record", "events": ["updated"], "fields": ["stage"], "to": {"stage": "engaging"}},
        "if": {"filter": ["name", "starts", mark]},
    }  # fmt: skip


AGREED = """() => Object.keys(localStorage).some((key) => key.startsWith('prooftrail.speech.')
  && JSON.parse(localStorage.getItem(key)).consent.given_at)"""
"""Whether the phone knows that its person may be recorded."""
TURN = """(path) => {
  history.pushState(null, '', path);
  dispatchEvent(new PopStateEvent('popstate'));
}"""


def visit(page: Page, deal: dict[str, Any], picture: bytes, topic: str) -> None:
    """One visit with a photo, a position and what was said, saved without a network."""
    page.evaluate(TURN, f"/m/log?deal={deal['id']}&for=site_photo")
    expect(page.locator(".ask", has_text="客户").locator(".x")).to_contain_text("距")
    taken: Any = {"name": "IMG.jpg", "mimeType": "image/jpeg", "buffer": picture}
    page.locator(".take input[capture]").first.set_input_files(taken)
    expect(page.locator(".tile .shot")).to_have_count(1)
    page.get_by_role("button", name="开始录音").click()
    expect(page.locator(".wave i:not(.off)").nth(1)).to_be_attached()
    page.get_by_role("button", name="停下", exact=True).click()
    expect(page.locator(".voices audio")).to_have_count(1)
    page.get_by_label("主题").fill(topic)
    page.get_by_label("下一步", exact=True).fill("出三套方案")
    page.get_by_role("button", name=re.compile("^保存")).click()
    expect(page.get_by_role("heading", name="还没发出去")).to_be_visible()


def three_visits(road: Road, seed: int) -> None:
    dice = random.Random(seed)
    deal, context = road.deal(), road.page.context
    context.set_offline(True)
    topics = [f"看了机房，量了 {dice.randrange(10**6)} 号间" for _ in range(3)]
    for at, topic in enumerate(topics):
        picture = large(dice) if at == seed % 3 else photo(uuid4().int % 10**9)
        visit(road.page, deal, picture, topic)
    road.killed()
    unsent(road.page, 3)
    line = Line(dice)
    patterns = {pattern: line.of(phase) for phase, pattern in PHASES.items()}
    for pattern, passed in patterns.items():
        context.route(pattern, passed)
    context.set_offline(False)
    if dice.random() < 0.5:  # killed once more, in the middle of it
        road.killed()
    road.page.evaluate(SENT)
    for pattern in patterns:
        context.unroute(pattern)
    assert not any(line.left.values()), f"seed {seed}: never dropped {line.left}"
    arrived_once(road, deal, topics, line, seed)


def arrived_once(road: Road, deal: dict[str, Any], topics: list[str], line: Line, seed: int) -> None:
    """By the server's journal of client ids, its history, and what follows from the visits."""
    told = f"seed {seed}, dropped {line.dropped}"
    logged = road.rep.get("records/activity", filter=["deal", "=", deal["id"]])["items"]
    assert sorted(each["topic"] for each in logged) == sorted(topics), told
    assert {each["id"] for each in logged} == line.activities, told
    for each in logged:
        events = road.rep.get("events", record=each["id"], object="activity")["items"]
        assert [one["version"] for one in events].count(1) == 1, told
    answered = road.journal(line.keys)
    assert {key for key, _ in answered} == line.keys, told
    assert {status for _, status in answered} <= {200, 201}, told
    shown = road.rep.get("records/evidence", filter=["about", "=", deal["id"]])["items"]
    kinds = sorted((each["kind"], each["state"]) for each in shown)
    assert [each for each in kinds if each[0] == "site_photo"] == [("site_photo", "proven")] * 3, told
    assert [kind for kind, _ in kinds].count("recording") == 3, told
    assert road.rep.get(f"records/deal/{deal['id']}")["stage"] == "engaging", told
    road.reacted()
    asked = road.admin.get("records/work_item", filter=["about_record", "=", deal["id"]])["items"]
    assert [each["source"] for each in asked].count(f"rule:{RULE}") == 1, told
    assert len(road.admin.get("rules/runs", rule=RULE, record=deal["id"])["items"]) == 1, told


@pytest.mark.parametrize("seed", range(1, 11))
def test_three_visits_arrive_once_each_however_the_line_drops(road: Road, seed: int) -> None:
    three_visits(road, seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 300))
def test_the_same_two_hundred_times(road: Road, seed: int) -> None:
    three_visits(road, seed)

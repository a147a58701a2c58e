"""The tour: a deal is won on a phone, on evidence, as its manager sees. Its pictures are in docs/tour/.

`make tour` takes the pictures anew and prints taps and seconds; no test depends on how fast a machine is.
"""

import os
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, BrowserContext, FilePayload, Locator, Page, expect

from prooftrail.platform.blueprint.pictures import document, photo
from tests.conftest import Api, Callers
from tests.e2e.conftest import PATIENCE

pytestmark = pytest.mark.browser
PICTURES = Path(__file__).parents[2] / "docs" / "tour"
TAKING = os.environ.get("PROOFTRAIL_TOUR") == "1"
SITE = {"lat": 29.80215, "lng": 121.57846}
AT_THE_DOOR = {"latitude": 29.80206, "longitude": 121.57812, "accuracy": 9.0}
POCKET, DESK = {"width": 390, "height": 844}, {"width": 1440, "height": 900}


@dataclass
class Guide:
    """Somebody's finger on somebody's screen: each touch is counted, typing is not."""

    page: Page
    taps: int = 0
    began: float = field(default_factory=time.monotonic)

    def tap(self, at: Locator) -> None:
        at.click()
        self.taps += 1

    def link(self, name: str) -> None:
        self.tap(self.page.get_by_role("link", name=re.compile(name)).first)

    def button(self, name: str) -> None:
        self.tap(self.page.get_by_role("button", name=re.compile(name)).first)

    def write(self, label: str, text: str) -> None:
        at = self.page.get_by_label(label, exact=True)
        self.tap(at)
        at.fill(text)

    def hand_in(self, input: Locator, name: str, content: bytes) -> None:
        """A photo taken or a paper chosen: one tap on the button."""
        kind = "image/jpeg" if name.endswith("jpg") else "application/pdf"
        input.set_input_files(FilePayload(name=name, mimeType=kind, buffer=content))
        self.taps += 1

    def picture(self, name: str) -> None:
        """The screen as it stands; kept where the tour is being made."""
        self.page.wait_for_load_state("networkidle")
        shot = self.page.screenshot()
        if TAKING:
            PICTURES.mkdir(exist_ok=True)
            (PICTURES / f"{name}.png").write_bytes(shot)
        assert (PICTURES / f"{name}.png").is_file(), f"make tour: there is no picture {name}"
        self.page.mouse.move(0, 0)

    def told(self, what: str) -> None:
        """Taps and seconds so far."""
        print(f"\ntour: {what}: {self.taps} taps, {time.monotonic() - self.began:.1f} s")


Sign = Callable[..., Guide]


@pytest.fixture
def sign_in(browser: Browser, site: str) -> Iterator[Sign]:
    """`sign_in("rep", POCKET)`: one tap on a role, on a phone at the customer's door or at a desk."""
    opened: list[BrowserContext] = []

    def enter(login: str, size: Any) -> Guide:
        phone = size is POCKET
        context = browser.new_context(
            base_url=site, viewport=size, has_touch=phone, is_mobile=phone, locale="zh-CN",
            geolocation=AT_THE_DOOR if phone else None, permissions=["geolocation"] if phone else None,
            reduced_motion="reduce",
        )  # fmt: skip
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        page = context.new_page()
        page.goto("/")
        guide = Guide(page)
        guide.tap(page.locator(".roles button").first if phone else page.locator(f'[data-login="{login}"]'))
        page.locator(".tabs" if phone else ".who").first.wait_for()
        return guide

    yield enter
    for context in opened:
        context.close()


@pytest.fixture
def deal(caller: Callers) -> dict[str, Any]:
    """A customer with a place on the map, and a deal nothing has been done for."""
    rep = caller("rep")
    mark = uuid4().hex[:2].upper()
    customer = rep.post("records/customer", {"name": f"宁波江鲜食品有限公司 {mark}", "place": SITE})
    named = {"name": f"江鲜食品·三期速冻线 {mark}", "customer": customer["id"], "amount": "1860000.00"}
    return dict(rep.post("records/deal", named))


def approved_quotation(rep: Api, manager: Api, deal: dict[str, Any]) -> None:
    """Nothing is signed without one, and nobody approves his own."""
    said = {
        "name": "三期速冻线报价",
        "deal": deal["id"],
        "customer": deal["customer"]["id"],
        "amount": "1860000.00",
    }
    offer = rep.post("records/quotation", said)
    manager.post("actions/approve", {"record": offer["id"], "input": {"object": "quotation"}}, 200)


@dataclass(frozen=True)
class Step:
    """One activity on the way: what the gate's button says, the type it leads to, files, words."""

    button: str
    type: str
    files: dict[str, bytes]
    topic: str
    next: str


def some_photo(caption: str) -> bytes:
    return photo(uuid4().int % 10**9, caption)


def some_paper(title: str) -> bytes:
    return document(uuid4().int % 10**9, title)


def fill_in(guide: Guide, step: Step) -> None:
    """From a gate over the log, up to the last tap."""
    page = guide.page
    guide.link(step.button)
    expect(page.get_by_role("radio", name=step.type)).to_be_checked()
    for name, content in step.files.items():
        shown = page.locator(".tile .shot")
        before = shown.count()
        camera = page.locator(
            ".take input[capture]" if name.endswith("jpg") else ".take input:not([capture])"
        )
        guide.hand_in(camera.first, name, content)
        expect(shown).to_have_count(before + 1)
    guide.write("主题", step.topic)
    guide.write("下一步", step.next)
    guide.button("3 天后")


def hand_in(guide: Guide, opens: str) -> None:
    guide.button("^保存")
    expect(guide.page.locator(".rite")).to_contain_text(f"「{opens}」开了")


def to_next_gate(guide: Guide) -> None:
    guide.link("看这单")
    guide.link("^看门|下一道门|差什么")


SURVEY = Step(
    "^补拍", "现场勘测",
    {f"{n}.jpg": some_photo(name) for n, name in enumerate(("设备铭牌", "管线走向", "机房空间"))},
    "看了机房，量了空间", "出三套方案",
)  # fmt: skip
PROPOSAL = Step(
    "^补", "提交方案", {"方案.pdf": some_paper("速冻线改造方案")}, "三套方案，各写明能耗", "讲解方案"
)
SIGNING = Step("^补", "签约", {"合同.pdf": some_paper("合同关键页")}, "双方签章，关键页拍全", "等首付款")
PAYMENT = Step("^补", "回款", {"回单.jpg": some_photo("银行回单")}, "首付款到账，回单当天交", "排产与交付会")


def test_a_deal_is_won_on_a_phone_on_evidence(sign_in: Sign, caller: Callers, deal: dict[str, Any]) -> None:
    guide = sign_in("rep", POCKET)
    page = guide.page
    guide.picture("01-today")
    page.goto(f"/m/deals/{deal['id']}/gate")
    expect(page.locator(".refuse")).to_contain_text("还差「3 张现场照片」")
    guide.picture("02-gate")
    first = Guide(page)
    fill_in(first, SURVEY)
    first.picture("03-log")
    hand_in(first, "需求确认")
    first.told("one activity with three photos")
    first.picture("04-opened")
    to_next_gate(guide)
    fill_in(guide, PROPOSAL)
    hand_in(guide, "方案报价")
    to_next_gate(guide)
    expect(page.locator(".refuse")).to_contain_text("合同关键页")
    guide.picture("05-contract-missing")
    fill_in(guide, SIGNING)
    guide.button("^保存")
    expect(page.get_by_role("alert")).to_contain_text("没有已批准的报价")
    guide.picture("06-no-quotation")
    approved_quotation(caller("rep"), caller("manager"), deal)
    guide.button("改一改")
    hand_in(guide, "已签约")
    to_next_gate(guide)
    fill_in(guide, PAYMENT)
    hand_in(guide, "赢单")
    guide.picture("07-won")
    guide.link("看这单")
    expect(page.locator(".trail")).to_contain_text("进入「赢单」")
    guide.picture("08-proof-trail")
    guide.taps += first.taps
    guide.told("a deal from its first gate to won, on the phone")
    assert caller("rep").get(f"records/deal/{deal['id']}")["stage"] == "won"
    the_manager_sees_it(sign_in("manager", DESK), deal)


def the_manager_sees_it(guide: Guide, deal: dict[str, Any]) -> None:
    """At once, with every proof."""
    guide.page.goto(f"/o/deal/{deal['id']}")
    expect(guide.page.locator("#main")).to_contain_text("赢单，凭证齐全")
    guide.picture("09-manager-deal")
    guide.page.goto("/o/deal/board")
    expect(guide.page.locator("#main")).to_contain_text("需求确认")
    guide.picture("10-board")


def test_every_picture_of_the_tour_is_there_and_told() -> None:
    told = set(re.findall(r"\(tour/([\w-]+)\.png\)", (PICTURES.parent / "tour.md").read_text("utf-8")))
    assert told == {path.stem for path in PICTURES.glob("*.png")}

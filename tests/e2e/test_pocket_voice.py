"""An entry in eighteen seconds: three taps and ten seconds of speech, or the same typed."""

import math
import random
import struct
import wave
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from prooftrail.platform.outbound.addresses import LISTED
from tests.conftest import Api, Callers
from tests.e2e.conftest import ARGUMENTS, CHROMIUM
from tests.e2e.pocket_kit import NEAR, SEEN, Phone, enter, go, new_deal, record, stop
from tests.spoken.conftest import set_service
from tests.spoken.ear import Service, serving

pytestmark = pytest.mark.browser
expect.set_options(timeout=20_000)
SPOKEN_MS = 10_000
PROMISED_MS = 18_000
OLD_PHONE = """(() => {
  // Three hundred milliseconds after the finger, as old phones wait for a second tap.
  addEventListener('click', (event) => {
    if (!event.isTrusted || event.target.closest('select, input')) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    setTimeout(() => event.target.click(), 300);
  }, true);
  const watch = navigator.geolocation.watchPosition.bind(navigator.geolocation);
  navigator.geolocation.watchPosition = (...said) => (setTimeout(() => watch(...said), 4000), 1);
  globalThis.taps = [];
  addEventListener('pointerdown', (event) => taps.push(event.timeStamp), true);
  const replace = history.replaceState.bind(history);
  history.replaceState = (state, title, url) => {
    if (String(url).includes('/sent/')) globalThis.savedAt ??= performance.now();
    return replace(state, title, url);
  };
})()"""


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch, caller: Callers) -> Iterator[Service]:
    """A transcription service the demo knows of, as long as the test lasts."""
    monkeypatch.setenv(LISTED, "127.0.0.1")
    with serving() as found:
        set_service(caller("admin"), found.url)
        yield found
        set_service(caller("admin"), found.url, enabled=False)


@pytest.fixture
def old_phone(site: str, browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """A slow phone at the customer's: somebody speaks, a position comes late, and nothing can be uploaded."""
    voice = tmp_path / "voice.wav"
    _speak(voice)
    said = [*ARGUMENTS, f"--use-file-for-fake-audio-capture={voice}"]
    opened = browser.browser_type.launch(executable_path=CHROMIUM, args=said)
    spot: Any = NEAR
    context = opened.new_context(
        viewport=SEEN, has_touch=True, is_mobile=True, reduced_motion="reduce", locale="zh-CN",
        geolocation=spot, permissions=["geolocation", "microphone", "camera"],
    )  # fmt: skip
    context.add_init_script("localStorage.setItem('prooftrail.language', 'zh')")
    page = context.new_page()
    page.goto(f"{site}/m")
    yield page
    opened.close()


@pytest.fixture
def rep(caller: Callers) -> Iterator[Api]:
    """A rep who wishes that it begins at once; for the tests after this one he wishes nothing."""
    found = caller("rep")
    found.act("consent_to_recording", {"at_once": True})
    yield found
    found.act("withdraw_recording_consent", {})


def _speak(path: Path) -> None:
    """Something like a voice: a tone that comes and goes in noise."""
    dice, rate = random.Random(6), 16_000
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        loud = [
            int(9_000 * math.sin(at / 12) * abs(math.sin(at / 2_400)) + dice.randint(-800, 800))
            for at in range(rate * 12)
        ]
        file.writeframes(struct.pack(f"<{len(loud)}h", *loud))


def _begin(page: Page, rep: Api) -> dict[str, Any]:
    """At a deal of a customer with a directory, on a phone grown slow; the deal."""
    deal = new_deal(rep)
    buyer = deal["customer"]["id"]
    said = {"name": "李建国", "customer": buyer, "title": "总经理", "decision_role": "decider"}
    rep.post("records/contact", said)
    enter(page)
    page.add_init_script(OLD_PHONE)
    go(page, f"deals/{deal['id']}")
    page.wait_for_load_state("networkidle")
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    return deal


def _held(page: Page) -> Callable[[], None]:
    """Nothing gets through to the uploads and the outbox until it is let go."""
    waiting: list[Route] = []
    page.route("**/api/v1/uploads**", lambda route: waiting.append(route))

    def let_go() -> None:
        page.unroute("**/api/v1/uploads**")
        for each in waiting:
            each.continue_()

    return let_go


def _arrived(page: Page, rep: Api, deal: dict[str, Any]) -> dict[str, Any]:
    expect(page.locator(".rite")).to_be_visible()
    rows = rep.get("records/activity", filter=["deal", "=", deal["id"]])["items"]
    assert len(rows) == 1
    return dict(rows[0])


def _measured(page: Page) -> tuple[int, float]:
    """How many taps, and milliseconds from the first until it was saved."""
    taps, saved = page.evaluate("() => [taps, savedAt]")
    return len(taps), saved - taps[0]


def test_three_taps_and_ten_seconds_of_speech(old_phone: Page, rep: Api, service: Service) -> None:
    page, topic = old_phone, f"分期付款{uuid4().hex[:4]}"
    service.text = f"见到李建国，他说首付三成太高，聊了{topic}。后天把三套方案发给他。"
    deal = _begin(page, rep)
    let_go = _held(page)
    page.get_by_role("link", name="记一笔").first.click()
    clock = page.get_by_role("timer")
    expect(clock).to_have_text("0:10")
    page.get_by_role("button", name="说完了，填进表里").click()
    expect(page.get_by_label("主题")).to_have_value(topic)
    page.get_by_role("button", name="保存").click()
    page.wait_for_function("() => globalThis.savedAt")
    taps, took = _measured(page)
    let_go()
    row = _arrived(page, rep, deal)
    assert taps <= 3 and took <= PROMISED_MS, (taps, took)
    assert abs(row["tap_to_saved_ms"] - took) <= 100, (row["tap_to_saved_ms"], took)
    assert (row["fields_spoken"], row["fields_typed"]) == (6, 0)
    assert (row["contact"]["label"], row["decision_maker"]) == ("李建国", "李建国")
    assert (row["objection"], row["next_step"]) == ("首付三成太高", "把三套方案发给他")
    assert row["next_on"] and row["place"]["accuracy_m"] == 12
    (shown,) = rep.get("records/evidence", filter=["about", "=", deal["id"]])["items"]
    assert shown["kind"] == "recording"


def test_without_transcription_it_is_typed(old_phone: Page, rep: Api) -> None:
    page = old_phone
    deal = _begin(page, rep)
    let_go = _held(page)
    page.get_by_role("link", name="记一笔").first.click()
    page.get_by_role("button", name="停下", exact=True).click()
    page.get_by_label("主题").press_sequentially("看了二期机房", delay=250)
    page.get_by_label("下一步", exact=True).press_sequentially("周五送方案", delay=250)
    page.get_by_role("button", name="3 天后").click()
    page.get_by_role("button", name="保存").click()
    page.wait_for_function("() => globalThis.savedAt")
    _, took = _measured(page)
    let_go()
    row = _arrived(page, rep, deal)
    assert took <= PROMISED_MS and abs(row["tap_to_saved_ms"] - took) <= 100, (row["tap_to_saved_ms"], took)
    assert (row["fields_spoken"], row["fields_typed"]) == (0, 3)


def test_consent_is_asked_once_and_taken_back_on_the_page_me(
    phone: Phone, caller: Callers, seen_clearly: Callable[[Page], None]
) -> None:
    api = caller("rep")
    api.act("withdraw_recording_consent", {})
    page = phone()
    enter(page)
    go(page, "log")
    page.get_by_role("button", name="开始录音").click()
    asked = page.get_by_role("group", name="同意录音吗？")
    expect(asked).to_contain_text("录音留 365 天")
    seen_clearly(page)
    asked.get_by_role("button", name="不录，打字").click()
    expect(asked).to_be_hidden()
    assert api.get("speech")["consent"]["given_at"] is None
    record(page)
    expect(page.get_by_role("timer")).to_be_visible()
    stop(page)
    go(page, "me")
    page.get_by_role("button", name="改成打开就录").click()
    expect(page.get_by_role("button", name="改成点了才录")).to_be_visible()
    seen_clearly(page)
    page.get_by_role("button", name="撤回同意").click()
    expect(page.get_by_text("没有同意录音")).to_be_visible()
    assert api.get("speech")["consent"]["given_at"] is None


def test_without_a_microphone_it_says_so_and_is_typed(phone: Phone, caller: Callers) -> None:
    api = caller("rep")
    api.act("consent_to_recording", {"at_once": True})
    try:
        page = phone()
        page.add_init_script("navigator.mediaDevices.getUserMedia = () => Promise.reject(new Error('no'))")
        enter(page)
        go(page, "log")
        expect(page.get_by_text("没有允许用麦克风")).to_be_visible()
        expect(page.get_by_label("主题")).to_be_editable()
    finally:
        api.act("withdraw_recording_consent", {})

"""The pocket on a slow phone: how soon it is there, and how soon a day without a network is at the server.

A demo in a folder of its own, served as anybody serves it; a real browser, its processor held to a quarter
and its line to 1.6 Mbit/s and 150 ms where the figure says so. A thousand operations and fifty photos are
laid on the phone's disk as the app writes them, and go from there. `CHROMIUM` names the browser.
"""

import base64
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks.figure import Figure
from benchmarks.load import served
from prooftrail.platform.blueprint.pictures import photo

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

PORT = int(os.environ.get("PROOFTRAIL_BENCH_PORT") or 8391)
SITE = f"http://127.0.0.1:{PORT}"
OPERATIONS, PHOTOS, ROUNDS = 1_000, 50, 3
SLOW_PROCESSOR = 4
FILLED = 240.0
"""Seconds a demo may take to be filled before anything is measured."""
LINE = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 200_000}
FIRST, INSTALLED, ALL_SENT = 3.0, 1.5, 5.0
PHONE: "ViewportSize" = {"width": 390, "height": 844}
SEEN = """() => {
  const look = () => {
    if (document.querySelector('nav.tabs') && document.querySelector('main')?.innerText.trim()) {
      window.seen = performance.now();
    } else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""
LAID = """async ([me, ops, photos]) => {
  const blob = (text) => new Blob([Uint8Array.from(atob(text), (each) => each.charCodeAt(0))],
                                  { type: 'image/jpeg' });
  const asked = indexedDB.open('prooftrail.pocket');
  await new Promise((done) => { asked.onsuccess = done; });
  const turn = asked.result.transaction(['operations', 'files'], 'readwrite');
  for (const op of ops) turn.objectStore('operations').put({ ...op, person: me });
  for (const [key, text] of photos) turn.objectStore('files').put({ key, blob: blob(text) });
  await new Promise((done) => { turn.oncomplete = done; });
  asked.result.close();
}"""
SENT = """() => new Promise((done) => {
  const look = () => {
    if (document.querySelector('[data-unsent]')?.dataset.unsent === '0') done();
    else setTimeout(look, 20);
  };
  look();
})"""


def run() -> Iterator[Figure]:
    """Each figure by phones nobody has used."""
    from playwright.sync_api import sync_playwright

    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as found:
        environ = {**os.environ, "PROOFTRAIL_DATA": folder, "PORT": str(PORT)}
        command = [sys.executable, "-m", "prooftrail", "serve"]
        with served(command, PORT, environ, patience=FILLED):
            browser = found.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            yield from _there(browser)
            yield from _emptied(browser)
            browser.close()


def _phone(browser: "Browser") -> "BrowserContext":
    """Signed in as the rep."""
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True, locale="zh-CN")
    said = {"workspace": "demo", "login": "rep", "password": "demo"}
    answer = context.request.post(f"{SITE}/api/v1/session", data=said)
    assert answer.ok, answer.text()
    return context


def _opened(context: "BrowserContext", *, offline: bool = False) -> float:
    """Seconds until the first page shows something, on a slow phone and line."""
    context.set_offline(offline)
    page = context.new_page()
    page.add_init_script(f"({SEEN})()")
    tools = context.new_cdp_session(page)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOW_PROCESSOR})
    if not offline:
        tools.send("Network.emulateNetworkConditions", LINE)
    page.goto(f"{SITE}/m", wait_until="commit")
    page.wait_for_function("() => window.seen")
    took: float = page.evaluate("() => window.seen")
    if not offline:
        tools.send("Network.emulateNetworkConditions", {**LINE, "latency": 0, "downloadThroughput": -1})
        page.evaluate("async () => { await navigator.serviceWorker.ready; }")
        page.wait_for_load_state("networkidle")
    page.close()
    context.set_offline(False)
    return took / 1_000


def _there(browser: "Browser") -> Iterator[Figure]:
    first: list[float] = []
    online: list[float] = []
    offline: list[float] = []
    for _ in range(ROUNDS):
        context = _phone(browser)
        first.append(_opened(context))
        online.append(_opened(context))
        offline.append(_opened(context, offline=True))
        context.close()
    for name, took, most in (
        ("first visit", first, FIRST), ("installed", online, INSTALLED), ("no network", offline, INSTALLED),
    ):  # fmt: skip
        ours = median(took)
        yield Figure(f"pocket, slow phone and line, {name}, s", ours, None, f"≤ {most} s", ours <= most)


def _id(n: int, kind: int) -> str:
    return f"01a20400-{kind:04x}-7000-8000-{n:012x}"


def _laid(deal: dict[str, Any], photos: bool, n: int) -> dict[str, Any]:
    """One activity as the app writes it down, with a photo or none."""
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    told = {"source": "camera", "captured_at": now, "place": None}
    shot = {"key": _id(n, 2), "kind": "site_photo", "name": "IMG.jpg", "told": told, "sent": 0,
            "handle": None, "sha256": ""}  # fmt: skip
    named = {"id": deal["id"], "label": deal["name"]}
    input = {"id": _id(n, 1), "type": "call", "topic": f"跑分 {n}", "deal": deal["id"]}
    return {
        "key": _id(n, 3), "schema": 2, "turn": n, "made_at": now, "said_at": now, "took_ms": None,
        "call": "log_activity", "about": None, "version": None, "input": input, "shown": {},
        "to_check": False, "customer": deal["customer"], "deal": named, "state": "queued", "refusal": None,
        "result": None, "attachments": [shot] if photos else [],
    }  # fmt: skip


def _emptied(browser: "Browser") -> Iterator[Figure]:
    """A day's work leaves the phone: of words alone, and with photos when the app is killed on the way."""
    took = _day(browser, first=0, photos=0, killed=False)
    yield Figure(f"{OPERATIONS:,} operations sent, s", took, None, f"≤ {ALL_SENT} s", took <= ALL_SENT)
    took = _day(browser, first=OPERATIONS, photos=PHOTOS, killed=True)
    name = f"{OPERATIONS:,} operations and {PHOTOS} photos sent from a phone killed on the way, s"
    yield Figure(name, took, None, f"≤ {ALL_SENT} s + photos", took <= 2 * ALL_SENT)


def _day(browser: "Browser", first: int, photos: int, killed: bool) -> float:
    """Seconds until a day's operations, numbered from `first`, have left a phone nobody has used."""
    context = _phone(browser)
    page = context.new_page()
    page.goto(f"{SITE}/m")
    page.locator("nav.tabs").wait_for()
    # Who has worked a day without a network has the app: its pages lie on the phone.
    page.evaluate("async () => { await navigator.serviceWorker.ready; }")
    page.wait_for_load_state("networkidle")
    me = context.request.get(f"{SITE}/api/v1/me").json()["id"]
    deals = context.request.get(f"{SITE}/api/v1/records/deal?limit=100").json()["items"]
    shown = set(range(first, first + OPERATIONS, OPERATIONS // photos)) if photos else set()
    # Photos go to deals of their own: what speaks of the same deal would wait behind them.
    apart, rest = deals[: len(deals) // 3], deals[len(deals) // 3 :]
    numbers = range(first, first + OPERATIONS)
    ops = [_laid((apart if n in shown else rest)[n % len(apart)], n in shown, n) for n in numbers]
    files = [[_id(n, 2), base64.b64encode(photo(n + 7)).decode()] for n in sorted(shown)]
    context.set_offline(True)
    page.evaluate(LAID, [me, ops, files])
    page.close()
    before = _count(context, "activity", ["topic", "starts", "跑分"])
    took = _sent(context, killed)
    logged = _count(context, "activity", ["topic", "starts", "跑分"]) - before
    assert logged == OPERATIONS, logged
    context.close()
    return took


def _sent(context: "BrowserContext", killed: bool) -> float:
    """Seconds the life of the app took, or both lives."""
    context.set_offline(False)
    began = time.monotonic()
    if killed:
        page: Page = context.new_page()
        page.goto(f"{SITE}/m")
        page.wait_for_function(
            f"() => Number(document.querySelector('[data-unsent]')?.dataset.unsent) < {OPERATIONS // 2}"
        )
        page.close()
    page = context.new_page()
    page.goto(f"{SITE}/m")
    page.evaluate(SENT)
    return time.monotonic() - began


def _count(context: "BrowserContext", object: str, filter: list[str]) -> int:
    import json

    query: dict[str, str | float | bool] = {"filter": json.dumps(filter), "count": "exact", "limit": 1}
    found = context.request.get(f"{SITE}/api/v1/records/{object}", params=query)
    return int(found.json()["count"])

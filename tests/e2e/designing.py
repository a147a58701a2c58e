"""What a designer does in the browser, move by move."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from playwright.sync_api import Browser, Locator, Page, Position, expect

from tests.e2e.conftest import PATIENCE

EIGHT = ("auto_number", "text", "choice", "date", "money", "phone", "boolean", "reference")


@contextmanager
def window(browser: Browser, url: str, workspace: str, login: str) -> Iterator[Page]:
    """Somebody's own browser, signed in."""
    context = browser.new_context(base_url=url, viewport={"width": 1440, "height": 900}, locale="zh-CN")
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    said = {"workspace": workspace, "login": login, "password": "demo"}
    assert context.request.post("/api/v1/session", data=said).ok
    yield context.new_page()
    context.close()


def panel(page: Page) -> Locator:
    """What stands open beside the page."""
    return page.get_by_role("complementary")


def describe(page: Page, kind: str, label: str) -> None:
    """Choose a type and name the field; what the type needs is filled in."""
    panel(page).locator(f'[data-type="{kind}"]').click()
    panel(page).get_by_label("中文名称").fill(label)
    panel(page).get_by_label("英文名称").click()
    expect(panel(page).get_by_label("接口名称")).to_have_value(re.compile("^x_"))
    if kind == "choice":
        for at, name in enumerate(("试用", "赠送"), 1):
            panel(page).get_by_role("button", name="加选项").click()
            panel(page).get_by_label(f"选项 {at} 中文").fill(name)
            panel(page).get_by_label(f"选项 {at} 英文").fill(f"Way {at}")
            expect(panel(page).get_by_label(f"选项 {at} 的键")).not_to_have_value("")
    if kind == "reference":
        panel(page).get_by_label("连到哪个对象").fill("客户")
        page.keyboard.press("Enter")


def take(page: Page) -> None:
    """The button that adds what is described."""
    panel(page).get_by_role("button", name="加上", exact=True).click()


def add_field(page: Page, kind: str, label: str) -> str:
    """One more field for the object whose page is open; its API name."""
    page.get_by_role("button", name="加字段").click()
    describe(page, kind, label)
    take(page)
    row = page.locator(".dz-fields tr", has_text=label)
    expect(row).to_be_visible()
    return str(row.get_attribute("data-field"))


def begin_object(page: Page, label: str, kinds: Sequence[str] = EIGHT) -> None:
    """An object with fields of these types, up to the button that makes it."""
    page.goto("/design")
    page.get_by_role("button", name="新建对象").click()
    panel(page).get_by_label("中文名称").fill(label)
    panel(page).get_by_label("英文名称", exact=True).click()
    expect(panel(page).get_by_label("接口名称")).to_have_value(re.compile("^x_yang_pin"))
    for kind in kinds:
        panel(page).get_by_role("button", name="加一个").click()
        describe(page, kind, f"项{kind}")
        take(page)


def finish_object(page: Page) -> str:
    """Make it; its API name."""
    panel(page).get_by_role("button", name="建立对象").click()
    page.wait_for_url(re.compile("/design/x_"))
    return page.url.rpartition("/")[2]


HEARD = """() => {
  let heard = false;
  const probe = document.createElement("i");
  probe.addEventListener("click", () => (heard = true));
  document.body.append(probe);
  probe.click();
  probe.remove();
  return heard;
}"""
"""Whether a click arrives: for a moment after a drop they are swallowed, so that the drop is not one."""


HOLD: Position = {"x": 40, "y": 12}
"""Where a thing is taken hold of: beside its buttons."""


def carry(page: Page, what: Locator, to: Locator) -> None:
    """Drag one thing onto another by mouse, slowly enough to be a drag, following where the page scrolls."""
    to.hover(trial=True)  # waits for a page that is still being drawn, and scrolls to it
    if not _held_over(page, what, to):
        page.mouse.up()  # it moved from under the mouse while rows were still coming
        _held_over(page, what, to)
    expect(to).to_have_class(re.compile(r"\bover\b"))
    page.mouse.up()
    page.wait_for_function(HEARD)


def _held_over(page: Page, what: Locator, to: Locator) -> bool:
    """Taken up and held there; whether the place says that it would take it, and has come to rest."""
    what.hover(position=HOLD)  # this very spot must be free: half of it may lie under the bar
    page.mouse.down()
    start = what.bounding_box()
    assert start
    page.mouse.move(start["x"] + 60, start["y"] + 24, steps=4)
    before = None
    for _ in range(60):
        end = to.bounding_box()
        assert end
        page.mouse.move(end["x"] + end["width"] / 2, end["y"] + min(end["height"] / 2, 120), steps=8)
        page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        if "over" in str(to.get_attribute("class")).split() and end == before:
            return True  # a page that still scrolls would take it away from under the mouse
        before = end
    return False


def show_when(page: Page, field: str, value: str, *, chosen: bool = False) -> None:
    """Let what is picked show only where a field has a value, `chosen` from a list of choices."""
    shows = page.get_by_role("group", name="什么时候显示", exact=True).last
    shows.get_by_role("button", name="满足条件时").click()
    page.get_by_role("combobox", name="字段").fill(field)
    page.keyboard.press("Enter")
    page.locator(".cond-add").get_by_label("值").fill(value)
    if chosen:
        page.keyboard.press("Enter")
    page.get_by_role("button", name="应用").click()
    expect(page.locator(".cond .chip", has_text=field)).to_be_visible()

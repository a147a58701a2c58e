"""A form of three hundred fields, each with twenty Chinese characters: opened, typed in and saved in time.

The budgets hold on a quiet machine; two cores may be busy with the other half of the run, so what is asked
here is wider, and what was measured is printed.
"""

import os
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Api, Callers
from tests.e2e.conftest import Enter

pytestmark = pytest.mark.browser

FIELDS = 299
TEXT = "二十个汉字的一项内容用来占满这一格就正好"
SLACK = 4
"""How many times its budget a busy machine may take."""
OPENED = """async ([link, what, count]) => {
    const began = performance.now();
    document.querySelector(link).click();
    const first = () => document.querySelector(what);
    while (!first()) await new Promise((go) => requestAnimationFrame(go));
    const seen = performance.now() - began;
    const all = () => document.querySelectorAll(what).length >= count;
    while (!all()) await new Promise((go) => requestAnimationFrame(go));
    return [seen, performance.now() - began];
}"""
TYPED = """async ([where, text]) => {
    const input = document.querySelector(where);
    const put = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
    const took = [];
    for (const each of text) {
        const began = performance.now();
        put.call(input, input.value + each);
        input.dispatchEvent(new Event("input", { bubbles: true }));
        await new Promise((go) => requestAnimationFrame(go));
        await new Promise((go) => setTimeout(go));
        took.push(performance.now() - began);
    }
    return took.sort((a, b) => a - b)[Math.floor(took.length * 0.9)];
}"""
FILLED = """([what, text]) => {
    const put = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
    for (const input of document.querySelectorAll(what)) {
        put.call(input, text);
        input.dispatchEvent(new Event("input", { bubbles: true }));
    }
}"""
SAVED = """async ([button, gone]) => {
    const began = performance.now();
    document.querySelector(button).click();
    while (document.querySelector(gone)) await new Promise((go) => requestAnimationFrame(go));
    return performance.now() - began;
}"""


@pytest.fixture(scope="module")
def wide(demo: str, caller: Callers) -> tuple[str, dict[str, Any]]:
    """The object, and one record with every field filled."""
    ops = caller("ops")
    name = f"x_wide{uuid4().hex[:8]}"
    fields = [
        {"name": f"x_f{at}", "label": {"zh": f"第{at}项", "en": f"Item {at}"}, "type": "text"}
        for at in range(FIELDS)
    ]
    ops.post("objects", {"name": name, "label": {"zh": "宽表", "en": "Wide"}, "fields": fields})
    filled = {f"x_f{at}": TEXT for at in range(FIELDS)}
    return name, ops.post(f"records/{name}", {"name": "满的", **filled})


def told(what: str, took: float, budget: float) -> None:
    """Print a measurement with the load it was taken under, and hold it to its budget and some slack."""
    print(f"{what}: {took:.0f} ms of {budget:.0f}, load {os.getloadavg()[0]:.1f}")
    assert took < budget * SLACK, (what, took)


def test_three_hundred_fields_at_the_desk(enter: Enter, wide: tuple[str, dict[str, Any]]) -> None:
    name, record = wide
    page = enter("ops")
    page.goto(f"/o/{name}")
    page.get_by_role("link", name="新建宽表").first.wait_for()
    took = page.evaluate(OPENED, [f'a[href$="/o/{name}/new"]', ".ff-g input", FIELDS])
    told("desk, blank form: first field", took[0], 1_000)
    told("desk, blank form: every field", took[1], 1_000)
    told("desk, blank form: a key", page.evaluate(TYPED, ["#new-x_f7", TEXT[:12]]), 100)
    page.evaluate(FILLED, [".ff-g input", TEXT])
    page.locator("button", has_text="建立").first.wait_for()
    told("desk, new record: saved", page.evaluate(SAVED, [".create-a .btn.ink", ".create"]), 500)
    expect(page.locator(".fl-g").first).to_contain_text(TEXT)
    page.goto(f"/o/{name}")
    page.locator(f'a[href$="/{record["id"]}"]').first.wait_for()
    took = page.evaluate(OPENED, [f'a[href$="/{record["id"]}"]', ".fl", FIELDS])
    told("desk, record: first field", took[0], 1_000)
    told("desk, record: every field", took[1], 1_000)
    page.locator('[data-field="x_f7"] .fl-e').click()
    told("desk, record: a key", page.evaluate(TYPED, ["#field-x_f7", "改一改"]), 100)
    told("desk, record: saved", page.evaluate(SAVED, [".fl-save .btn.ink", ".fl-save"]), 500)


def test_three_hundred_fields_on_the_phone(
    page_of_phone: Page, wide: tuple[str, dict[str, Any]], site: str, caller: Callers
) -> None:
    name, record = wide
    page = page_of_phone
    page.goto(f"{site}/m/o/{name}/{record['id']}")
    page.get_by_role("link", name="改资料").wait_for()
    took = page.evaluate(OPENED, [".edit-door a", ".pf input", FIELDS])
    told("phone, form: first field", took[0], 1_000)
    told("phone, form: every field", took[1], 1_000)
    told("phone, form: a key", page.evaluate(TYPED, ["#pf-x_f9", "改一改"]), 100)
    told("phone, form: saved", page.evaluate(SAVED, [".dock .btn.ink", ".pf"]), 500)
    ops: Api = caller("ops")
    assert ops.get(f"records/{name}/{record['id']}")["x_f9"] == f"{TEXT}改一改"

"""Shown by: slots photographed with the camera in the app, offline; a refusal of the camera has a way on."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from prooftrail.platform.blueprint.pictures import photo
from prooftrail.senses.image.reading import text_of
from tests.conftest import Api, Callers
from tests.e2e.pocket_kit import HERE, NEAR, Phone, enter, fill_visit, go
from tests.processes.kit import node, process, publish
from tests.sight.conftest import PIPES, PLATE, SPACE

pytestmark = pytest.mark.browser
expect.set_options(timeout=20_000)
ALLOWED = ["geolocation", "microphone", "camera"]


@pytest.fixture
def surveyed(caller: Callers, rep: Api) -> Iterator[dict[str, Any]]:
    """A deal of a customer on the map, before a node that asks for a photo in each of three slots."""
    admin = caller("admin")
    asked = {"key": "photos", "type": "evidence", "kind": "site_photo", "slots": [PLATE, PIPES, SPACE]}
    said = process(node("seen", asked), node("agreed", advance="ask"))
    publish(admin, said)
    customer = rep.post("records/customer", {"name": f"澄川试验{said['key']}", "place": HERE})
    deal = {"name": "二号冷库", "customer": customer["id"], "process": said["key"]}
    yield dict(rep.post("records/deal", deal))
    admin.act("retire_process", {"process": said["key"]})


def to_log(page: Page, deal: dict[str, Any]) -> None:
    """From the gate, which names what is missing, to the form."""
    go(page, f"deals/{deal['id']}/gate")
    expect(page.locator(".refuse")).to_contain_text("还缺：铭牌、管线、空间尺寸")
    page.get_by_role("link", name=re.compile("^补拍")).click()
    expect(page.get_by_role("button", name="拍「铭牌」")).to_be_visible()


def take(page: Page) -> None:
    """One photo with the camera in the app, used."""
    shutter = page.get_by_role("button", name="拍", exact=True)
    expect(shutter).to_be_enabled()
    shutter.click()
    page.get_by_role("button", name="用这张").click()


def pieces(rep: Api, deal: dict[str, Any]) -> list[dict[str, Any]]:
    """The evidence of a deal, the first first."""
    found = rep.get("records/evidence", filter=["about", "=", deal["id"]], sort="received_at")["items"]
    return list(found)


def test_slots_are_photographed_without_network_and_the_missing_one_is_named(
    phone: Phone, rep: Api, surveyed: dict[str, Any]
) -> None:
    page = phone(NEAR)
    page.context.grant_permissions(ALLOWED)
    enter(page)
    to_log(page, surveyed)
    page.get_by_role("button", name="拍「铭牌」").click()
    camera = page.get_by_role("dialog", name="拍照")
    expect(camera).to_contain_text("距离 56 m")
    page.context.set_offline(True)
    take(page)
    expect(camera.get_by_role("button", name="管线")).to_have_attribute("aria-pressed", "true")
    take(page)
    page.get_by_role("button", name="关掉相机").click()
    expect(page.get_by_text("还缺：空间尺寸", exact=True)).to_be_visible()
    fill_visit(page)
    page.get_by_role("button", name=re.compile("^保存")).click()
    expect(page.get_by_role("heading", name="还没发出去")).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator(".rite")).to_be_visible()
    plate, pipes = sorted(pieces(rep, surveyed), key=lambda each: each["slot"], reverse=True)
    assert (plate["slot"], plate["state"], plate["reading"]) == ("plate", "waiting", "awaited")
    assert (pipes["slot"], pipes["state"]) == ("pipes", "proven")
    assert plate["file"][0]["source"] == "camera"
    assert plate["place"]["accuracy_m"] == 12.0
    burnt = text_of(rep.call("GET", f"files/{plate['file'][0]['id']}").content)
    assert "29.80050" in burnt and "56" in burnt
    assert plate["captured_at"][:4] in burnt


REFUSED = """navigator.mediaDevices.getUserMedia = async () => {
  throw new DOMException('refused', 'NotAllowedError');
};"""
"""The browser of the tests lets everybody use its camera; a person may say no."""


def test_a_refused_camera_says_why_and_leaves_the_phones_own(phone: Phone, surveyed: dict[str, Any]) -> None:
    page = phone(NEAR)
    enter(page)
    page.add_init_script(REFUSED)
    to_log(page, surveyed)
    page.get_by_role("button", name="拍照", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("没有允许用相机")
    picture: Any = {"name": "IMG.jpg", "mimeType": "image/jpeg", "buffer": photo(91)}
    page.locator("dialog input[capture]").set_input_files(picture)
    page.get_by_role("button", name="用这张").click()
    page.get_by_role("button", name="关掉相机").click()
    expect(page.get_by_text("还缺：管线、空间尺寸", exact=True)).to_be_visible()


def test_the_gallery_is_not_offered_where_it_is_barred(
    phone: Phone, caller: Callers, surveyed: dict[str, Any]
) -> None:
    admin = caller("admin")
    admin.act("change_setting", {"key": "evidence.camera_only", "value": True})
    try:
        page = phone(NEAR)
        enter(page)
        to_log(page, surveyed)
        expect(page.locator(".takes").get_by_text("系统相机")).to_be_visible()
        expect(page.locator(".takes").get_by_text("相册")).to_have_count(0)
    finally:
        admin.act("change_setting", {"key": "evidence.camera_only", "value": False})

"""Forms on a phone: every type of field is filled in with a thumb, and what is kept is what was meant."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from prooftrail.platform.blueprint.pictures import photo
from tests.conftest import Api, Callers
from tests.e2e.pocket_kit import take, unsent

pytestmark = pytest.mark.browser

HERE = {"latitude": 29.8005, "longitude": 121.5, "accuracy": 12.0}
Phone = Callable[..., Page]


@pytest.fixture(scope="module")
def ops(demo: str, caller: Callers) -> Api:
    return caller("ops")


def said(name: str, label: str, type: str, **options: Any) -> dict[str, Any]:
    return {"name": f"x_{name}", "label": {"zh": label, "en": name.title()}, "type": type, "options": options}


@pytest.fixture(scope="module")
def visit(ops: Api) -> str:
    """An object with the fields a thumb has most trouble with."""
    name = f"x_visit{uuid4().hex[:8]}"
    fields = [
        said("front", "门头照", "photo", camera_only=True, most=2),
        said("shelf", "货架照", "photo", most=1),
        said("sign", "店主签名", "signature"),
        said("paper", "合同", "file", most=2),
        said("who", "陪同人", "person"),
        said("shop", "客户", "reference", object="customer"),
        said("goods", "看的产品", "links", object="product"),
        said("spot", "位置", "place"),
        said("area", "区划", "region"),
        said("when", "到店时间", "time"),
        said("note", "说明", "long_text"),
    ]
    ops.post("objects", {"name": name, "label": {"zh": "巡店", "en": "Visit"}, "fields": fields})
    return name


@pytest.fixture
def phone(site: str, browser: Browser) -> Iterator[Phone]:
    """`phone(language, theme)`: the pocket, signed in as ops, on a phone that knows where it is."""
    opened = []

    def take(language: str = "zh", theme: str = "light") -> Page:
        context = browser.new_context(
            viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, geolocation=HERE,
            permissions=["geolocation"], locale="zh-CN" if language == "zh" else "en-US",
            reduced_motion="reduce",
        )  # fmt: skip
        context.set_default_timeout(20_000)
        expect.set_options(timeout=20_000)
        context.add_init_script(
            f"localStorage.setItem('prooftrail.language', '{language}');"
            f"localStorage.setItem('prooftrail.theme', '{theme}')"
        )
        opened.append(context)
        page = context.new_page()
        page.goto(f"{site}/m")
        page.locator('[data-login="ops"], .roles button:has-text("运营"), .roles button:has-text("perations")'
                     ).first.click()  # fmt: skip
        page.locator("nav.tabs").wait_for()
        return page

    yield take
    for context in opened:
        context.close()


def picture(seed: int) -> Any:
    return {"name": f"IMG{seed}.jpg", "mimeType": "image/jpeg", "buffer": photo(seed)}


def pick(page: Page, field: str, text: str) -> None:
    """Choose a record by what is typed into the search sheet."""
    page.locator(f"#pf-{field}").click()
    page.get_by_role("searchbox").fill(text)
    page.locator("dialog[open] .ln", has_text=text).first.click()


def divide(page: Page, field: str, *steps: str) -> None:
    """Choose a division, province first."""
    page.locator(f"#pf-{field}").click()
    for each in steps:
        page.locator("dialog[open] .ln", has_text=each).first.click()


def sign(page: Page, field: str) -> None:
    """Two strokes in the box, kept."""
    box = page.locator(f"#pf-{field}")
    box.scroll_into_view_if_needed()
    at = box.bounding_box()
    assert at
    for start in (40, 120):
        page.mouse.move(at["x"] + start, at["y"] + 30)
        page.mouse.down()
        page.mouse.move(at["x"] + start + 60, at["y"] + 90, steps=4)
        page.mouse.up()
    page.get_by_role("button", name="用这个签名").click()


def rooted(page: Page, path: str) -> str:
    return re.sub(r"/m(/.*)?$", f"/m{path}", page.url)


def test_every_type_of_field_is_filled_in_on_the_phone(phone: Phone, ops: Api, visit: str) -> None:
    page = phone()
    page.goto(rooted(page, f"/o/{visit}/new"))
    page.locator("#pf-name").fill("甬泰二店")
    page.locator("#pf-x_front").set_input_files(picture(1))
    page.locator(".lbd", has_text="货架照").locator("input").nth(1).set_input_files(picture(2))
    expect(page.locator(".lbd", has_text="门头照").locator("input")).to_have_count(1)
    expect(page.locator("#pf-x_front")).to_have_attribute("capture", "environment")
    expect(page.locator(".lbd", has_text="门头照")).to_contain_text("1 / 2 张")
    expect(page.locator(".lbd", has_text="货架照")).to_contain_text("最多 1")
    sign(page, "x_sign")
    page.locator("#pf-x_paper").set_input_files(
        {"name": "合同.txt", "mimeType": "text/plain", "buffer": "一份合同".encode()}
    )
    expect(page.get_by_role("link", name="合同.txt")).to_be_visible()
    person = ops.get("records/person", limit=1)["items"][0]
    customer = ops.get("records/customer", limit=1)["items"][0]
    products = ops.get("records/product", limit=2)["items"]
    pick(page, "x_who", person["name"])
    pick(page, "x_shop", customer["name"])
    for each in products:
        pick(page, "x_goods", each["name"])
    page.locator("#pf-x_spot").click()
    expect(page.locator(".held")).to_contain_text("误差 12 m · WGS84")
    divide(page, "x_area", "浙江", "330200")
    page.locator("#pf-x_when").fill("2026-03-19T10:26")
    page.locator("#pf-x_note").fill("货架整齐")
    page.get_by_role("button", name="保存").click()
    expect(page).to_have_url(re.compile(rf"/m/o/{visit}/[0-9a-f-]{{36}}$"))
    kept = ops.get(f"records/{visit}/{page.url.rsplit('/', 1)[1]}")
    assert [each["source"] for each in kept["x_front"] + kept["x_shelf"]] == ["camera", "gallery"]
    assert kept["x_front"][0]["captured_at"] and kept["x_sign"][0]["mime"] == "image/png"
    assert kept["x_paper"][0]["name"] == "合同.txt"
    assert kept["x_who"]["id"] == person["id"] and kept["x_shop"]["id"] == customer["id"]
    assert [each["id"] for each in kept["x_goods"]] == [each["id"] for each in products]
    assert kept["x_spot"]["accuracy_m"] == 12 and kept["x_spot"]["datum"] == "WGS84"
    assert kept["x_area"] == "330200" and kept["x_when"].startswith("2026-03-19T")


def test_what_is_held_is_taken_away_and_changed_on_the_phone(phone: Phone, ops: Api, visit: str) -> None:
    spot = {"lat": 29.9, "lng": 121.6, "datum": "GCJ02"}
    goods = [each["id"] for each in ops.get("records/product", limit=2)["items"]]
    shots = [ops.upload(photo(at), source="camera") for at in (31, 32)]
    made = ops.post(f"records/{visit}", {"name": "旧店", "x_spot": spot, "x_goods": goods, "x_front": shots})
    page = phone()
    page.goto(rooted(page, f"/o/{visit}/{made['id']}"))
    page.get_by_role("link", name="改资料").click()
    expect(page.locator(".held")).to_contain_text("没有写误差 · GCJ02")
    page.get_by_role("button", name="清除位置").click()
    page.locator(".chosen .tap").first.click()
    page.locator(".tile-x").first.click()
    for control in page.locator(".pf button, .pf select, .pf .inp, .pf .take").all():
        box = control.bounding_box()
        assert box and box["height"] >= 43.5, control.inner_html()
    page.get_by_role("button", name="保存").click()
    expect(page).to_have_url(re.compile(rf"/m/o/{visit}/{made['id']}$"))
    kept = ops.get(f"records/{visit}/{made['id']}")
    assert kept["x_spot"] is None and [each["id"] for each in kept["x_goods"]] == goods[1:]
    assert [each["id"] for each in kept["x_front"]] == shots[1:]


@pytest.mark.parametrize(("language", "theme"), [("zh", "dark"), ("en", "light")])
def test_the_form_is_seen_clearly(
    phone: Phone, visit: str, seen_clearly: Callable[[Page], None], language: str, theme: str
) -> None:
    page = phone(language, theme)
    page.goto(rooted(page, f"/o/{visit}/new"))
    page.locator("#pf-x_note").wait_for()
    seen_clearly(page)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
    if language == "en":
        assert not re.search(r"[\u4e00-\u9fff]", page.locator("main").inner_text())


def test_a_new_customer_is_made_on_the_phone(phone: Phone, ops: Api, visit: str) -> None:
    page, name = phone(), f"手机新客{uuid4().hex[:6]}"
    page.goto(rooted(page, "/customers"))
    page.get_by_role("link", name="新建客户").click()
    page.locator("#pf-name").fill(name)
    page.get_by_role("button", name="保存").click()
    expect(page).to_have_url(re.compile(r"/m/customers/[0-9a-f-]{36}$"))
    expect(page.get_by_role("heading", name=name)).to_be_visible()
    kept = ops.get(f"records/customer/{page.url.rsplit('/', 1)[1]}")
    assert kept["name"] == name and kept["owner"]["id"] == ops.get("me")["id"]


def test_photos_of_a_form_without_a_network_go_with_the_record(phone: Phone, ops: Api, visit: str) -> None:
    page = phone()
    page.evaluate("async () => { await navigator.serviceWorker.ready; }")
    page.goto(rooted(page, f"/o/{visit}/new"))
    page.locator("#pf-name").fill("断网的店")
    page.context.set_offline(True)
    page.locator("#pf-x_front").set_input_files(picture(41))
    expect(page.locator(".tile:not(.waiting) img[src^='blob:']")).to_have_count(1)
    page.locator(".lbd", has_text="门头照").get_by_role("button", name="拍照", exact=True).click()
    take(page)
    expect(page.locator(".tile:not(.waiting) img[src^='blob:']")).to_have_count(2)
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("heading", name="断网的店")).to_be_visible()
    unsent(page, 1)
    expect(page.locator(".handles img[src^='blob:']")).to_have_count(2)
    assert not ops.get(f"records/{visit}", filter=["name", "=", "断网的店"])["items"]
    page.context.set_offline(False)
    unsent(page, 0)
    [stored] = ops.get(f"records/{visit}", filter=["name", "=", "断网的店"])["items"]
    assert len(stored["x_front"]) == 2
    for front in stored["x_front"]:
        assert front["source"] == "camera" and front["captured_at"] and front["place"]

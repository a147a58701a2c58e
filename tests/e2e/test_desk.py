"""The desk in a browser: what people do there, from signing in to a deal that moves on proof."""

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from prooftrail.platform.blueprint.pictures import document, photo
from tests.conftest import Api, Callers
from tests.e2e.conftest import Enter
from tests.e2e.designing import carry

pytestmark = pytest.mark.browser
HERE = {"lat": 29.8, "lng": 121.5}
NEAR = {"lat": 29.8005, "lng": 121.5, "accuracy_m": 12}


@pytest.fixture
def rep(demo: str, caller: Callers) -> Api:
    return caller("rep")


@pytest.fixture
def customer(rep: Api) -> dict[str, Any]:
    return dict(rep.post("records/customer", {"name": f"甬江冷链{uuid4().hex[:6]}", "place": HERE}))


@pytest.fixture
def deal(rep: Api, customer: dict[str, Any]) -> dict[str, Any]:
    name = f"一号冷库{uuid4().hex[:6]}"
    return dict(rep.post("records/deal", {"name": name, "customer": customer["id"], "amount": "880000"}))


def survey(rep: Api, deal: dict[str, Any], photos: int) -> None:
    now = str(rep.get("me")["now"])
    pieces = [rep.upload(photo(uuid4().int % 10**9), captured_at=now, place=NEAR, source="camera")
              for _ in range(photos)]  # fmt: skip
    evidence = [{"kind": "site_photo", "file": file} for file in pieces]
    said = {"type": "survey", "deal": deal["id"], "topic": "勘测", "next_step": "出方案"}
    rep.act("log_activity", {**said, "evidence": evidence})


def edit(page: Page, field: str) -> Locator:
    """The input of one field of a record page, opened by its pencil."""
    item = page.locator(f'[data-field="{field}"]')
    item.locator(".fl-e").click()
    return item.locator("input, textarea").first


def only(deal: dict[str, Any]) -> str:
    """The board showing one deal alone."""
    return f'/o/deal/board?f=["name","=","{deal["name"]}"]'


def test_one_tap_opens_the_desk_and_a_wrong_password_does_not(enter: Enter, context: Any) -> None:
    page = context.new_page()
    page.goto("/")
    page.get_by_label("账号").fill("rep")
    page.get_by_label("密码").fill("wrong")
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("alert")).to_contain_text("账号或密码不对")
    page = enter("rep")
    expect(page).to_have_url(re.compile(r"/o/deal/board$"))
    page.locator(".who").click()
    page.get_by_role("menuitem", name="退出").click()
    expect(page.get_by_role("button", name="登录")).to_be_visible()


def test_a_list_filters_sorts_and_opens(enter: Enter, customer: dict[str, Any]) -> None:
    page = enter("rep")
    page.goto("/o/customer")
    page.get_by_role("button", name="筛选").click()
    page.get_by_label("字段").fill("客户名称")
    page.keyboard.press("Enter")
    page.get_by_label("值").fill(customer["name"])
    page.get_by_role("button", name="应用").click()
    expect(page.locator(".list-h")).to_contain_text("1 条")
    expect(page.locator(".list-c")).to_contain_text(customer["name"])
    page.get_by_role("button", name=re.compile("年采购额")).click()
    head = page.get_by_role("columnheader", name=re.compile("年采购额"))
    expect(head).to_have_attribute("aria-sort", "ascending")
    page.reload()
    page.get_by_role("link", name=customer["name"]).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(customer["name"])


def test_a_field_is_changed_in_place_and_the_history_says_so(enter: Enter, customer: dict[str, Any]) -> None:
    page = enter("rep")
    page.goto(f"/o/customer/{customer['id']}")
    edit(page, "phone").fill("0574-1234 5678")
    page.keyboard.press("Enter")
    expect(page.locator('[data-field="phone"]')).to_contain_text("0574-1234 5678")
    page.get_by_role("tab", name="留痕").click()
    expect(page.get_by_role("tabpanel")).to_contain_text("修改")
    expect(page.get_by_role("tabpanel")).to_contain_text("0574-1234 5678")


def test_two_people_on_one_field_are_shown_both_and_asked(
    enter: Enter, customer: dict[str, Any], caller: Callers
) -> None:
    page = enter("rep")
    page.goto(f"/o/customer/{customer['id']}")
    edit(page, "phone").fill("111")
    caller("manager").patch(f"records/customer/{customer['id']}", {"phone": "222", "credit_code": "X9"})
    page.keyboard.press("Enter")
    panel = page.get_by_role("complementary")
    expect(panel).to_contain_text("同一处有两个人改了")
    expect(panel).to_contain_text("222")
    panel.get_by_label("电话：用你改的").check()
    panel.get_by_role("button", name="按选择保存").click()
    expect(page.locator('[data-field="phone"]')).to_contain_text("111")
    expect(page.locator('[data-field="credit_code"]')).to_contain_text("X9")


def test_a_drag_through_a_shut_gate_snaps_back_and_names_what_is_missing(
    enter: Enter, rep: Api, deal: dict[str, Any]
) -> None:
    survey(rep, deal, 2)
    page = enter("rep")
    page.goto(only(deal))
    card = page.locator(f'[data-record="{deal["id"]}"]')
    carry(page, card, page.locator('[data-stage="engaging"]'))
    refusal = page.get_by_role("alert")
    expect(refusal).to_contain_text("还不能进入「需求确认」")
    expect(refusal).to_contain_text("已有 2，要 3")
    expect(page.locator(f'[data-stage="prospecting"] [data-record="{deal["id"]}"]')).to_be_visible()
    survey(rep, deal, 1)
    page.reload()
    expect(page.locator(f'[data-stage="engaging"] [data-record="{deal["id"]}"]')).to_be_visible()


def test_a_lost_deal_gives_its_reason(enter: Enter, rep: Api, deal: dict[str, Any]) -> None:
    page = enter("rep")
    page.goto(only(deal))
    carry(page, page.locator(f'[data-record="{deal["id"]}"]'), page.locator('[data-stage="lost"]'))
    panel = page.get_by_role("complementary")
    expect(panel).to_contain_text("记为丢单")
    panel.get_by_role("combobox").click()
    page.locator(".ant-select-item-option-active").wait_for()
    page.keyboard.press("Enter")
    panel.get_by_role("button", name="记为丢单").click()
    expect(panel).to_have_count(0)
    expect(page.locator(f'[data-stage="lost"] [data-record="{deal["id"]}"]')).to_be_visible()
    assert rep.get(f"records/deal/{deal['id']}")["lost_reason"]


def test_a_card_moves_by_keyboard(enter: Enter, deal: dict[str, Any]) -> None:
    page = enter("rep")
    page.goto(only(deal))
    page.locator(f'[data-record="{deal["id"]}"] .card-g').focus()
    for key in ("Space", "ArrowRight", "Space"):
        page.keyboard.press(key)
        page.wait_for_timeout(80)
    expect(page.get_by_role("alert")).to_contain_text("还不能进入「需求确认」")


def test_evidence_logged_at_the_deal_moves_it_on(enter: Enter, rep: Api, deal: dict[str, Any]) -> None:
    survey(rep, deal, 3)
    page = enter("rep")
    page.goto(f"/o/deal/{deal['id']}")
    page.locator(".refuse").get_by_role("button", name="补上").click()
    panel = page.get_by_role("complementary")
    panel.locator("input[type=file]").set_input_files(
        {"name": "方案书.pdf", "mimeType": "application/pdf", "buffer": document(7, "方案书", ["一号冷库"])}
    )
    panel.get_by_role("button", name="记下").click()
    expect(page.locator(".notices")).to_contain_text("已进入「方案报价」")
    expect(page.locator(".refuse")).to_contain_text("还不能进入「已签约」")
    expect(page.locator(".trail")).to_contain_text("方案书.pdf")
    page.get_by_role("button", name=re.compile(r"^4.*查看来历")).click()
    expect(page.get_by_role("complementary")).to_contain_text("证据的来历")


def test_many_are_changed_at_once_and_trash_gives_back(enter: Enter, caller: Callers, demo: str) -> None:
    manager = caller("manager")
    mark = uuid4().hex[:6]
    made = [manager.post("records/customer", {"name": f"批量{mark}-{at}"}) for at in range(3)]
    page = enter("manager")
    page.goto(f"/o/customer?q=批量{mark}")
    page.get_by_label("全选已载入的").check()
    page.get_by_role("button", name="批量修改").click()
    panel = page.get_by_role("complementary")
    panel.get_by_label("改哪个字段").fill("等级")
    page.keyboard.press("Enter")
    panel.get_by_label("改成").fill("A")
    page.keyboard.press("Enter")
    panel.get_by_role("button", name="改 3 条").click()
    expect(panel).to_contain_text("3 条里改好了 3 条")
    assert {manager.get(f"records/customer/{each['id']}")["grade"] for each in made} == {"A"}
    page.get_by_label("全选已载入的").check()
    page.get_by_role("button", name="移到回收站").click()
    page.get_by_role("dialog").get_by_role("button", name="移到回收站").click()
    expect(page.locator(".list-m")).to_contain_text("没有符合条件的记录")
    page.goto("/o/customer/trash")
    page.get_by_role("row", name=re.compile(f"批量{mark}-0")).get_by_role("button", name="还原").click()
    expect(page.locator(".notices")).to_contain_text("已还原 1 条")


def test_looking_through_other_eyes_is_said_and_read_only(enter: Enter) -> None:
    page = enter("director")
    page.locator(".who").click()
    page.get_by_role("menuitem", name="以他人查看").click()
    page.get_by_role("dialog").get_by_role("button", name=re.compile("销售")).first.click()
    strip = page.locator(".strip")
    expect(strip).to_contain_text("只读，已留痕")
    page.goto("/o/customer")
    expect(page.get_by_role("link", name="新建客户")).to_have_count(0)
    strip.get_by_role("button").click()
    expect(strip).to_have_count(0)


def test_language_and_theme_are_kept(enter: Enter) -> None:
    page = enter("rep2")
    for pick, said in (("English", "Deals"), ("中文", "商机")):
        page.locator(".who").click()
        page.get_by_role("menuitemradio", name=pick).click()
        expect(page.locator(".rail")).to_contain_text(said)
        page.reload()
        expect(page.locator(".rail")).to_contain_text(said)
    page.locator(".who").click()
    page.get_by_role("menuitemradio", name="拓（深）").click()
    page.reload()
    assert page.locator("html").get_attribute("data-theme") == "dark"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_screen_shuts_anybody_out(
    enter: Enter, deal: dict[str, Any], theme: str, seen_clearly: Callable[[Page], None]
) -> None:
    page = enter("director")
    page.evaluate(f"localStorage.setItem('prooftrail.theme', '{theme}')")
    addresses = ["/o/deal/board", f"/o/deal/{deal['id']}"]
    if theme == "light":
        addresses += ["/o/deal", "/o/deal/team", "/history", "/o/customer/new"]
    for address in addresses:
        page.goto(address)
        page.locator("main h1").first.wait_for()
        seen_clearly(page)


def test_what_others_save_shows_without_being_asked_for(
    enter: Enter, customer: dict[str, Any], caller: Callers
) -> None:
    page = enter("rep")
    page.goto(f"/o/customer/{customer['id']}")
    field = page.locator('[data-field="credit_code"]')
    expect(field).to_contain_text("—")
    caller("manager").patch(f"records/customer/{customer['id']}", {"credit_code": "LIVE-1"})
    expect(field).to_contain_text("LIVE-1")


def test_a_list_is_taken_away_as_a_file(enter: Enter, caller: Callers) -> None:
    mark = f"带走{uuid4().hex[:6]}"
    caller("manager").post("records/customer", {"name": mark})
    page = enter("manager")
    page.goto(f'/o/customer?f=["name","=","{mark}"]')
    with page.expect_download() as taken:
        page.get_by_role("link", name="导出", exact=True).click()
    text = taken.value.path().read_text(encoding="utf-8-sig")
    assert mark in text and len(text.strip().splitlines()) == 2


NARROW = (
    "/o/lead",
    "/pool",
    "/handover",
    "/insight/health",
    "/insight/churn",
    "/insight/objections",
    "/daily",
)


def test_a_narrow_window_hides_nothing_beyond_its_edge(enter: Enter) -> None:
    page = enter("manager")
    page.set_viewport_size({"width": 390, "height": 844})
    for path in NARROW:
        page.goto(path)
        expect(page.locator(".main h1")).to_be_visible()
        page.wait_for_load_state("networkidle")
        wide = page.evaluate(
            "[...document.querySelectorAll('.main, .desk')].map(each => each.scrollWidth - innerWidth)"
        )
        assert max(wide) <= 0, (path, wide)
        tab, area = page.locator(".topbar nav [aria-current]"), page.locator(".rail [aria-current]")
        expect(tab).to_be_in_viewport(ratio=0.99)
        expect(area).to_be_in_viewport(ratio=0.99)

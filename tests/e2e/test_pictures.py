"""Records as a calendar, a time line, a map and a chart, as people use them."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Api, Callers
from tests.e2e.conftest import Enter
from tests.e2e.test_views import display, leave_menu
from tests.kernel.kit import today_of

pytestmark = pytest.mark.browser


@pytest.fixture
def manager(demo: str, caller: Callers) -> Api:
    return caller("manager")


def shown_as(page: Page, form: str) -> None:
    """Another form, from the display menu, which stays open."""
    page.get_by_role("button", name="显示").click()
    page.get_by_role("button", name=form, exact=True).click()


def customers(api: Api, mark: str, count: int, **more: Any) -> list[dict[str, Any]]:
    return [dict(api.post("records/customer", {"name": f"{mark}{at}", **more})) for at in range(count)]


def only(mark: str) -> str:
    return f'f=["name","contains","{mark}"]'


def test_a_calendar_counts_a_day_and_a_record_is_dragged_to_another(
    enter: Enter, manager: Api, seen_clearly: Any
) -> None:
    mark = f"日历{uuid4().hex[:6]}"
    today = date.fromisoformat(today_of(manager))
    first = today.replace(day=15)
    for at in range(6):
        manager.post("records/deal", {"name": f"{mark}{at}", "expected_on": first.isoformat()})
    page = enter("manager")
    page.goto(f"/o/deal?{only(mark)}")
    shown_as(page, "日历")
    display(page, "按哪个日期", "预计签约")
    leave_menu(page)
    day = page.locator(f'[data-day="{first}"]')
    expect(day.locator(".cal-e")).to_have_count(3)
    expect(day.get_by_role("link", name="还有 3 条")).to_be_visible()
    seen_clearly(page)
    goal = first + timedelta(days=1)
    taken = day.locator(".cal-e").first
    name = str(taken.text_content())
    taken.focus()
    page.keyboard.press("Space")
    expect(page.locator(".cal-e.lifted")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.locator(f'[data-day="{goal}"]')).to_have_class("cal-d over")
    page.keyboard.press("Space")
    expect(page.locator(f'[data-day="{goal}"]').get_by_role("link", name=name)).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="改好了")).to_be_visible()
    found = manager.get("records/deal", filter=["name", "=", name])["items"]
    assert [each["expected_on"] for each in found] == [goal.isoformat()]
    day.get_by_role("link", name="还有 2 条").click()
    expect(page.locator("h1 + .mut")).to_have_text("5 条")


def test_a_map_puts_records_at_their_places_and_opens_them(
    enter: Enter, manager: Api, seen_clearly: Any
) -> None:
    mark = f"地图{uuid4().hex[:6]}"
    near = {"lat": 29.8, "lng": 121.5, "datum": "WGS84"}
    customers(manager, f"{mark}近", 3, place=near)
    [far] = customers(manager, f"{mark}远", 1, place={"lat": 22.5, "lng": 114.0, "datum": "WGS84"})
    customers(manager, f"{mark}无", 2)
    page = enter("manager")
    page.goto(f"/o/customer?{only(mark)}")
    shown_as(page, "地图")
    leave_menu(page)
    expect(page.get_by_role("button", name="这里有 3 条，点开")).to_be_visible()
    expect(page.get_by_text("还有 2 条没有位置。")).to_be_visible()
    expect(page.locator(".mp-l li")).to_have_count(4)
    seen_clearly(page)
    page.get_by_role("button", name="这里有 3 条，点开").click()
    expect(page.locator(".mp-l li")).to_have_count(3)
    page.get_by_role("button", name="看全部").click()
    page.locator(f'.mp-m[aria-label="{far["name"]}"]').click()
    expect(page).to_have_url(f"{page.url.split('/o/')[0]}/o/customer/{far['id']}")


def test_a_chart_opens_exactly_its_records_and_is_saved(
    enter: Enter, manager: Api, seen_clearly: Any
) -> None:
    mark = f"图表{uuid4().hex[:6]}"
    customers(manager, f"{mark}甲", 3, grade="A", annual_purchase="600000.10")
    customers(manager, f"{mark}乙", 2, grade="B", annual_purchase="1.20")
    page = enter("manager")
    page.goto(f"/o/customer?{only(mark)}")
    shown_as(page, "图表")
    display(page, "按什么统计", "等级")
    leave_menu(page)
    chart = page.get_by_role("application")
    expect(chart.locator("[data-drawn]")).to_have_count(1)
    table = page.locator(".chv table")
    expect(table).to_contain_text("3 条")
    seen_clearly(page)
    chart.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("h1 + .mut")).to_have_text("3 条")
    expect(page.locator(".grid-f")).to_be_visible()
    page.go_back()
    expect(chart.locator("[data-drawn]")).to_have_count(1)
    page.get_by_role("button", name="显示").click()
    display(page, "统计什么", "年采购额")
    leave_menu(page)
    expect(table).to_contain_text("180.0万")
    page.get_by_role("button", name="另存为视图").click()
    page.get_by_label("中文名").fill(mark)
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_role("link", name=mark, exact=True)).to_have_attribute("aria-current", "page")
    page.reload()
    expect(table).to_contain_text("180.0万")


def test_a_time_line_has_a_bar_from_one_date_to_the_other(
    enter: Enter, manager: Api, seen_clearly: Any
) -> None:
    mark = f"时间{uuid4().hex[:6]}"
    today = date.fromisoformat(today_of(manager))
    dates = {"opened_on": (today - timedelta(days=3)).isoformat(),
             "expected_on": (today + timedelta(days=3)).isoformat()}  # fmt: skip
    made = manager.post("records/deal", {"name": mark, **dates})
    page = enter("manager")
    page.goto(f"/o/deal?{only(mark)}")
    shown_as(page, "时间线")
    display(page, "按什么分行", "负责人")
    leave_menu(page)
    bar = page.locator(".tl-b")
    expect(bar).to_have_count(1)
    expect(bar.get_by_role("link")).to_have_attribute("href", f"/o/deal/{made['id']}")
    seen_clearly(page)
    wide = bar.evaluate(
        "one => one.getBoundingClientRect().width / one.closest('ul').getBoundingClientRect().width"
    )
    assert wide == pytest.approx(7 / 63, abs=0.002)
    page.get_by_role("button", name="三周").click()
    expect(bar).to_have_count(1)
    page.get_by_role("button", name="往后").click()
    page.get_by_role("button", name="往后").click()
    expect(page.get_by_text("这段时间里没有记录")).to_be_visible()

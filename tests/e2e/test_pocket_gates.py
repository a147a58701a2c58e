"""The gate on a phone that stands somewhere: what counts, what does not, and what it says then."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from prooftrail.platform.processes.rules.distance import Position, to_gcj02
from tests.conftest import Api
from tests.e2e.pocket_kit import NEAR, Phone, enter, fill_visit, go, log_survey, new_deal, record, shoot, stop

pytestmark = pytest.mark.browser
expect.set_options(timeout=20_000)

METRE = 1 / 111_195.0797  # of latitude, on the mean-radius sphere


def at(metres: float, accuracy: float = 12.0) -> dict[str, float]:
    """So far north of the customer."""
    return {"latitude": 29.8 + metres * METRE, "longitude": 121.5, "accuracy": accuracy}


def stage_of(rep: Api, deal: dict[str, Any]) -> str:
    return str(rep.get(f"records/deal/{deal['id']}")["stage"])


def test_three_photos_without_position_are_refused_saying_so(
    phone: Phone, rep: Api, deal: dict[str, Any]
) -> None:
    page = phone(None)
    enter(page)
    log_survey(page, deal, 3, located=False)
    expect(page.locator(".rite")).to_contain_text("3 份还不能算证据")
    expect(page.get_by_text("没有位置")).to_have_count(3)
    page.get_by_role("link", name="看下一道门").click()
    expect(page.locator(".refuse")).to_contain_text("还差「3 张现场照片」")
    assert stage_of(rep, deal) == "prospecting"


@pytest.mark.parametrize("metres", [199.0, 200.0])
def test_at_the_limit_it_passes(phone: Phone, rep: Api, deal: dict[str, Any], metres: float) -> None:
    page = phone(at(metres))
    enter(page)
    log_survey(page, deal, 3)
    expect(page.locator(".rite")).to_contain_text("「需求确认」开了")
    page.get_by_role("link", name="看这单").click()
    expect(page.locator(".stage [aria-current]")).to_contain_text("需求确认")
    assert stage_of(rep, deal) == "engaging"


def test_past_the_limit_it_does_not(phone: Phone, rep: Api, deal: dict[str, Any]) -> None:
    page = phone(at(206.0))
    enter(page)
    log_survey(page, deal, 3)
    expect(page.get_by_text("距客户 206 米，限 200 米")).to_have_count(3)
    assert stage_of(rep, deal) == "prospecting"


def test_a_position_that_is_not_sure_is_none(phone: Phone, rep: Api, deal: dict[str, Any]) -> None:
    page = phone(at(50.0, accuracy=150.0))
    enter(page)
    log_survey(page, deal, 3)
    expect(page.get_by_text("定位误差 150 米，限 100 米")).to_have_count(3)
    assert stage_of(rep, deal) == "prospecting"


def test_a_customer_mapped_in_the_national_datum_is_the_same_spot(phone: Phone, rep: Api) -> None:
    # As a Chinese map says it; taken as it stands it would be half a kilometre off.
    there = to_gcj02(Position(29.8, 121.5))
    deal = new_deal(rep, {"lat": there.lat, "lng": there.lng, "datum": "GCJ02"})
    page = phone(NEAR)
    enter(page)
    log_survey(page, deal, 3)
    expect(page.locator(".rite")).to_contain_text("「需求确认」开了")
    assert stage_of(rep, deal) == "engaging"


def test_speech_goes_along_and_can_be_heard(phone: Phone, rep: Api, deal: dict[str, Any]) -> None:
    page = phone()
    enter(page)
    go(page, f"log?deal={deal['id']}")
    record(page)
    expect(page.get_by_role("timer")).to_have_text("0:01")
    expect(page.locator(".dock .btn")).to_have_text("说完了，填进表里")
    stop(page)
    expect(page.locator(".voices audio")).to_have_count(1)
    fill_visit(page)
    page.get_by_role("button", name=re.compile("^保存")).click()
    expect(page.locator(".rite")).to_be_visible()
    shown = rep.get("records/evidence", filter=["about", "=", deal["id"]])["items"]
    assert [(each["kind"], each["file"][0]["mime"]) for each in shown] == [("recording", "video/webm")]
    page.get_by_role("link", name="看这单").click()
    heard = page.locator(".trail audio")
    expect(heard).to_have_count(1)
    heard.evaluate("(audio) => { audio.preload = 'auto'; audio.load(); }")
    page.wait_for_function("() => document.querySelector('.trail audio').readyState >= 2")


def test_how_many_taps_and_seconds_one_activity_takes(
    phone: Phone, rep: Api, deal: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    page = phone()
    enter(page)
    go(page, f"deals/{deal['id']}")
    expect(page.locator(".dock")).to_be_visible()
    page.evaluate(COUNT)
    page.get_by_role("link", name="记一笔").click()
    shoot(page, 1)
    tap_and_type(page, "主题", "谈首付")
    tap_and_type(page, "下一步", "出三套方案")
    page.get_by_role("button", name=re.compile("^保存")).click()
    expect(page.locator(".rite")).to_be_visible()
    told = page.evaluate("() => window.told")
    took = re.search(r"从打开到保存 (\d+) 秒", page.locator(".rite").inner_text())
    assert took is not None
    with capsys.disabled():
        print(
            f"\none activity with a photo: {told + 1} taps, one of them the shutter; "
            f"{took[1]} s of machine time"
        )


COUNT = """() => {
  window.told = 0;
  document.addEventListener('pointerdown', () => { window.told += 1; }, true);
}"""


def tap_and_type(page: Page, name: str, text: str) -> None:
    field = page.get_by_label(name, exact=True)
    field.tap()
    field.press_sequentially(text)

"""Sales operations train a lead model at the desk and put it in force; the list is ranked and says why."""

import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from prooftrail.opening import Opened
from prooftrail.platform.learned import store
from prooftrail.platform.records import Change
from prooftrail.platform.values import uuid7
from prooftrail.sales.scoring.training import activate
from tests.conftest import Callers
from tests.e2e.conftest import Enter
from tests.scoring.conftest import CLOSED, inside, lead, learned, past, swept

pytestmark = pytest.mark.browser
OPEN = 12


def shot(page: Page, name: str) -> None:
    """A picture for whoever wants to look, where a folder is named."""
    if folder := os.environ.get("PROOFTRAIL_SHOTS"):
        page.screenshot(path=Path(folder) / f"scoring-{name}.png", full_page=True)


@pytest.fixture
def history(parts: Opened, demo: str, caller: Callers) -> Iterator[str]:
    """A demo with a past long enough, for as long as the test takes."""
    ops = caller("ops")
    for key in ("scoring.least_won", "scoring.least_lost"):
        ops.act("change_setting", {"key": key, "value": 100})
    with inside(parts, demo) as work:
        before = work.execute(f"select id from {work.place.schema}.lead").fetchall()
        past(work)
        dice = random.Random(8)
        rows = [lead(work, dice, CLOSED + at, CLOSED) for at in range(OPEN)]
        work.records.apply([Change("create", "lead", uuid7(), each) for each in rows], loose=True)
    yield demo
    with inside(parts, demo) as work:
        activate(work, None)
        rows_now = work.execute(f"select id from {work.place.schema}.lead").fetchall()
        made = sorted({each for (each,) in rows_now} - {each for (each,) in before})
        work.records.apply([Change("delete", "lead", each) for each in made], loose=True)
    for key in ("scoring.least_won", "scoring.least_lost"):
        ops.act("reset_setting", {"key": key})
    swept(parts, demo)


def test_operations_train_a_model_and_the_list_is_ranked_with_reasons(
    history: str, parts: Opened, enter: Enter, seen_clearly: Callable[[Page], None]
) -> None:
    swept(parts, history)
    page = enter("ops")
    page.goto("/o/lead")
    page.get_by_role("link", name="评分模型").click()
    expect(page.get_by_role("heading", name="评分卡正在用")).to_be_visible()
    expect(page.get_by_text("历史够了")).to_be_visible()
    seen_clearly(page)
    shot(page, "card")
    page.get_by_role("button", name="现在训练").click()
    expect(page.get_by_role("button", name="正在训练")).to_be_disabled()
    number = learned(parts, history)
    page.get_by_role("button", name="启用", exact=True).click()
    expect(page.get_by_role("heading", name=f"模型 v{number} 正在用")).to_be_visible()
    expect(page.get_by_role("table", name="说的概率和实际差多少")).to_be_visible()
    expect(page.locator(".sc-feats li").first).to_contain_text("来源")
    seen_clearly(page)
    shot(page, "model")
    swept(parts, history)
    page.get_by_role("link", name="线索排名").click()
    rows = page.get_by_role("list", name="线索排名").get_by_role("listitem")
    expect(rows.first).to_contain_text("前列")
    expect(page.get_by_text(f"模型 v{number} · ")).to_be_visible()
    expect(page.locator(".sc-reasons")).to_contain_text("转介绍")
    scores = [float(each.split()[-1]) for each in rows.all_inner_texts()]
    assert len(scores) > OPEN and scores == sorted(scores, reverse=True)
    seen_clearly(page)
    shot(page, "ranked")
    narrow(page)
    page.get_by_role("link", name="打开线索").click()
    expect(page.get_by_role("heading", name="评分", exact=True)).to_be_visible()
    expect(page.locator(".sc-reasons")).to_contain_text("转介绍")
    shot(page, "lead")
    with inside(parts, history) as work:
        live = store.in_force(work, "lead")
        assert live is not None and live.number == number


def narrow(page: Page) -> None:
    """As wide as a phone nothing of the list is cut, and the reasons stand below the lead."""
    page.set_viewport_size({"width": 390, "height": 844})
    ranked = page.get_by_role("list", name="线索排名")
    expect(ranked.locator(".sc-reasons")).to_contain_text("转介绍")
    assert page.locator("main").evaluate("each => each.scrollWidth <= each.clientWidth")
    assert ranked.evaluate("each => each.getBoundingClientRect().right <= innerWidth")
    shot(page, "ranked-narrow")
    page.set_viewport_size({"width": 1440, "height": 900})


def test_who_does_not_look_after_it_is_told_so(enter: Enter) -> None:
    page = enter("rep")
    page.goto("/scoring/model")
    expect(page.get_by_text("评分模型由销售运营管")).to_be_visible()
    page.get_by_role("link", name="线索排名").last.click()
    expect(page.get_by_role("heading", name="线索排名")).to_be_visible()

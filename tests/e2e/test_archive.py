"""The customer archive as people meet it: a name completed by a register, and the map of who decides."""

from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from prooftrail.platform.outbound.addresses import LISTED
from tests.archive.conftest import set_register
from tests.archive.register import Register, serving
from tests.conftest import Api, Callers
from tests.e2e.conftest import Enter

pytestmark = pytest.mark.browser
Clearly = Callable[[Page], None]


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch, caller: Callers) -> Iterator[Register]:
    """A register of companies the workspace knows of."""
    monkeypatch.setenv(LISTED, "127.0.0.1")
    admin = caller("admin")
    with serving() as found:
        set_register(admin, found.url)
        yield found
        set_register(admin, found.url, enabled=False)


def test_a_name_is_completed_while_it_is_typed_and_nothing_typed_is_lost(
    enter: Enter, register: Register, rep: Api, seen_clearly: Clearly
) -> None:
    page = enter("rep")
    page.goto("/o/customer/new")
    page.locator("#new-insured_headcount").fill("90")
    page.locator("#new-name").fill("澄川制冷设备")
    page.locator(".en-sug button").first.click()
    expect(page.locator("#new-credit_code")).to_have_value("91330212MA2AGTE89F")
    expect(page.locator("#new-name")).to_have_value("澄川制冷设备有限公司")
    expect(page.locator("#new-insured_headcount")).to_have_value("90")
    name = f"澄川制冷设备有限公司{uuid4().hex[:4]}"
    made = rep.post("records/customer", {"name": name, "insured_headcount": 90})
    page.goto(f"/o/customer/{made['id']}")
    page.get_by_role("button", name="补全", exact=True).click()
    offer = page.locator('[data-offer="insured_headcount"]')
    expect(offer).to_contain_text("128")
    seen_clearly(page)
    offer.get_by_role("button", name="采用").click()
    expect(offer).to_have_count(0)
    assert rep.get(f"records/customer/{made['id']}")["insured_headcount"] == 128
    expect(page.get_by_text("医保定点医疗机构").first).to_be_visible()


def test_without_a_register_the_page_says_how_to_turn_it_on(enter: Enter, rep: Api) -> None:
    made = rep.post("records/customer", {"name": f"客户-{uuid4().hex[:6]}"})
    page = enter("rep")
    page.goto(f"/o/customer/{made['id']}")
    expect(page.locator(".en-off")).to_contain_text("天眼查")


def test_the_chain_is_drawn_and_told(enter: Enter, rep: Api, seen_clearly: Clearly) -> None:
    customer = rep.post("records/customer", {"name": f"客户-{uuid4().hex[:6]}"})["id"]
    said = {"customer": customer, "decision_role": "decider", "influence": "high"}
    boss = rep.post("records/contact", {"name": "李总", **said})["id"]
    below = {"name": "王工", "customer": customer, "decision_role": "user", "attitude": "against"}
    user = rep.post("records/contact", {**below, "reports_to": boss})["id"]
    page = enter("rep")
    page.goto(f"/o/customer/{customer}")
    top, low = (page.locator(f'[data-person="{each}"]') for each in (boss, user))
    expect(top).to_contain_text("拍板")
    expect(low).to_contain_text("反对")
    upper, lower = top.bounding_box(), low.bounding_box()
    assert upper is not None and lower is not None and upper["y"] < lower["y"]
    expect(page.locator(".ch-line")).to_have_count(1)
    page.get_by_text("谁在什么时候是什么角色").click()
    expect(page.locator(".ch-past li").first).to_contain_text("至今")
    seen_clearly(page)

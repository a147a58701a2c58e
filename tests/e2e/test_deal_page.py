"""A deal that takes more than photos, on desk and phone: second people, refused tries, its journey."""

import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page, Route, expect

from prooftrail.platform.blueprint.pictures import document
from tests.conftest import Api, Callers
from tests.e2e.conftest import Enter
from tests.e2e.pocket_kit import Phone, go, new_deal
from tests.e2e.pocket_kit import enter as enter_pocket
from tests.processes.kit import FILE, deal, hand_in, node, process, publish, stage

pytestmark = pytest.mark.browser
expect.set_options(timeout=20_000)
WORD = {
    "key": "word",
    "type": "confirmation",
    "role": "manager",
    "label": {"zh": "经理点头", "en": "Manager"},
}


@pytest.fixture(scope="module")
def long_way(site: str, caller: Callers) -> str:
    """A process of twelve nodes; the second takes a file and a manager's word."""
    more = [node(f"step{at}", limit_days=at, role="rep") for at in range(3, 12)]
    said = process(node("agreed", FILE, WORD, role="manager", limit_days=3), *more)
    admin = caller("admin")
    publish(admin, said)
    return str(said["key"])


def test_a_second_person_confirms_on_the_phone(
    phone: Phone, rep: Api, caller: Callers, long_way: str
) -> None:
    made = deal(rep, long_way)
    hand_in(rep, made)
    page = phone()
    enter_pocket(page)
    go(page, f"deals/{made['id']}/gate")
    awaited = page.locator(".refuse", has_text="等人确认「经理点头」")
    expect(awaited).to_contain_text("要由")
    expect(page.locator(".refuse")).to_have_count(1)
    expect(page.get_by_role("button", name=re.compile("^确认"))).to_have_count(0)
    other = phone()
    other.locator(".roles button", has_text="经理").first.click()
    expect(other.locator(".tabs")).to_be_visible()
    go(other, f"deals/{made['id']}/gate")
    other.get_by_role("button", name="确认「经理点头」", exact=True).click()
    expect(other.locator(".bar-t h1")).to_have_text("step3")
    assert stage(rep, made) == "agreed"
    go(page, f"deals/{made['id']}")
    expect(page.locator(".stage.upright li")).to_have_count(12)
    expect(page.locator(".stage [aria-current]")).to_contain_text("agreed")
    expect(page.locator(".stage li", has_text="step4")).to_contain_text("限 4 天")


def test_nothing_is_said_to_be_missing_before_it_is_known_what_was_handed_in(
    phone: Phone, rep: Api, long_way: str
) -> None:
    """The deal is there, the gate's answer and the evidence are still on their way."""
    made = deal(rep, long_way)
    hand_in(rep, made)
    page, held = phone(), list[Route]()
    enter_pocket(page)
    page.route(f"**/records/deal/{made['id']}/gate", lambda route: held.append(route))
    page.route("**/records/evidence?*", lambda route: held.append(route))
    with page.expect_response(f"**/records/deal/{made['id']}"):
        go(page, f"deals/{made['id']}/gate")
    page.wait_for_load_state("domcontentloaded")
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert held
    expect(page.locator(".refuse")).to_have_count(0)
    for each in held:
        each.continue_()
    expect(page.locator(".refuse")).to_have_count(1)
    expect(page.locator(".refuse")).to_contain_text("等人确认「经理点头」")


def test_a_refused_try_stands_in_the_trail_with_who_and_why(enter: Enter, rep: Api, long_way: str) -> None:
    made = deal(rep, long_way)
    for _ in range(2):
        rep.patch(f"records/deal/{made['id']}", {"stage": "agreed"}, 422)
    page = enter("rep")
    page.goto(f"/o/deal/{made['id']}")
    expect(page.locator(".main > .stage > li")).to_have_count(12)
    tried = page.locator(".trail li", has_text="想进「agreed」，没有放行")
    expect(tried).to_have_count(1)
    expect(tried).to_contain_text("证据不齐")
    expect(tried).to_contain_text("经理点头")
    expect(tried).to_contain_text("共 2 次")
    expect(page.locator(".refuse")).to_contain_text("还不能进入「agreed」")
    page.locator(".refuse").get_by_role("button", name="补上").first.click()
    expect(page.locator(".panel")).to_contain_text("记动作")


def proved(rep: Api) -> dict[str, Any]:
    """A deal with an action that is shown and one that is only told."""
    made = new_deal(rep)
    file = rep.upload(document(7, "proposal_file", ["一"]), "方案.pdf")
    shown = {"type": "proposal", "deal": made["id"], "topic": "交方案",
             "evidence": [{"kind": "proposal_file", "file": file}]}  # fmt: skip
    rep.act("log_activity", shown)
    rep.act("log_activity", {"type": "call", "deal": made["id"], "topic": "问预算"})
    return made


def marks(page: Page, count: int) -> None:
    expect(page.locator(".journey .jn-mark")).to_have_count(count)


def test_a_journey_is_drawn_searched_opened_and_taken_away(enter: Enter, rep: Api, tmp_path: Path) -> None:
    customer = proved(rep)["customer"]["id"]
    page = enter("rep")
    page.goto(f"/o/customer/{customer}")
    marks(page, 3)  # opened, the proposal, its evidence
    page.get_by_role("button", name="另有 1 个只有自述，一起看").click()
    marks(page, 4)
    call = page.get_by_role("link", name=re.compile("电话沟通 问预算"))
    expect(call).to_be_visible()
    page.get_by_placeholder("搜主题、内容、编号").fill("预算")
    marks(page, 1)
    page.get_by_placeholder("搜主题、内容、编号").fill("")
    marks(page, 4)
    for kind, name in (("矢量图", "journey.svg"), ("图片", "journey.png")):
        page.get_by_role("button", name="保存", exact=True).click()
        with page.expect_download() as saved:
            page.get_by_role("menuitem", name=re.compile(kind)).click()
        saved.value.save_as(tmp_path / name)
        assert saved.value.suggested_filename.endswith(name[-4:])
    picture = (tmp_path / "journey.png").read_bytes()
    assert picture.startswith(b"\x89PNG") and len(picture) > 4_000
    drawn = ElementTree.parse(tmp_path / "journey.svg").getroot()
    links = [each.attrib["href"] for each in drawn.iter("{http://www.w3.org/2000/svg}a")]
    assert len(links) == 4 and all(each.startswith("http") for each in links)
    assert all(each.attrib.get("font-family") for each in drawn.iter("{http://www.w3.org/2000/svg}text"))
    page.get_by_role("button", name="月", exact=True).click()
    marks(page, 4)
    page.get_by_role("button", name="往前").click()
    marks(page, 0)
    page.get_by_role("button", name="全部", exact=True).click()
    page.get_by_role("button", name="列表", exact=True).click()
    expect(page.locator(".jn-list li")).to_have_count(4)
    page.get_by_role("button", name="图", exact=True).click()
    page.locator(".jn-mark").first.focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.dataset.lane") == "calls"
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/o/activity/"))


def test_a_journey_fits_a_phone(phone: Phone, rep: Api) -> None:
    made = proved(rep)
    customer = made["customer"]["id"]
    page = phone()
    enter_pocket(page)
    go(page, f"customers/{customer}")
    page.get_by_role("link", name="旅程图").click()
    marks(page, 3)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator(".jn-mark[data-lane=milestone]").click()
    expect(page).to_have_url(re.compile(f"/deals/{made['id']}"))


def test_a_mark_of_a_deals_journey_opens_its_evidence(enter: Enter, rep: Api) -> None:
    made = proved(rep)
    page = enter("rep")
    page.goto(f"/o/deal/{made['id']}")
    page.get_by_role("button", name="旅程图").click()
    marks(page, 3)
    page.locator(".journey .jn-mark[data-lane=evidence]").press("Enter")
    expect(page.locator(".panel")).to_contain_text("方案.pdf")

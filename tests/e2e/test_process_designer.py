"""Drawing a process in the browser: copied, reordered, a second person asked for, published, undone."""

import re
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Api, Callers
from tests.e2e.conftest import Enter
from tests.e2e.designing import carry
from tests.processes.kit import FILE, deal, hand_in, node, process, publish, words

pytestmark = pytest.mark.browser


@pytest.fixture
def admin(demo: str, caller: Callers) -> Api:
    return caller("admin")


@pytest.fixture
def rep(demo: str, caller: Callers) -> Api:
    return caller("rep")


@pytest.fixture
def drawn(admin: Api, rep: Api) -> dict[str, Any]:
    """A process in force with one deal on its way."""
    labels = {"begun": "初访", "seen": "勘测", "agreed": "核价", "won": "赢单", "lost": "丢单"}
    said = process(node("seen", FILE), node("agreed", advance="ask"))
    name = f"试画的流程{said['key'][-4:]}"
    said["label"] = words(name)
    for each in said["nodes"]:
        each["label"] = words(labels[each["key"]])
    publish(admin, said)
    return {"key": said["key"], "name": name, "deal": deal(rep, said["key"])}


def nodes(page: Page) -> list[str]:
    """The rail from the first node to the last."""
    return page.locator(".pd-rail > li").evaluate_all("all => all.map(each => each.dataset.node)")


def reorder(page: Page, what: str, to: str, order: list[str]) -> None:
    """Drag a node to another's place: once, and it lies there."""
    carry(page, page.locator(f'[data-node="{what}"]'), page.locator(f'[data-node="{to}"]'))
    rail = page.locator(".pd-rail > li")
    for at, each in enumerate(order):
        expect(rail.nth(at)).to_have_attribute("data-node", each)


def ask_for_a_word(page: Page, at: str) -> None:
    """Let a node take a manager's word."""
    page.locator(f'[data-node="{at}"] .pd-stop').click()
    page.get_by_role("button", name="加要求").click()
    page.get_by_role("menuitem", name="第二人确认").click()
    page.get_by_role("combobox", name="谁来确认").fill("城市经理")
    page.keyboard.press("Enter")
    expect(page.locator('[data-ask="confirmation"]')).to_contain_text("城市经理")


def test_a_copy_is_drawn_by_drag_and_by_keys_and_published(
    enter: Enter, drawn: dict[str, Any], admin: Api, seen_clearly: Any
) -> None:
    key = drawn["key"]
    page = enter("admin")
    page.goto("/processes")
    row = page.get_by_role("row").filter(has_text=key)
    expect(row).to_contain_text("第 1 版")
    seen_clearly(page)
    row.get_by_role("link", name=drawn["name"]).click()
    page.get_by_role("button", name="复制", exact=True).click()
    page.get_by_label("键", exact=True).last.fill(f"{key}c")
    page.get_by_role("button", name="复制成草稿").click()
    expect(page).to_have_url(re.compile(f"/processes/{key}c$"))
    assert nodes(page) == ["begun", "seen", "agreed", "won", "lost"]
    reorder(page, "agreed", "seen", ["begun", "agreed", "seen", "won", "lost"])
    page.locator('[data-node="agreed"] .pd-stop').press("Alt+ArrowDown")
    assert nodes(page) == ["begun", "seen", "agreed", "won", "lost"]
    page.get_by_role("button", name="撤销一步").click()
    assert nodes(page) == ["begun", "agreed", "seen", "won", "lost"]
    seen_clearly(page)
    ask_for_a_word(page, "seen")
    page.get_by_role("button", name="试算并发布").click()
    expect(page.get_by_role("dialog")).to_contain_text("没有在途记录")
    page.get_by_role("button", name="发布第 1 版").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    made = {each["key"]: each for each in admin.get("processes", object="deal")["items"]}[f"{key}c"]
    assert [each["key"] for each in made["nodes"]] == ["begun", "agreed", "seen", "won", "lost"]
    assert [each["type"] for each in made["nodes"][2]["requires"]] == ["evidence", "confirmation"]


def test_a_version_goes_to_records_in_flight_and_is_undone(
    enter: Enter, drawn: dict[str, Any], rep: Api
) -> None:
    path = f"records/deal/{drawn['deal']['id']}"
    page = enter("admin")
    page.goto(f"/processes/{drawn['key']}")
    ask_for_a_word(page, "seen")
    page.get_by_role("button", name="试算并发布").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("row").filter(has_text="初访")).to_contain_text("变严了")
    expect(dialog).to_contain_text("1 / 1 条还不满足")
    dialog.get_by_label("在途记录换到新版").check()
    dialog.get_by_role("button", name="发布第 2 版").click()
    expect(dialog).to_have_count(0)
    assert rep.get(path)["process_version"] == 2
    page.goto("/processes")
    deed = page.locator('[data-deed="schema.process_published"]').first
    expect(deed).to_contain_text(drawn["name"])
    deed.get_by_role("button", name="撤销").click()
    expect(page.get_by_role("row").filter(has_text=drawn["key"])).to_contain_text("第 3 版")
    now = rep.get(path)
    assert (now["process_version"], now["stage"]) == (3, "begun")


def test_records_of_a_node_that_is_gone_are_given_a_way_that_skips_no_gate(
    enter: Enter, drawn: dict[str, Any], rep: Api
) -> None:
    made = drawn["deal"]
    hand_in(rep, made)
    page = enter("admin")
    page.goto(f"/processes/{drawn['key']}")
    page.locator('[data-node="seen"] .pd-stop').click()
    page.get_by_role("button", name="去掉", exact=True).click()
    page.get_by_role("button", name="加节点").click()
    reorder(page, "node", "agreed", ["begun", "node", "agreed", "won", "lost"])
    page.get_by_role("button", name="试算并发布").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("在途记录换到新版").check()
    publishing = dialog.get_by_role("button", name="发布第 2 版")
    expect(publishing).to_be_disabled()
    dialog.get_by_label("「勘测」的记录去").select_option("agreed")
    expect(dialog).to_contain_text("跳过没走过的门槛")
    expect(publishing).to_be_disabled()
    dialog.get_by_label("「勘测」的记录去").select_option("node")
    publishing.click()
    expect(dialog).to_have_count(0)
    assert rep.get(f"records/deal/{made['id']}")["stage"] == "node"


def test_limits_are_learned_from_what_was_won(
    enter: Enter, drawn: dict[str, Any], admin: Api, inside: Any
) -> None:
    with inside() as work:
        begun = work.now - timedelta(days=9)
        given = {"name": "学时限", "process": drawn["key"], "stage_since": begun.isoformat()}
        won = work.records.create("deal", given, loose=True).id
        for days, to in ((2, "seen"), (5, "agreed"), (8, "won")):
            said = {"stage": to, "stage_since": (begun + timedelta(days=days)).isoformat()}
            work.records.update("deal", won, said, loose=True, action="stage.carried")
    admin.act("change_setting", {"key": "funnel.least_won", "value": 1})
    page = enter("admin")
    page.goto(f"/processes/{drawn['key']}")
    page.get_by_role("button", name="从赢单学时限").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("赢 1 单，丢 0 单")
    row = dialog.get_by_role("row").filter(has_text="勘测")
    expect(row).to_contain_text("3 天")
    row.get_by_role("checkbox").uncheck()
    dialog.get_by_role("button", name="写进草稿").click()
    expect(dialog).to_have_count(0)
    made = {each["key"]: each for each in admin.get("processes", object="deal")["items"]}[drawn["key"]]
    assert {each["limit_days"] for each in made["nodes"]} == {None}
    designs = admin.get("design/processes", object="deal")["items"]
    draft = next(each["draft"] for each in designs if each["key"] == drawn["key"])
    assert [each["limit_days"] for each in draft["nodes"]] == [2, None, 3, None, None]
    admin.act("reset_setting", {"key": "funnel.least_won"})


def test_a_board_shows_one_process_and_a_second_person_confirms_at_its_gate(
    enter: Enter, drawn: dict[str, Any], admin: Api, rep: Api
) -> None:
    said = process(node("seen", {"key": "word", "type": "confirmation", "role": "manager"}))
    said["label"] = words("要人点头")
    publish(admin, said)
    made = deal(rep, said["key"])
    page = enter("manager")
    page.goto(f"/o/deal/board?process={said['key']}")
    expect(page.locator(f'[data-record="{made["id"]}"]')).to_be_visible()
    expect(page.locator(f'[data-record="{drawn["deal"]["id"]}"]')).to_have_count(0)
    page.goto(f"/o/deal/{made['id']}")
    page.get_by_role("button", name="确认", exact=True).click()
    expect(page.get_by_role("button", name="确认", exact=True)).to_have_count(0)
    assert rep.get(f"records/deal/{made['id']}")["stage"] == "seen"


def test_a_new_deal_takes_the_process_that_is_chosen(enter: Enter, drawn: dict[str, Any], rep: Api) -> None:
    page = enter("rep")
    page.goto("/o/deal/new")
    page.get_by_role("combobox", name="流程").fill(drawn["name"])
    page.keyboard.press("Enter")
    page.get_by_label("商机名称").fill("另一条路")
    page.get_by_role("button", name="建立", exact=True).click()
    expect(page).to_have_url(re.compile(r"/o/deal/[0-9a-f-]{36}$"))
    id = page.url.rsplit("/", 1)[-1]
    assert rep.get(f"records/deal/{id}")["process"] == drawn["key"]

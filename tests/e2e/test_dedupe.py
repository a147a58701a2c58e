"""Duplicates as people meet them: told while a name is typed and before a visit, judged side by side."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from prooftrail.opening import Opened
from prooftrail.sales.dedupe import keeping
from tests.conftest import Api, Callers
from tests.dedupe.test_finding import brand
from tests.e2e.conftest import Enter
from tests.e2e.pocket_kit import Phone, go
from tests.e2e.pocket_kit import enter as enter_pocket

pytestmark = pytest.mark.browser


@pytest.fixture
def settle(parts: Opened, demo: str) -> Callable[[], None]:
    """What records are found by is kept up to now."""
    place = parts.workspaces.directory.find(demo)

    def turn() -> None:
        while keeping.sweep(parts.ground, place):
            pass

    return turn


def made(api: Api, name: str, **more: Any) -> str:
    return str(api.post("records/customer", {"name": name, **more})["id"])


def test_a_name_is_known_while_it_is_typed(
    enter: Enter, caller: Callers, settle: Callable[[], None], seen_clearly: Callable[[Page], None]
) -> None:
    mine, far = brand(), brand()
    record = made(caller("rep"), f"浙江{mine}阀门有限公司")
    made(caller("rep2"), f"浙江{far}阀门有限公司")
    settle()
    page = enter("rep")
    page.goto("/o/customer/new")
    told = page.locator(".dupes")
    page.get_by_label("客户名称", exact=True).fill(f"{mine}阀门（集团）")
    line = told.get_by_role("link", name=f"浙江{mine}阀门有限公司")
    expect(line).to_have_attribute("href", f"/o/customer/{record}")
    expect(told).to_contain_text("几乎肯定")
    expect(told).to_contain_text("公司名相同")
    seen_clearly(page)
    page.get_by_label("客户名称", exact=True).fill(f"{far}阀门")
    expect(told).to_contain_text("不在你的范围里")
    expect(told.get_by_role("link")).to_have_count(0)
    page.get_by_label("客户名称", exact=True).fill(brand())
    expect(told).to_be_empty()


def test_pairs_are_judged_merged_and_parted_again(
    enter: Enter, caller: Callers, settle: Callable[[], None], seen_clearly: Callable[[Page], None]
) -> None:
    manager, (one, two) = caller("manager"), (brand(), brand())
    made(manager, f"宁波{one}泵业有限公司")
    loser = made(manager, f"{one}泵业", phone="13900007777")
    made(manager, f"宁波{two}泵业有限公司"), made(manager, f"{two}泵业")
    settle()
    caller("admin").act("look_for_duplicates", {"object": "customer"})
    settle()
    page = enter("manager")
    page.goto("/o/customer")
    page.get_by_role("link", name="查重", exact=True).click()
    first, other = (page.locator("section", has_text=f"宁波{each}泵业有限公司") for each in (one, two))
    expect(first).to_contain_text("公司名相同")
    seen_clearly(page)
    other.get_by_role("button", name="不是重复").click()
    expect(other).to_have_count(0)
    first.get_by_role("button", name="合并", exact=True).click()
    expect(first).to_have_count(0)
    assert manager.call("GET", f"records/customer/{loser}").status_code == 404
    page.get_by_role("button", name="撤销合并").click()
    expect(first).to_have_count(1)
    assert manager.get(f"records/customer/{loser}")["phone"] == "13900007777"


def test_a_group_is_looked_at_at_once_merged_and_parted(
    enter: Enter, caller: Callers, settle: Callable[[], None], seen_clearly: Callable[[Page], None]
) -> None:
    manager, name = caller("manager"), brand()
    one = made(manager, f"宁波{name}风机有限公司")
    two, far = made(manager, f"{name}风机", phone="13900007711"), made(manager, f"杭州{name}风机", grade="B")
    settle()
    caller("admin").act("look_for_duplicates", {"object": "customer"})
    settle()
    page = enter("manager")
    page.goto("/duplicates/customer")
    group = page.locator("section", has_text=f"宁波{name}风机有限公司")
    expect(group).to_contain_text("3 条可能是同一个")
    if folder := os.environ.get("PROOFTRAIL_SHOTS"):
        group.screenshot(path=Path(folder) / "dedupe-group.png")
    seen_clearly(page)
    group.get_by_role("button", name=f"客户名称取「{name}风机」").click()
    group.get_by_role("button", name="合并这一组").click()
    expect(group).to_have_count(0)
    row = manager.get(f"records/customer/{one}")
    assert (row["name"], row["phone"], row["grade"]) == (f"{name}风机", "13900007711", "B")
    page.get_by_role("button", name="撤销合并").click()
    expect(group).to_have_count(1)
    assert manager.get(f"records/customer/{two}")["phone"] == "13900007711"
    out = group.get_by_role("columnheader", name=f"杭州{name}风机")
    out.get_by_role("button", name="不是这一组").click()
    expect(out).to_have_count(0)
    expect(group.get_by_role("button", name="不是重复")).to_be_visible()
    assert manager.get(f"records/customer/{far}")["grade"] == "B"


def test_a_second_team_is_warned_before_its_first_visit(
    phone: Phone, caller: Callers, settle: Callable[[], None]
) -> None:
    name = f"{brand()}{uuid4().hex[:4]}"
    made(caller("rep2"), f"浙江{name}阀门有限公司")
    own = made(caller("rep"), f"{name}阀门")
    settle()
    page: Page = phone()
    enter_pocket(page)
    go(page, f"log?customer={own}")
    told = page.locator(".dupes")
    expect(told).to_contain_text("可能有别的团队在跟同一家")
    expect(told).to_contain_text("不在你的范围里；请问")
    go(page, "customers/new")
    page.get_by_label("客户名称").fill(f"浙江{name}閥門")
    expect(told).to_contain_text("不在你的范围里；请问")

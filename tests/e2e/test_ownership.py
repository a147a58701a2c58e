"""The pool and a handover at the desk: a novice reads why not, a claim is a tap, a receipt is taken back."""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from prooftrail.platform.work import Work
from tests.conftest import Api, Callers
from tests.e2e.conftest import Enter

pytestmark = pytest.mark.browser
Inside = Callable[[str], AbstractContextManager[Work]]


def shot(page: Page, name: str) -> None:
    """A picture for whoever wants to look, where a folder is named."""
    if folder := os.environ.get("PROOFTRAIL_SHOTS"):
        page.screenshot(path=Path(folder) / f"ownership-{name}.png")


def test_a_novice_reads_why_not_and_claims_what_he_may(
    pool_of_two: tuple[str, str], enter: Enter, rep: Api, seen_clearly: Callable[[Page], None]
) -> None:
    mark, free = pool_of_two
    page = enter("rep")
    page.goto("/o/customer")
    page.get_by_role("link", name="公海").click()
    page.get_by_role("searchbox", name="客户名称").fill(mark)
    rows = page.get_by_role("table", name="公海").get_by_role("row")
    expect(rows).to_have_count(3)
    seen_clearly(page)
    page.get_by_role("row", name="四明").get_by_role("button", name="为什么不能认领").click()
    expect(page.get_by_role("list", name="还不能认领")).to_contain_text("要资历 3 才能认领，你现在是 1")
    expect(page.get_by_text("13900001111")).to_have_count(0)
    page.get_by_role("button", name="看电话和联系人").click()
    expect(page.get_by_text("13900001111")).to_be_visible()
    seen_clearly(page)
    shot(page, "pool")
    page.get_by_role("row", name="甬泰").get_by_role("button", name="认领").click()
    expect(page.get_by_role("row", name="甬泰")).to_have_count(0)
    assert rep.get(f"records/customer/{free}")["routing"] == "kept"


def test_a_handover_is_counted_and_taken_back(
    enter: Enter, caller: Callers, inside: Inside, demo: str, seen_clearly: Callable[[Page], None]
) -> None:
    name = f"离职{uuid4().hex[:5]}"
    with inside(demo) as work:
        row = work.execute(
            f"select department::text from {work.place.schema}.person where login = 'rep'"
        ).fetchone()
        assert row is not None
        said = {"name": name, "department": row[0], "roles": ["rep"], "joined_on": "2020-01-01"}
        leaver = work.records.create("person", said, loose=True).id
        ones = [
            work.records.create("customer", {"name": f"{name}的客户{at}", "owner": str(leaver)}).id
            for at in (1, 2)
        ]
    page = enter("manager")
    page.goto("/o/customer")
    page.get_by_role("link", name="离职交接").click()
    page.get_by_role("combobox", name="谁离开").fill(name)
    page.get_by_title(name).click()
    expect(page.get_by_text(f"{name}的客户1")).to_be_visible()
    page.get_by_role("combobox", name="其余的都给").fill("孙皓")
    page.get_by_title("孙皓").first.click()
    seen_clearly(page)
    page.get_by_role("button", name="交接 2 个客户").click()
    expect(page.get_by_text("前后数目一致")).to_be_visible()
    shot(page, "receipt")
    seen_clearly(page)
    sunhao = caller("sunhao")
    assert all(sunhao.get(f"records/customer/{one}")["id"] for one in ones)
    page.get_by_role("listitem").filter(has_text=name).get_by_role("button", name="撤销交接").click()
    page.get_by_role("dialog").get_by_role("button", name="撤销交接").click()
    expect(page.get_by_text("撤销", exact=False).last).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    sunhao.get(f"records/customer/{ones[0]}", 404)
    with inside(demo) as work:
        for one in ones:
            work.records.delete("customer", one)
        work.records.delete("person", leaver)

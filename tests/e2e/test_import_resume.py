"""A long import in the browser: left and found again in every state, stopped, gone on with, taken back.

No worker runs here: the test gives the job its turns, a chunk at a time, so that each state can be looked at.
"""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from prooftrail.opening import Opened
from prooftrail.platform.imports.running import IMPORT
from tests.conftest import Callers
from tests.e2e.importing import at_the_desk, new_company
from tests.imports.conftest import Company

pytestmark = pytest.mark.browser
GOOD = 2_400
BAD = ["坏一,Z,1", "坏二,A,很多", ",A,1"]
LINES = ["客户名称,等级,年采购额", *(f"长名单{n},{'ABC'[n % 3]},{n}" for n in range(GOOD)), *BAD]
FILE = {"name": "长名单.csv", "mimeType": "text/csv", "buffer": "\r\n".join(LINES).encode()}
CHUNK = 1_000
SUM = {"group": ["grade"], "measures": {"n": ["count"], "sum": ["sum", "annual_purchase"]}}


@pytest.fixture
def company(parts: Opened, caller: Callers) -> Iterator[Company]:
    """A new company that has two customers; its administrator's password is `boss`."""
    with new_company(parts, caller) as made:
        made.bring("customer", "name,grade,annual_purchase\n老客户,A,100\n旧客户,B,7\n")
        yield made


@pytest.fixture
def desk(browser: Browser, site: str, company: Company) -> Iterator[BrowserContext]:
    """The administrator's browser, in Chinese."""
    with at_the_desk(browser, site, company) as opened:
        yield opened


def totals(company: Company) -> object:
    return company.api().post("records/customer/aggregate", SUM, 200)["rows"]


def turn(company: Company, id: str) -> None:
    """One chunk of work."""
    place = company.parts.workspaces.directory.find(company.name)
    IMPORT.run(company.parts.ground, place, UUID(id), lambda: True)


def title(page: Page) -> object:
    return expect(page.get_by_role("heading", level=1))


def come_back(desk: BrowserContext, page: Page, state: str) -> Page:
    """Close the page; open the list anew, see the state there, and go in."""
    page.close()
    page = desk.new_page()
    page.goto("/imports")
    row = page.locator(".imp-past tbody tr").first
    expect(row).to_contain_text(state)
    row.get_by_role("link", name=FILE["name"]).click()
    return page


def try_out(desk: BrowserContext) -> tuple[Page, str]:
    """The file handed in for a dry run; the page, and the import's id."""
    page = desk.new_page()
    page.goto("/imports/new?object=customer")
    page.locator("#imp-file").set_input_files(FILE)
    page.get_by_role("button", name="试运行").click()
    page.wait_for_url("**/imports/0*")
    title(page).to_have_text(f"正在检查「{FILE['name']}」")
    return page, page.url.rsplit("/", 1)[1]


def test_the_page_may_be_closed_at_any_time_and_found_again(
    desk: BrowserContext, company: Company, seen_clearly: Callable[[Page], None]
) -> None:
    page, id = try_out(desk)
    turn(company, id)
    expect(page.locator(".imp-prog")).to_contain_text("1,000 / 2,403 行")
    page = come_back(desk, page, "正在试运行 41%")
    title(page).to_have_text(f"正在检查「{FILE['name']}」")
    expect(page.get_by_role("progressbar")).to_have_attribute("aria-valuenow", "42")
    seen_clearly(page)
    company.work_off(id)
    title(page).to_have_text("2,400 行可以写入，3 行退回")
    page = come_back(desk, page, "等你决定")
    title(page).to_have_text("2,400 行可以写入，3 行退回")
    with page.expect_download() as found:
        page.get_by_role("link", name="下载退回的行").click()
    are_the_bad_ones(Path(found.value.path()))
    page.get_by_role("button", name="写入 2,400 行").click()
    title(page).to_have_text(f"正在写入「{FILE['name']}」")
    turn(company, id)
    page = come_back(desk, page, "正在写入 41%")
    expect(page.locator(".imp-prog")).to_contain_text("1,000 / 2,403 行")
    company.work_off(id)
    title(page).to_have_text("写入了 2,400 条")
    page = come_back(desk, page, "已写入")
    title(page).to_have_text("写入了 2,400 条")
    assert company.count("customer") == GOOD + 2


def are_the_bad_ones(path: Path) -> None:
    """The rejected rows as they were, each with its row in the file and its reasons."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    assert [name in head for name in ("客户名称", "等级", "年采购额")] == [True] * 3
    at = head.index("客户名称")
    assert [",".join(row[at : at + 3]) for row in rows] == BAD
    said = [" ".join(row[:at] + row[at + 3 :]) for row in rows]
    assert "Z" in said[0] and "年采购额" in said[1] and "客户名称" in said[2]
    assert [str(GOOD + 2 + n) in text for n, text in enumerate(said)] == [True] * 3


def stop_at(desk: BrowserContext, company: Company, before: object) -> tuple[Page, str]:
    """Written for one chunk, stopped from the page, and what is shown of it."""
    page, id = try_out(desk)
    company.work_off(id)
    page.get_by_role("button", name="写入 2,400 行").click()
    title(page).to_have_text(f"正在写入「{FILE['name']}」")
    turn(company, id)
    expect(page.locator(".imp-prog")).to_contain_text("1,000 / 2,403 行")
    with page.expect_response("**/cancel"):
        page.get_by_role("button", name="停下").click()
    expect(page.get_by_text("已经让它停下")).to_be_visible()
    turn(company, id)
    title(page).to_have_text("导入停下了")
    figures = page.locator(".imp-figs")
    expect(figures.locator("div", has_text="文件共")).to_contain_text("2,403")
    expect(figures.locator("div", has_text="新建")).to_contain_text("1,000")
    assert company.count("customer") == CHUNK + 2 and totals(company) != before
    return come_back(desk, page, "没有做完"), id


def take_back(company: Company, page: Page, id: str, rows: str) -> None:
    """Undo from the page, to the end."""
    page.get_by_role("button", name="撤销这次导入").click()
    page.get_by_role("dialog").get_by_role("button", name="撤销这次导入").click()
    title(page).to_have_text(f"正在撤销「{FILE['name']}」")
    company.work_off(id)
    title(page).to_have_text(f"撤回了 {rows} 条")


def test_stopped_on_the_way_it_can_be_taken_back(desk: BrowserContext, company: Company) -> None:
    before = totals(company)
    page, id = stop_at(desk, company, before)
    take_back(company, page, id, "1,000")
    assert totals(company) == before
    page = come_back(desk, page, "已撤销")
    title(page).to_have_text("撤回了 1,000 条")


def test_stopped_on_the_way_it_can_be_gone_on_with(desk: BrowserContext, company: Company) -> None:
    before = totals(company)
    page, id = stop_at(desk, company, before)
    page.get_by_role("button", name="接着写完").click()
    title(page).to_have_text(f"正在写入「{FILE['name']}」")
    expect(page.locator(".imp-prog")).to_contain_text("1,000 / 2,403 行")
    company.work_off(id)
    title(page).to_have_text("写入了 2,400 条")
    assert company.count("customer") == GOOD + 2
    take_back(company, page, id, "2,400")
    assert totals(company) == before

"""Old records coming in through the browser: a file, a look, a dry run, written, and taken back."""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from prooftrail.opening import Opened
from prooftrail.platform.imports.running import IMPORT
from tests.conftest import Callers
from tests.e2e.conftest import PATIENCE
from tests.e2e.importing import at_the_desk, new_company
from tests.imports.conftest import Company
from tests.imports.real_files import STAGES, WON, folder
from tests.imports.test_jobs import working
from tests.imports.workbooks import Serial, workbook

pytestmark = pytest.mark.browser
MOST_CLICKS = 60
LABELS = {"customer": "客户", "product": "产品", "person": "人员", "deal": "商机"}


@dataclass
class Hand:
    """One person at the desk; every click is counted."""

    page: Page
    clicks: int = 0

    def click(self, what: Any) -> None:
        """One click."""
        self.clicks += 1
        what.click()

    def choose(self, label: str, option: str | re.Pattern[str]) -> None:
        """Open a list by its label and take one of its options."""
        self.click(self.page.get_by_label(label, exact=True))
        shown = self.page.locator(".ant-select-dropdown:not(.ant-select-dropdown-hidden)")
        self.click(shown.locator(".ant-select-item-option").filter(has_text=option).first)

    def begin(self, object: str, file: Any) -> None:
        """From the rail to the guess of a file; the file counts as a click."""
        page = self.page
        self.click(page.get_by_role("navigation", name="主导航").get_by_role("link", name="导入"))
        self.click(page.get_by_role("link", name="导入文件"))
        title = page.get_by_role("heading", level=1)
        for _ in range(3):  # the list is drawn anew when the stream is there, and a click in between is lost
            self.choose("导入成什么", re.compile(f"^{LABELS[object]}$"))
            try:
                expect(title).to_have_text(f"导入{LABELS[object]}", timeout=3_000)
                break
            except AssertionError:
                continue
        self.clicks += 1
        page.locator("#imp-file").set_input_files(file)
        try:
            page.locator(".imp-cols").wait_for(timeout=PATIENCE)
        except PlaywrightTimeout:
            pytest.fail(f"no guess; the page says: {page.locator('main').inner_text()}")

    def try_and_write(self, rows: int) -> None:
        """The dry run, then writing what it found."""
        page = self.page
        self.click(page.get_by_role("button", name="试运行"))
        button = page.get_by_role("button", name=f"写入 {rows:,} 行")
        expect(button).to_be_visible(timeout=PATIENCE * 3)
        self.click(button)
        expect(page.get_by_role("heading", level=1)).to_have_text(f"写入了 {rows:,} 条", timeout=PATIENCE * 6)

    def undo(self) -> None:
        """Take back what is shown."""
        self.click(self.page.get_by_role("button", name="撤销这次导入"))
        self.click(self.page.get_by_role("dialog").get_by_role("button", name="撤销这次导入"))
        expect(self.page.get_by_role("heading", level=1)).to_contain_text("撤回了", timeout=PATIENCE * 6)


@pytest.fixture
def company(parts: Opened, caller: Callers) -> Iterator[Company]:
    """A new company; its administrator's password is `boss`."""
    with new_company(parts, caller) as made, working(parts, IMPORT):
        yield made


@pytest.fixture
def hand(browser: Browser, site: str, company: Company) -> Iterator[Hand]:
    """The administrator at the desk, in Chinese."""
    with at_the_desk(browser, site, company) as opened:
        page = opened.new_page()
        page.goto("/imports")
        page.locator(".who").wait_for()
        yield Hand(page)


def as_file(name: str, content: bytes) -> dict[str, Any]:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def stages(company: Company) -> dict[str, Any]:
    said = {"group": ["stage"], "measures": {"n": ["count"], "sum": ["sum", "amount"]}}
    return {row["stage"]: row for row in company.api().post("records/deal/aggregate", said, 200)["rows"]}


BOOK = workbook(
    [
        ["产品清单 2026", "", ""],
        ["产品名称", "系列", "标价"],
        ["GTX Pro", "GTX", 4821],
        ["MG Special", "MG", "55.00"],
    ],
    ["A1:C1"],
)
CUSTOMERS = "\r\r\n".join(
    ["客户名称,联系电话,等级,创建时间", "澄川制冷,1.3800138001E+10,A 类,45000", "甬江冷链,2,重点,45001", ""]
)
DEALS = workbook(
    [
        ["商机名称", "客户", "产品", "阶段", "金额", "关闭日期"],
        ["一号", "澄川制冷", "GTXPro", "赢单", 100, Serial(45010)],
        ["二号", "甬江冷链", "MG Special", "赢单", 50, Serial(45011)],
        ["三号", "没有这家", "GTX Pro", "丢单", 7, Serial(45012)],
    ]
)


def test_a_companys_files_come_in_and_the_last_goes_back(hand: Hand, company: Company) -> None:
    page = hand.page
    expect(page.get_by_text("还没有导入过")).to_be_visible()
    hand.begin("product", as_file("产品.xlsx", BOOK))
    hand.try_and_write(2)
    hand.begin("customer", as_file("客户.csv", CUSTOMERS.encode("gb18030")))
    hand.choose("重点 当作", "B 类")
    hand.try_and_write(2)
    phones = {each["name"]: (each["phone"], each["grade"]) for each in company.all("customer")}
    assert phones == {"澄川制冷": ("13800138001", "A"), "甬江冷链": ("2", "B")}
    hand.begin("deal", as_file("商机.xlsx", DEALS))
    row = page.locator(".imp-vals tr", has_text="GTXPro")
    expect(row).to_contain_text("GTX Pro")
    expect(row).to_contain_text("写法不同")
    before = stages(company)
    hand.try_and_write(2)
    expect(page.locator(".imp-rows")).to_contain_text("没有这家")
    with page.expect_download() as found:
        page.get_by_role("link", name="下载退回的行").click()
    rejected = Path(found.value.path()).read_text("utf-8-sig")
    assert found.value.suggested_filename.endswith(".csv") and "三号" in rejected and "没有这家" in rejected
    assert stages(company)["won"]["sum"]["amount"] == "150.00"
    hand.undo()
    assert stages(company) == before
    hand.click(page.get_by_role("navigation", name="主导航").get_by_role("link", name="导入"))
    expect(page.locator(".imp-past tbody tr")).to_have_count(3)
    expect(page.locator(".imp-past tbody tr").first).to_contain_text("已撤销")
    assert hand.clicks <= MOST_CLICKS


def test_a_file_that_cannot_be_read_says_why_and_what_to_do(hand: Hand) -> None:
    page = hand.page
    hand.click(page.get_by_role("link", name="导入文件"))
    hand.choose("导入成什么", re.compile("^客户$"))
    for name, content, said in (
        ("空.csv", b"", "空"),
        ("宽.csv", b",".join(b"c%d" % at for at in range(5_000)), "5000 列"),
        ("页.xls", b"<html><table></table></html>", "另存为 .xlsx"),
    ):
        page.locator("#imp-file").set_input_files(as_file(name, content))
        expect(page.get_by_role("alert")).to_contain_text(said)
        hand.click(page.get_by_role("button", name="换一份"))


def test_rows_that_are_one_are_named_and_only_the_first_is_written(hand: Hand, company: Company) -> None:
    page = hand.page
    rows = "客户名称,电话\n浙江青琅阀门有限公司,0574-87001122\n杭州禾润食品,\n青琅阀门（集团）,\n"
    hand.begin("customer", as_file("customers.csv", rows.encode()))
    hand.click(page.get_by_role("checkbox", name="文件里自己重复的只写第一行"))
    hand.click(page.get_by_role("button", name="试运行"))
    alike = page.locator("section", has_text="很可能重复的")
    expect(alike).to_contain_text("只写第 2 行", timeout=PATIENCE * 3)
    if folder := os.environ.get("PROOFTRAIL_SHOTS"):
        page.screenshot(path=Path(folder) / "import-alike.png", full_page=True)
    hand.click(page.get_by_role("button", name="写入 2 行"))
    expect(page.get_by_role("heading", level=1)).to_have_text("写入了 2 条", timeout=PATIENCE * 6)
    assert {each["name"] for each in company.all("customer", "name")} == {
        "浙江青琅阀门有限公司", "杭州禾润食品"
    }  # fmt: skip


def test_a_list_leads_to_the_wizard_and_the_dry_run_back_to_the_columns(
    hand: Hand, seen_clearly: Callable[[Page], None]
) -> None:
    page = hand.page
    seen_clearly(page)
    page.goto("/o/customer")
    hand.click(page.get_by_role("link", name="导入", exact=True).and_(page.locator(".list-h *")))
    page.locator("#imp-file").set_input_files(as_file("a.csv", "客户名称,等级\n甲,Z\n".encode()))
    page.locator(".imp-cols").wait_for(timeout=PATIENCE * 3)
    seen_clearly(page)
    hand.click(page.get_by_role("button", name="试运行"))
    expect(page.get_by_role("heading", level=1)).to_have_text("没有一行可以写入")
    page.locator(".imp-rows tbody tr").wait_for()
    seen_clearly(page)
    hand.click(page.get_by_role("link", name="返回修改"))
    hand.choose("Z 当作", "C 类")
    hand.try_and_write(1)


def test_a_real_companys_four_files_in_sixty_clicks(hand: Hand, company: Company, test_data: Path) -> None:
    page, files = hand.page, folder(test_data)
    hand.begin("product", files / "maven_products.csv")
    hand.try_and_write(7)
    hand.begin("customer", files / "maven_accounts.csv")
    hand.try_and_write(85)
    hand.begin("person", files / "maven_sales_teams.csv")
    hand.choose("regional_office 填到", "不导入")
    hand.try_and_write(35)
    company.bring("deal", "name,amount\n早先的,5\n")
    before = stages(company)
    hand.begin("deal", files / "maven_sales_pipeline.csv")
    row = page.locator(".imp-vals tr", has_text="GTXPro")
    expect(row).to_contain_text("1,480")
    expect(row).to_contain_text("写法不同")
    hand.try_and_write(8_800)
    found = stages(company)
    assert {stage: found[stage]["n"] - before.get(stage, {"n": 0})["n"] for stage in STAGES} == STAGES
    assert found["won"]["sum"]["amount"] == WON
    hand.undo()
    assert stages(company) == before
    assert hand.clicks <= MOST_CLICKS


def test_lines_that_end_twice_are_counted_once(hand: Hand, test_data: Path) -> None:
    hand.begin("customer", test_data / "leads" / "x_education_leads.csv")
    expect(hand.page.locator(".imp-name")).to_contain_text("9,240 行")

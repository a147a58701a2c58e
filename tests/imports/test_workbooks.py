"""Workbooks become the same rows as a CSV file; what cannot be read is refused by name."""

import csv
import io
import struct
from pathlib import Path
from typing import Any

import pytest

from prooftrail.platform.imports import sheet_reader
from prooftrail.platform.imports.sheet_reader import MOST_COLUMNS
from prooftrail.platform.imports.sources import OLE, make_ready
from prooftrail.platform.refusal import Refusal, catalogue
from tests.imports.conftest import Company, warned
from tests.imports.old_workbooks import old_workbook, record
from tests.imports.workbooks import Formula, Serial, package, raw_workbook, sheet_xml, workbook

MACROS = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"


def rows_of(content: bytes, **said: Any) -> list[list[str]]:
    """Header and rows, as the pipeline reads them."""
    source = make_ready(content, said)
    rows = list(csv.reader(io.StringIO(source.content.decode())))
    return [list(source.shape.header), *rows[source.shape.top :]]


def code_of(content: bytes, **said: Any) -> str:
    """The code it is refused with; every such code has a remedy in both languages."""
    with pytest.raises(Refusal) as refused:
        make_ready(content, said)
    remedy = catalogue()[refused.value.code]["remedy"]
    assert remedy["zh"] and remedy["en"]
    assert refused.value.fields == {"file": refused.value.code}
    return refused.value.code


def test_cells_read_as_people_would_type_them() -> None:
    book = workbook([
        ["name", "phone", "price", "rate", "on", "at", "yes", "sum", "word", "text number"],
        ["甲", 13800138000.0, 0.1 + 0.2, 1.3800138e10, Serial(45000), Serial(45000.5), True,
         Formula(("1+1", 2)), Formula(('"a"&"b"', "ab")), "0012"],
    ])  # fmt: skip
    assert rows_of(book)[1] == [
        "甲", "13800138000", "0.3", "13800138000", "2023-03-15", "2023-03-15 12:00:00", "TRUE", "2", "ab",
        "0012",
    ]  # fmt: skip


def test_names_are_found_below_titles_and_group_heads() -> None:
    book = workbook(
        [
            ["2024 年客户名单", "", "", ""],
            [],
            ["客户", "联系方式", "", "金额"],
            ["", "电话", "邮箱", ""],
            ["甲", "1", "a@b.cn", 5],
        ],
        ["A1:D1", "A3:A4", "B3:C3", "D3:D4"],
    )
    assert rows_of(book) == [["客户", "电话", "邮箱", "金额"], ["甲", "1", "a@b.cn", "5"]]
    assert rows_of(book, top=5)[0] == ["甲", "1", "a@b.cn", "5"]


def test_a_value_merged_down_stands_in_every_row() -> None:
    book = workbook([["区", "名"], ["华东", "甲"], ["", "乙"], ["", "丙"], ["华南", "丁"]], ["A2:A4"])
    assert [row[0] for row in rows_of(book)[1:]] == ["华东", "华东", "华东", "华南"]


def test_the_first_shown_sheet_that_holds_something_is_read_unless_another_is_named() -> None:
    sheets = {"空": sheet_xml([]), "藏": sheet_xml([["x"], ["1"]]), "甲": sheet_xml([["a"], ["1"]]),
              "乙": sheet_xml([["b"], ["2"]])}  # fmt: skip
    book = raw_workbook(sheets, hidden=["藏"])
    source = make_ready(book, {})
    assert (source.sheet, source.sheets) == ("甲", ("空", "甲", "乙"))
    assert rows_of(book, sheet="乙") == [["b"], ["2"]]
    assert code_of(book, sheet="丙") == "file_sheet_missing"


def test_repeated_names_are_numbered() -> None:
    assert rows_of(workbook([["a", "a", "a"], ["1", "2", "3"]]))[0] == ["a", "a (2)", "a (3)"]


def test_what_cannot_be_read_is_refused_by_name() -> None:
    book = workbook([["a"], ["1"]])
    encrypted = OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(60)
    wide = workbook([[f"c{at}" for at in range(5_000)]])
    assert code_of(b"") == "file_empty"
    assert code_of(encrypted) == "file_has_password"
    assert code_of(locked(book)) == "file_has_password"
    assert code_of(wide) == "file_columns"
    assert code_of(b",".join(b"c%d" % at for at in range(5_000))) == "file_columns"
    assert code_of(raw_workbook({"a": sheet_xml([["a"]])}, main=MACROS)) == "file_has_macros"
    assert (
        code_of(raw_workbook({"a": sheet_xml([["a"]])}, extra={"xl/vbaProject.bin": b"x"}))
        == "file_has_macros"
    )
    assert code_of(package({"xl/workbook.bin": b"x"})) == "file_kind_unreadable"
    assert code_of(package({"word/document.xml": "<a/>"})) == "file_kind_unreadable"
    assert code_of(b"<html><table><tr><td>a</td></tr></table>") == "file_kind_unreadable"
    assert code_of(b"%PDF-1.7") == "file_kind_unreadable"
    assert code_of(OLE + bytes(600)) == "file_kind_unreadable"
    assert code_of(book[:200]) == "file_broken"
    assert code_of(workbook([])) in ("file_empty", "file_no_header")


def test_a_zip_bomb_is_refused_before_it_unpacks() -> None:
    bomb = raw_workbook({"a": sheet_xml([["a"]]), "b": " " * 60_000_000})
    assert len(bomb) < 200_000
    assert code_of(bomb) == "file_zip_bomb"


def test_two_cells_far_apart_take_no_memory() -> None:
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="{}1048576"><v>1</v></c></row>'
    for letters, code in (("XFD", "file_columns"), ("ZZ", "file_sheet_too_large")):
        xml = sheet_xml([]).replace("<sheetData>", "<sheetData>" + far.format(letters))
        assert code_of(raw_workbook({"a": xml})) == code
    assert MOST_COLUMNS == 1_000


def locked(book: bytes) -> bytes:
    """The same zip, its entries marked as encrypted."""
    made = bytearray(book)
    for magic, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = made.find(magic)
        while at >= 0:
            struct.pack_into("<H", made, at + place, 1)
            at = made.find(magic, at + 4)
    return bytes(made)


def test_a_workbook_goes_all_the_way(company: Company) -> None:
    book = workbook(
        [
            ["客户名称", "电话", "等级", "年采购额"],
            ["甲", 1.3800138e10, "A 类", "1,200.50"],
            ["乙", "", "甲级", 7],
        ]
    )
    answer = company.post("boss", "customer", book, {})
    told = company.work_off(answer["id"])
    assert (told["state"], told["created"], told["rejected"]) == ("done", 1, 1)
    assert company.all("customer", "name", "phone", "grade") == [
        {"name": "甲", "phone": "13800138000", "grade": "A"}
    ]
    rejected = company.api().get(f"imports/{answer['id']}/rows", verdict="rejected")["items"]
    assert [each["row"] for each in rejected] == [3]


OLD = [
    ["2019 年客户", "", "", "", ""],
    ["客户名称", "电话", "建档日", "年采购额", "等级"],
    ["澄川制冷", 13800138000.0, Serial(45000), Formula(("SUM(A1)", 1200.5)), "A 类"],
    ["", "0574-2", "", 7, "B 类"],
]


def test_an_old_workbook_is_read_like_a_new_one() -> None:
    book = old_workbook({"客户": OLD, "乙": [["b"], ["2"]]}, [(2, 3, 0, 0)])
    source = make_ready(book, {})
    assert (source.sheet, source.sheets) == ("客户", ("客户", "乙"))
    assert rows_of(book) == [
        ["客户名称", "电话", "建档日", "年采购额", "等级"],
        ["澄川制冷", "13800138000", "2023-03-15", "1200.5", "A 类"],
        ["澄川制冷", "0574-2", "", "7", "B 类"],
    ]
    assert rows_of(book, sheet="乙") == [["b"], ["2"]]


def test_an_old_workbook_that_cannot_be_read_is_refused_by_name() -> None:
    rows = {"a": [["x"], ["1"]]}
    for kind in (b"\x00", b"\x01"):
        locked_one = old_workbook(rows, extra=record(0x002F, kind + bytes(5)))
        assert code_of(locked_one) == "file_has_password"
    assert code_of(old_workbook(rows, storages=["_VBA_PROJECT_CUR"])) == "file_has_macros"
    assert code_of(old_workbook(rows)[:1_000]) in ("file_broken", "file_kind_unreadable")
    assert code_of(old_workbook({"a": [[f"c{at}" for at in range(1_001)]]})) == "file_columns"


def test_an_old_workbook_goes_all_the_way(company: Company) -> None:
    told = company.work_off(company.post("boss", "customer", old_workbook({"客户": OLD}), {})["id"])
    assert (told["state"], told["created"], told["rejected"]) == ("done", 1, 1)
    assert company.all("customer", "name", "phone", "grade") == [
        {"name": "澄川制冷", "phone": "13800138000", "grade": "A"}
    ]


def test_digits_and_days_a_spreadsheet_had_shortened_are_restored(company: Company) -> None:
    content = "name,phone\n甲,1.3800138001E+10\n乙,1.38E+10\n"
    told = company.bring("customer", content)
    assert [each["phone"] for each in company.all("customer")] == ["13800138001", "13800000000"]
    assert [each["count"] for each in warned(told, "import_digits_restored")] == [1]
    assert [each["count"] for each in warned(told, "import_digits_lost")] == [1]
    company.bring("deal", "name,expected_on\nD,45000\n")
    assert company.all("deal", "expected_on") == [{"expected_on": "2023-03-15"}]


def test_text_files_with_every_trap(company: Company) -> None:
    rows = '客户名称,电话\r\r\n"甲\n公司",1\r\r\n乙,2\r\r\n'
    for encoding in ("utf-8-sig", "gb18030"):
        told = company.bring("customer", rows.encode(encoding))
        assert (told["total"], told["created"]) == (2, 2)
    assert {each["name"] for each in company.all("customer")} == {"甲 公司", "乙"}


def test_a_reader_that_fails_is_not_kept_quiet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken = tmp_path / "reader.py"
    broken.write_text("raise ImportError('a cell of theirs')")
    monkeypatch.setattr(sheet_reader, "__file__", str(broken))
    with pytest.raises(Refusal) as refused:
        make_ready(workbook([["name"], ["甬泰"]]), {})
    assert refused.value.code == "file_broken"
    assert [each.fault for each in caplog.records if hasattr(each, "fault")] == ["ImportError"]

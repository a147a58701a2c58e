"""A board as a workbook: a sheet for each tile, numbers as numbers with the format of their unit.

A cell that a spreadsheet would run is written as the text it is.
"""

import re
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter

from prooftrail.platform.boards.sheets import Cell, Figure, Sheet
from prooftrail.platform.exports.cells import harmless

FORMATS = {
    "count": "#,##0.##",
    "money": "#,##0.00",
    "percent": '0.0"%"',
    "days": "#,##0.0",
    "hours": "#,##0.0",
}
LONGEST_NAME, EXACT_DIGITS = 31, 15
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def workbook(title: str, facts: Sequence[tuple[str, str]], sheets: Sequence[Sheet]) -> bytes:
    """The file. `facts` are what stands on the first sheet: who, when, narrowed by what."""
    held = BytesIO()
    book = xlsxwriter.Workbook(
        held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    styles = _styles(book)
    names: set[str] = set()
    first = book.add_worksheet(_named(title, names))
    first.set_column(0, 0, 22)
    first.set_column(1, 1, 60)
    first.write_string(0, 0, harmless(title), styles["title"])
    for at, (name, value) in enumerate(facts, 2):
        first.write_string(at, 0, harmless(name), styles["head"])
        first.write_string(at, 1, harmless(value))
    for sheet in sheets:
        _tile(book.add_worksheet(_named(sheet.label, names)), sheet, styles)
    book.close()
    return held.getvalue()


def _styles(book: Any) -> dict[str, Any]:
    found = {unit: book.add_format({"num_format": said}) for unit, said in FORMATS.items()}
    found |= {f"{unit}.total": book.add_format({"num_format": said, "top": 6, "bold": True})
              for unit, said in FORMATS.items()}  # fmt: skip
    return found | {
        "title": book.add_format({"bold": True, "font_size": 16}), "head": book.add_format({"bold": True}),
        "day": book.add_format({"num_format": "yyyy-mm-dd"}),
        "total": book.add_format({"bold": True, "top": 6}),
    }  # fmt: skip


def _tile(page: Any, sheet: Sheet, styles: dict[str, Any]) -> None:
    page.write_string(0, 0, harmless(sheet.label), styles["title"])
    page.write_string(1, 0, harmless(sheet.refused or sheet.when))
    if sheet.refused:
        return
    for at, head in enumerate(sheet.heads):
        page.write_string(3, at, harmless(head), styles["head"])
        page.set_column(at, at, 22 if at < sheet.names else 18)
    for line, row in enumerate(sheet.rows, 4):
        for at, cell in enumerate(row):
            _cell(page, line, at, cell, styles, "")
    if sheet.total is not None:
        for at, cell in enumerate(sheet.total):
            _cell(page, 4 + len(sheet.rows), at, cell, styles, ".total")
    page.freeze_panes(4, sheet.names)


def _cell(page: Any, line: int, at: int, cell: Cell, styles: dict[str, Any], total: str) -> None:
    if isinstance(cell, Figure):
        if len(cell.number.as_tuple().digits) > EXACT_DIGITS:  # a spreadsheet would round it silently
            page.write_string(line, at, f"{cell.number:f}")
            return
        page.write_number(line, at, float(cell.number), styles[f"{cell.unit}{total}"])
    elif cell is not None and DAY.fullmatch(cell):
        page.write_datetime(line, at, date.fromisoformat(cell), styles["day"])
    elif cell is not None:
        page.write_string(line, at, harmless(cell), styles["total"] if total else None)


def _named(said: str, taken: set[str]) -> str:
    """A sheet's name: short, its own, without the signs a workbook forbids."""
    base = re.sub(r"[\[\]:*?/\\]", " ", said).strip("' ")[:LONGEST_NAME] or "-"
    name, count = base, 2
    while name.lower() in taken:
        name = f"{base[: LONGEST_NAME - len(str(count)) - 1]} {count}"
        count += 1
    taken.add(name.lower())
    return name

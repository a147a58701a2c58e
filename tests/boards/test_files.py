"""Boards as files, opened again: numbers are numbers, text runs nothing, and a reader has only his own."""

import io
import re
import subprocess
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from prooftrail.platform.boards import paper
from prooftrail.platform.boards.sheets import Figure, Sheet
from prooftrail.platform.boards.workbook import workbook
from tests.boards.conftest import asked, board, published, tile
from tests.conftest import Api

EVERYBODY = {"to": "everybody"}
YEAR = {"this": "year"}


def taken(api: Api, key: str, kind: str = "workbook", status: int = 200) -> bytes:
    answer = api.call("POST", f"boards/{key}/{kind}", {})
    assert answer.status_code == status, answer.text
    return answer.content


def rows(content: bytes, sheet: int) -> list[list[Any]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return list(book.get_sheet_by_index(sheet).to_python())


def test_a_workbook_has_a_sheet_for_each_tile_with_real_numbers(ops: Api, director: Api) -> None:
    tiles = (
        tile("acts", "ranking", "actions", group=["owner"], period=YEAR),
        tile("rate", "trend", "win_rate", x=3, period={"last": 6, "by": "month"}, compare="before"),
        tile("money", "table", "won_amount", x=6, group=["unit"], period=YEAR),
    )
    key = published(ops, board(*tiles), EVERYBODY)
    content = taken(director, key)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert len(book.sheet_names) == 4 and len(set(book.sheet_names)) == 4
    seen = asked(director, key)
    said = {row["group"]["owner"]["label"]: int(row["value"]) for row in seen["acts"]["metrics"][0]["rows"]}
    found = rows(content, 1)
    listed = {line[0]: line[1] for line in found[4:-1]}
    assert listed == said and all(isinstance(value, float | int) for value in listed.values())
    assert found[-1][1] == sum(said.values())
    assert rows(content, 2)[3][-1].endswith("上期") and len(rows(content, 2)) >= 10
    amount = rows(content, 3)[-1][1]
    assert amount == float(seen["money"]["metrics"][0]["total"]["value"]["amount"])


def test_each_takes_his_own_figures_and_only_who_may(ops: Api, director: Api, rep: Api, manager: Api) -> None:
    key = published(ops, board(tile("acts", "ranking", "actions", group=["owner"], period=YEAR)), EVERYBODY)
    whole, team = rows(taken(director, key), 1), rows(taken(manager, key), 1)
    assert len(team) < len(whole) and team[-1][1] < whole[-1][1]
    assert b"permission_missing" in taken(rep, key, status=403)


def test_text_that_a_spreadsheet_would_run_stays_text() -> None:
    sheet = Sheet("a", "table", "=cmd|' /C calc'!A0", "", ["@name", "+n"], [["=1+1", Figure_of("2.50")]], 1)
    odd = Sheet("b", "table", "=cmd|' /C calc'!A0", "", ["n"], [[Figure_of("12345678901234567.89")]], 0)
    content = workbook("-x", [("+a", "@b")], [sheet, odd])
    found = [line for at in range(3) for line in rows(content, at)]
    texts = [cell for line in found for cell in line if isinstance(cell, str) and cell]
    assert texts and not any(re.match(r"[=+\-@\t]", text) for text in texts)
    assert found[-1] == ["12345678901234567.89"] or "12345678901234567.89" in found[-1]
    assert any(2.5 in line for line in found)


def Figure_of(text: str) -> Figure:
    from decimal import Decimal

    return Figure(Decimal(text), "count")


def test_paper_has_chinese_type_or_says_what_is_missing(
    ops: Api, director: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiles = (
        tile("open", "number", "open_deals"),
        tile("acts", "ranking", "actions", x=3, group=["owner"], period=YEAR),
        tile("heat", "heat", "actions", x=6, group=["unit", "type"], period=YEAR),
    )
    key = published(ops, board(*tiles, label={"zh": "看板 #strong[x] $a", "en": "Board"}), EVERYBODY)
    if paper.typefaces():
        content = taken(director, key, "paper")
        assert content.startswith(b"%PDF-") and len(content) > 4_000
        shown = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=False) \
            if _there("pdftotext") else None  # fmt: skip
        if shown is not None and shown.returncode == 0:
            assert "看板 #strong[x] $a" in shown.stdout.decode()
    monkeypatch.setattr(paper, "FAMILIES", ("No Such Typeface",))
    paper.typefaces.cache_clear()
    try:
        assert b"board_no_font" in taken(director, key, "paper", 422)
    finally:
        paper.typefaces.cache_clear()


def _there(name: str) -> bool:
    from shutil import which

    return which(name) is not None

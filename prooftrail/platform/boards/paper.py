"""A board on paper: figures first, then a table of each tile, in Chinese type that the machine has."""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import typst

from prooftrail.platform.boards.sheets import Cell, Figure, Sheet
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Locale

TEMPLATE = Path(__file__).parent / "board.typ"
FAMILIES = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "PingFang SC",
    "Microsoft YaHei", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Droid Sans Fallback", "SimHei", "SimSun",
)  # fmt: skip
"""Typefaces with Chinese signs, the best first."""
MOST_ROWS = 40
MORE = {"zh": "共 {count} 行，其余见 Excel", "en": "{count} rows in all, the rest in the workbook"}


@cache
def typefaces() -> tuple[str, ...]:
    """The Chinese typefaces of this machine, the best first; empty where it has none."""
    there = set(typst.Fonts(include_system_fonts=True).families())
    return tuple(each for each in FAMILIES if each in there)


def paper(title: str, facts: Sequence[str], sheets: Sequence[Sheet], locale: Locale) -> bytes:
    """The file as PDF. Refuses where the machine has no typeface with Chinese signs."""
    fonts = typefaces()
    if not fonts:
        raise Refusal("board_no_font", "invalid", facts={"families": list(FAMILIES[:4])})
    numbers = [each for each in sheets if each.kind in ("number", "gauge") and not each.refused]
    said = {
        "title": title, "facts": list(facts), "fonts": list(fonts[:3]), "lang": locale,
        "foot": title, "numbers": [_number(each, locale) for each in numbers],
        "tables": [_table(each, locale) for each in sheets if each not in numbers],
    }  # fmt: skip
    found = typst.compile(TEMPLATE.read_bytes(), format="pdf", sys_inputs={"board": json.dumps(said)})
    assert isinstance(found, bytes)
    return found


def _number(sheet: Sheet, locale: Locale) -> dict[str, Any]:
    row = sheet.rows[-1] if sheet.rows else []
    figures = row[sheet.names :]
    now = figures[0] if figures else None
    note = sheet.when
    if len(figures) > 1 and figures[1] is not None:
        note = f"{sheet.heads[-1].rpartition(' · ')[2]} {_said(figures[1], locale)}"
    return {"label": sheet.label, "value": _said(now, locale) or "—", "note": note}


def _table(sheet: Sheet, locale: Locale) -> dict[str, Any]:
    shown = sheet.rows[:MOST_ROWS]
    sizes = [_size(row[sheet.names] if len(row) > sheet.names else None) for row in shown]
    most = max([*sizes, 0.0])
    rows = [{"cells": [_said(each, locale) for each in row], "share": size / most if most > 0 else 0}
            for row, size in zip(shown, sizes, strict=True)]  # fmt: skip
    return {
        "label": sheet.label, "when": sheet.when, "refused": sheet.refused, "heads": sheet.heads or [""],
        "names": sheet.names, "rows": rows, "total": [_said(each, locale) for each in sheet.total or ()],
        "bars": bool(shown) and len(sheet.heads) - sheet.names == 1 and most > 0,
        "more": MORE[locale].format(count=len(sheet.rows)) if len(sheet.rows) > MOST_ROWS else "",
    }  # fmt: skip


def _said(cell: Cell, locale: Locale) -> str:
    return cell.said(locale) if isinstance(cell, Figure) else cell or ""


def _size(cell: Cell) -> float:
    """Only how long a bar is."""
    return max(0.0, float(cell.number)) if isinstance(cell, Figure) else 0.0

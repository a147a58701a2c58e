"""The rows that were not taken, as a file: the original cells and, behind them, row and reasons.

A cell that a spreadsheet would run as a formula stands behind an apostrophe, as in every export.
"""

import csv
import io
from typing import TYPE_CHECKING, Any

from prooftrail.platform.exports.cells import harmless
from prooftrail.platform.imports.showing import reasons_in
from prooftrail.platform.imports.store import Import
from prooftrail.platform.values import Locale

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

HEADS = {"zh": ("行号", "未导入的原因"), "en": ("Row", "Why not imported")}
PAGE = 2_000


def header(held: Import, locale: Locale) -> bytes:
    """The first line, with the mark by which spreadsheets know UTF-8."""
    return b"\xef\xbb\xbf" + _lines([[*held.settings["header"], *HEADS[locale]]])


def page(work: "Work", held: Import, after: int) -> tuple[bytes, int | None]:
    """The next rows, and where to go on; None at the end."""
    rows = work.execute(
        f"select at, line, raw, reasons from {work.place.schema}._import_row "
        "where import = %s and at > %s and verdict in ('reject', 'retry') order by at limit %s",
        [held.id, after, PAGE],
    ).fetchall()
    object, width = work.schema.objects.get(held.object), len(held.settings["header"])
    lines = [
        [
            *_padded(raw, width)[:width],
            line,
            "；".join(reasons_in(work.locale, object, reasons)),
            *raw[width:],
        ]
        for _, line, raw, reasons in rows
    ]
    return _lines(lines), rows[-1][0] if len(rows) == PAGE else None


def _padded(cells: list[str], width: int) -> list[str]:
    return cells + [""] * (width - len(cells))


def _lines(rows: list[list[Any]]) -> bytes:
    made = io.StringIO()
    csv.writer(made).writerows([[harmless(str(cell)) for cell in row] for row in rows])
    return made.getvalue().encode()

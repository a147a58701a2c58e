"""Where a sheet's column names stand: below titles, group heads and blank rows that people put above them.

Pure.
"""

from collections.abc import Sequence

LOOKED_AT = 20
"""Rows in which the names are looked for."""
ENOUGH = 0.8
"""The part of the columns a row has to name, each by a word of its own, to be the one that names them."""


def header_line(rows: Sequence[Sequence[str]]) -> int:
    """The number, from 1, of the row that names the columns; 1 where no row does.

    It is the first that names nearly as many columns as any of the first rows fills: a title is one
    word over many columns, and a row of group heads leaves gaps.
    """
    looked_at = rows[:LOOKED_AT]
    widest = max((len(_filled(row)) for row in looked_at), default=0)
    for at, row in enumerate(looked_at, start=1):
        filled = _filled(row)
        if filled and len(set(filled)) >= widest * ENOUGH and not any(map(_is_figure, filled)):
            return at
    return next((at for at, row in enumerate(looked_at, start=1) if _filled(row)), 1)


def _filled(row: Sequence[str]) -> list[str]:
    return [cell.strip() for cell in row if cell.strip()]


def _is_figure(cell: str) -> bool:
    return cell.replace(".", "", 1).replace("-", "").isdigit() and len(cell) != 4

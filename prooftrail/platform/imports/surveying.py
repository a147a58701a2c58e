"""One look over a file before anybody says what it is: what each column holds, and what repeats."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from prooftrail.platform.imports.reading import read_rows
from prooftrail.platform.imports.rules.content import Content
from prooftrail.platform.imports.rules.spelling import DayOrder
from prooftrail.platform.imports.sources import Source

MOST_ROWS = 100_000
"""Rows looked at: enough to guess by, and over within two seconds or three."""
EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Survey:
    """`rows` were looked at, of more if `more`; the columns by name, and the order of their days."""

    rows: int
    more: bool
    columns: dict[str, Content]
    orders: dict[str, DayOrder]


@dataclass(frozen=True, slots=True)
class Repeats:
    """How many rows say of some columns what an earlier one said, and the values that do most often."""

    rows: int
    examples: list[tuple[str, int]]


def survey(source: Source) -> Survey:
    """The first rows of a file. Refuses one that is broken there."""
    columns = [Content() for _ in source.shape.header]
    orders = [DayOrder() for _ in source.shape.header]
    rows, more = 0, False
    for row in read_rows(io.BytesIO(source.content), source.shape):
        if rows == MOST_ROWS:
            more = True
            break
        rows += 1
        for column, order, cell in zip(columns, orders, row.cells, strict=False):
            column.look(cell)
            if 8 <= len(cell) < 40:
                order.look(cell)
    header = source.shape.header
    return Survey(rows, more, dict(zip(header, columns, strict=True)), dict(zip(header, orders, strict=True)))


def repeats(source: Source, names: Sequence[str]) -> Repeats:
    """What repeats in some columns taken together, among the first rows; blank ones never do."""
    places = [source.shape.header.index(name) for name in names]
    counts: dict[str, int] = {}
    said: dict[str, str] = {}
    for at, row in enumerate(read_rows(io.BytesIO(source.content), source.shape)):
        if at == MOST_ROWS or not places:
            break
        cells = [row.cells[place].strip() if place < len(row.cells) else "" for place in places]
        if all(cells):
            key = "\x1f".join(cells)
            counts[key] = counts.get(key, 0) + 1
            if counts[key] == 2 and len(said) < MOST_ROWS:
                said[key] = " · ".join(cells)[:200]
    repeated = sorted(((counts[key], words) for key, words in said.items()), reverse=True)
    examples = [(words, count) for count, words in repeated[:EXAMPLES]]
    return Repeats(sum(count - 1 for count, _ in repeated), examples)

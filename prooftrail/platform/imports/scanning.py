"""The first pass over a file: how many rows, and in which order its days are written."""

from dataclasses import dataclass
from typing import BinaryIO

from prooftrail.platform.imports.reading import Shape, read_rows
from prooftrail.platform.imports.rules.spelling import DayOrder


@dataclass(frozen=True, slots=True)
class Scan:
    """`dates` is the order of each column that holds such days, `unsure` names those that do not tell."""

    total: int
    dates: dict[str, str]
    unsure: list[str]


def scan(file: BinaryIO, shape: Shape) -> Scan:
    """Read the whole file once. Refuses one that is broken somewhere."""
    orders = [DayOrder() for _ in shape.header]
    total = 0
    for row in read_rows(file, shape):
        total = row.at
        for order, cell in zip(orders, row.cells, strict=False):
            if 8 <= len(cell) < 40 and cell[:1] in DIGITS:
                order.look(cell)
    found = {name: order for name, order in zip(shape.header, orders, strict=True) if order.seen}
    unsure = [name for name, order in found.items() if order.unsure]
    return Scan(total, {name: order.order for name, order in found.items()}, unsure)


DIGITS = frozenset("0123456789 ")

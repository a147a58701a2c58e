"""What the cells of one column are: which kinds of value most of them could be.

Pure.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from prooftrail.platform.imports.rules.spelling import DAY, day_of_serial, digits_of

MOST_VALUES = 1_000
"""Different values of a column that are counted; more are only known to be many."""
SAMPLES = 5
LONGEST_KEPT = 200
MOSTLY = 0.9
FIGURE = re.compile(r"[-−]?[¥￥$€]?\s*[\d,，]+(\.\d+)?\s*(%|％|元|万)?")
WHOLE = re.compile(r"[-−]?[\d,，]+(\.0+)?")
YEAR_FIRST = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?([ T]\d{1,2}:\d{2}.*)?")
PHONE = re.compile(r"(\+?\d{1,3}[- ]?)?(1[3-9]\d{9}|0\d{2,3}[- ]?\d{7,8}|\d{3}[- ]\d{3,4}[- ]\d{4})")
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
YES = frozenset(["是", "否", "有", "无", "yes", "no", "y", "n", "true", "false", "1", "0", "√", "×"])
LONG = 60
KINDS = ("integer", "decimal", "date", "phone", "address", "boolean", "long")


@dataclass(slots=True)
class Content:
    """What was seen of one column. `counts` holds each value and how often it stood there, the first ones."""

    filled: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    many: bool = False

    def look(self, cell: str) -> None:
        """Take in one cell."""
        text = cell.strip()
        if not text:
            return
        self.filled += 1
        if text in self.counts:
            self.counts[text] += 1
        elif len(self.counts) < MOST_VALUES:
            self.counts[text] = 1
        else:
            self.many = True

    @property
    def samples(self) -> list[str]:
        """The first different values, cut short."""
        return [each[:LONGEST_KEPT] for each in list(self.counts)[:SAMPLES]]

    @property
    def each_once(self) -> bool:
        """Whether no value stands twice, as far as was counted."""
        return self.filled > 1 and all(count == 1 for count in self.counts.values())

    def shares(self) -> dict[str, float]:
        """Of each kind, the part of the values that could be one, from 0 to 1."""
        values = list(self.counts)
        found = dict.fromkeys(KINDS, 0)
        for value in values:
            for kind in kinds_of(value):
                found[kind] += 1
        return {kind: count / len(values) if values else 0.0 for kind, count in found.items()}

    def kind(self) -> str:
        """The narrowest kind most values are: `blank`, one of KINDS, or `text`."""
        if not self.counts:
            return "blank"
        shares = self.shares()
        order = ("boolean", "phone", "address", "date", "integer", "decimal", "long")
        return next((kind for kind in order if shares[kind] >= MOSTLY), "text")


def kinds_of(value: str) -> Iterable[str]:
    """Every kind a value could be."""
    if value.lower() in YES:
        yield "boolean"
    if FIGURE.fullmatch(value):
        yield "decimal"
        if WHOLE.fullmatch(value):
            yield "integer"
    if YEAR_FIRST.fullmatch(value) or DAY.match(value) or day_of_serial(value):
        yield "date"
    if PHONE.fullmatch(value) or digits_of(value):
        yield "phone"
    if ADDRESS.fullmatch(value):
        yield "address"
    if len(value) > LONG:
        yield "long"

"""Columns of a file nobody described: what kind they are, and how far two of their values agree. Pure."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import log

from prooftrail.sales.dedupe.rules.company_names import HAN, plain, squeezed
from prooftrail.sales.dedupe.rules.likeness import bigrams, edits, jaro_winkler, words_alike
from prooftrail.sales.dedupe.rules.weighing import MISSING

WORDS = re.compile(r"[^\W_]+")
STEPS = (0.3, 0.45, 0.6, 0.7, 0.8, 0.88, 0.94, 0.999)
"""Where one level of likeness of texts ends and the next begins."""
SHORT_STEPS = (0.8, 0.92, 0.999)
COMMON_WORDS = 2.5
"""A column whose values have that many words on average is read by words, others by signs."""
MOST_DIGITS = 20


@dataclass(frozen=True, slots=True)
class Column:
    """How a column is read. `kind`: `number`, `words` or `name`; `weight` how much each of its words says."""

    kind: str
    weight: dict[str, float] = field(default_factory=dict)

    @property
    def levels(self) -> int:
        """How many levels two values may agree on; of the highest they are the same."""
        return {"number": 4, "name": len(SHORT_STEPS) + 1, "words": len(STEPS) + 1}[self.kind]


@dataclass(frozen=True, slots=True)
class Cell:
    """A value in plain spelling."""

    text: str
    words: tuple[str, ...]


def read(said: str) -> Cell:
    """A value as it is compared."""
    text = plain(said)
    return Cell(squeezed(text), tuple(_words(text)))


def _words(text: str) -> list[str]:
    """Words; of Chinese its bigrams, for nothing shows where its words end."""
    found: list[str] = []
    for word in WORDS.findall(text):
        found += sorted(bigrams(word)) if HAN.search(word) else [word]
    return found


def describe(cells: Sequence[Cell]) -> Column:
    """What a column is, by the values it has."""
    filled = [each for each in cells if each.text]
    if filled and sum(each.text.isdigit() and len(each.text) <= MOST_DIGITS for each in filled) > 0.9 * len(
        filled
    ):
        return Column("number")
    words = sum(len(each.words) for each in filled) / max(len(filled), 1)
    if words < COMMON_WORDS:
        return Column("name")
    seen = Counter(word for each in filled for word in set(each.words))
    return Column("words", {word: log(1 + len(filled) / times) for word, times in seen.items()})


def level(column: Column, one: Cell, other: Cell) -> int:
    """How far two values agree; `MISSING` where one is blank."""
    if not one.text or not other.text:
        return MISSING
    if one.text == other.text:
        return column.levels - 1
    if column.kind == "number":
        return _of_numbers(one.text, other.text)
    if column.kind == "name":
        return sum(jaro_winkler(one.text, other.text) >= step for step in SHORT_STEPS[:-1])
    score = words_alike(one.words, other.words, column.weight)
    return sum(score >= step for step in STEPS[:-1])


def _of_numbers(one: str, other: str) -> int:
    """One digit mistyped, or next to each other; two of them; something else."""
    away = edits(one, other, 2)
    near = abs(int(one) - int(other)) <= 1 if one.isdigit() and other.isdigit() else False
    return 2 if near or (away == 1 and len(one) > 2) else 1 if away == 2 and len(one) > 4 else 0

"""What a column of a file holds, by what stands in it."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum

MISSING = frozenset({"", "select", "na", "n/a", "nan", "null", "none", "-", "请选择", "无"})
DATES = ("%Y-%m-%d", "%Y/%m/%d", "%m/%d/%Y", "%d.%m.%Y", "%Y年%m月%d日")
NEARLY_ALL = 0.97
ENOUGH_TO_TELL = 50
"""Fewer rows may all be different by chance."""


class Kind(StrEnum):
    """What may be learned from a column, if anything."""

    NUMBER = "number"
    CHOICE = "choice"
    DATE = "date"
    ID = "id"
    BLANK = "blank"
    """Nothing, or the same everywhere."""


def cleaned(text: str) -> str:
    """A value without what stands for none."""
    found = text.strip()
    return "" if found.lower() in MISSING else found


def number(text: str) -> float | None:
    """A number with or without thousands' commas and a percent sign; None for anything else."""
    plain = text.replace(",", "").removesuffix("%")
    try:
        found = float(plain)
    except ValueError:
        return None
    return found if abs(found) < float("inf") else None


def day(text: str) -> date | None:
    """A date by any of the usual ways to write one, with a time or without."""
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        pass
    for pattern in DATES:
        try:
            return datetime.strptime(text.split(" ")[0], pattern).date()
        except ValueError:
            continue
    return None


def kind_of(values: Sequence[str]) -> Kind:
    """What a column of cleaned values holds."""
    filled = [each for each in values if each]
    distinct = len(set(filled))
    if distinct == 0 or (distinct == 1 and len(filled) == len(values)):
        return Kind.BLANK
    nearly = NEARLY_ALL * len(filled)
    numbers = [found for each in filled if (found := number(each)) is not None]
    if len(numbers) >= nearly:
        whole = all(each.is_integer() for each in numbers)
        different = whole and distinct == len(filled) == len(values) and distinct >= ENOUGH_TO_TELL
        return Kind.ID if different else Kind.NUMBER
    if sum(day(each) is not None for each in filled) >= nearly:
        return Kind.DATE
    return Kind.ID if distinct >= nearly and distinct >= ENOUGH_TO_TELL else Kind.CHOICE

"""Public holidays and make-up days as the state council published them, from the package that keeps them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from chinese_calendar.constants import Holiday, holidays, workdays

from prooftrail.platform.values import Label


@dataclass(frozen=True, slots=True)
class Day:
    """A day that is not what its weekday says, or a holiday on a weekend."""

    working: bool
    label: Label


@cache
def published(country: str) -> Mapping[date, Day]:
    """The days of a country; none where nobody keeps them."""
    if country != "CN":
        return {}
    names = {each.value: Label(each.chinese, each.value) for each in Holiday}
    found = {day: Day(False, names[name]) for day, name in holidays.items()}
    for day, name in workdays.items():
        label = names[name]
        found[day] = Day(True, Label(f"{label.zh}调休", f"Make-up day, {label.en}"))
    return found

"""What a feature is: a named thing known of a case before its end, and how its value is said."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from prooftrail.platform.values import Label

Value = float | str | None
"""A number, the key of a choice, or nothing known."""
Values = Mapping[str, Value]
Kind = Literal["number", "choice", "flag"]


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature. `unit` is of a number; `reads` are the places it is known from, as `object` or
    `object.field`: who may not read one of them is not told of the feature. `moves`: its spread moves as time
    goes by, so that it is no sign of drift where it does."""

    key: str
    label: Label
    kind: Kind = "number"
    unit: str = ""
    reads: tuple[str, ...] = ()
    moves: bool = False


def number(key: str, zh: str, en: str, unit: str, *reads: str) -> Feature:
    """A feature that counts or measures."""
    return Feature(key, Label(zh, en), "number", unit, reads)


def rate(key: str, zh: str, en: str, *reads: str) -> Feature:
    """A share of the past, in percent."""
    return Feature(key, Label(zh, en), "number", "percent", reads, moves=True)


def choice(key: str, zh: str, en: str, *reads: str) -> Feature:
    """A feature that is one of several."""
    return Feature(key, Label(zh, en), "choice", "", reads)


def flag(key: str, zh: str, en: str, *reads: str) -> Feature:
    """A feature that holds (1) or does not (0)."""
    return Feature(key, Label(zh, en), "flag", "", reads)

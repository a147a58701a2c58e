"""The shape of a metric: terms measured over records, and a formula over the terms."""

from typing import Any, Literal

from pydantic import Field as Asked

from prooftrail.platform.actions.action import Input

Unit = Literal["count", "money", "percent", "days", "hours"]
UNITS: tuple[Unit, ...] = ("count", "money", "percent", "days", "hours")
DIRECTIONS = ("more", "less")
MOST_TERMS, MOST_DIMENSIONS, MOST_THRESHOLDS = 6, 12, 4
LEVELS, TESTS = ("yellow", "red"), ("<", "<=", ">", ">=")
GROUPABLE = ("choice", "reference", "person", "department", "boolean", "region", "text", "integer")
"""Types of fields a figure may be divided by."""


class Wording(Input):
    """What people read, in both languages."""

    zh: str
    en: str


class Term(Input):
    """One measure over the records a filter finds, spelled as the aggregate has it.

    `time` is the field its period goes by where that is not the metric's.
    """

    name: str
    label: Wording
    measure: list[Any] = Asked(max_length=2)
    filter: list[Any] | None = None
    time: str | None = None


class Threshold(Input):
    """From where on a figure is yellow or red: `value` is in the metric's unit, percent in hundredths."""

    level: Literal["yellow", "red"]
    test: Literal["<", "<=", ">", ">="]
    value: str


class Definition(Input):
    """A metric. With `percent` the formula gives a share, and the value is said in hundredths.

    `direction` says whether more is better or less; `dimensions` are fields it may be grouped by.
    """

    key: str
    label: Wording
    description: Wording
    unit: Unit
    object: str
    time: str | None = None
    terms: list[Term] = Asked(min_length=1, max_length=MOST_TERMS)
    formula: str
    direction: Literal["more", "less"]
    dimensions: list[str] = Asked(default_factory=list, max_length=MOST_DIMENSIONS)
    thresholds: list[Threshold] = Asked(default_factory=list, max_length=MOST_THRESHOLDS)

"""The shape of a layout: tabs of sections of fields, each with its conditions."""

from typing import Any, Literal

from pydantic import Field as Asked
from pydantic import StrictBool

from prooftrail.platform.actions.action import Input

Device = Literal["desk", "pocket"]
DEVICES: tuple[Device, ...] = ("desk", "pocket")
Filter = list[Any]


class Wording(Input):
    """What people read, in both languages."""

    zh: str
    en: str


class Default(Input):
    """What a new record starts with in this field, where `when` holds or there is none."""

    value: Any
    when: Filter | None = None


class Item(Input):
    """One field of a section, or the table of what belongs to the record.

    `required` and `read_only` are always, or a condition. `table` is `object.field`: records of that object
    whose reference of that name points here, with `columns` of theirs; none said, the page chooses.
    """

    field: str | None = None
    table: str | None = None
    columns: list[str] = Asked(default_factory=list)
    wide: StrictBool = False
    visible: Filter | None = None
    required: StrictBool | Filter = False
    read_only: StrictBool | Filter = False
    default: Default | None = None


class Section(Input):
    """Fields under one heading; what it asks for holds for every field in it."""

    label: Wording
    columns: Literal[1, 2, 3] = 2
    visible: Filter | None = None
    required: StrictBool | Filter = False
    read_only: StrictBool | Filter = False
    items: list[Item] = Asked(default_factory=list)


class Tab(Input):
    """Sections on one leaf; a form with a single tab shows none."""

    label: Wording
    visible: Filter | None = None
    sections: list[Section] = Asked(default_factory=list)


class Layout(Input):
    """A whole form."""

    tabs: list[Tab]

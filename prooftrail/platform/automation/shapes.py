"""The shape of a rule: when something happens, if a condition holds, then actions are done in order."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from pydantic import ConfigDict
from pydantic import Field as Asked

from prooftrail.platform.actions.action import Input

EVENTS = ("created", "updated", "deleted", "restored")
EVERY = ("hour", "day", "week", "month")
RECORD = "$record"
STAGE = "$stage"
LAST = "$last"
"""Idle since the last of some other records that refer to this one."""
MOST_STEPS = 20


class Wording(Input):
    """What people read, in both languages."""

    zh: str = Asked(max_length=200)
    en: str = Asked(max_length=200)


class Limit(Input):
    """At most so many firings in an hour or a day."""

    count: int = Asked(ge=1, le=1_000_000)
    per: Literal["hour", "day"]


class Step(Input):
    """One action. `record` is `$record`, a field that refers to another record, or none.

    In `input` a text may have blanks, and `{"=": FORMULA}` computes a value.
    """

    action: str = Asked(max_length=80)
    record: str | None = Asked(default=RECORD, max_length=100)
    input: dict[str, Any] = Asked(default_factory=dict)


class Condition(Input):
    """`filter` as lists have it, `formula` over the record; of several all must hold.

    `old` are values that fields had before, for rules of record events.
    """

    filter: list[Any] | None = None
    formula: str | None = Asked(default=None, max_length=8_000)
    old: dict[str, Any] | None = None


class RuleInput(Input):
    """A rule as a designer writes it.

    `order`: of several rules the smaller goes first; `stop`: where it fires, later ones do not. `once`: it
    fires a single time for the record, or for the one a field refers to. `imports`: rows of an import fire
    it, too. `standing`: once published, what waits already counts as well.
    """

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    key: str = Asked(max_length=48)
    label: Wording
    object: str | None = Asked(default=None, max_length=80)
    order: int = Asked(default=100, ge=0, le=1_000_000)
    enabled: bool = True
    stop: bool = False
    once: str | None = Asked(default=None, max_length=100)
    limit: Limit | None = None
    imports: bool = True
    standing: bool = False
    when: dict[str, Any]
    condition: Condition | None = Asked(default=None, alias="if")
    then: list[Step] = Asked(min_length=1, max_length=MOST_STEPS)

    def said(self) -> dict[str, Any]:
        """As it is stored and shown."""
        found = self.model_dump(by_alias=True)
        condition = {key: value for key, value in (found["if"] or {}).items() if value is not None}
        return {**found, "if": condition or None}


class RecordWhen(Input):
    """Something was done to a record: `fields` name what must have changed, `from` and `to` its values."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    on: Literal["record"]
    events: list[Literal["created", "updated", "deleted", "restored"]] = Asked(min_length=1, max_length=4)
    fields: list[str] | None = Asked(default=None, max_length=50)
    before: dict[str, Any] | None = Asked(default=None, alias="from")
    to: dict[str, Any] | None = None


class ScheduleWhen(Input):
    """A time of day, week or month. `each`: once for every record that matches, or once in all."""

    on: Literal["schedule"]
    every: Literal["hour", "day", "week", "month"]
    at: str = Asked(default="00:00", pattern=r"^([01]\d|2[0-3]):[0-5]\d$")
    weekday: int | None = Asked(default=None, ge=1, le=7)
    day: int | None = Asked(default=None, ge=1, le=31)
    working_days: bool = False
    each: bool = True


class Span(Input):
    """A length of time: hours, or days."""

    hours: int | None = Asked(default=None, ge=1, le=100_000)
    days: int | None = Asked(default=None, ge=1, le=4_000)


class Last(Input):
    """Records of another object that refer to this one by `link`, with a moment; `field` one of `types`."""

    object: str = Asked(max_length=80)
    link: str = Asked(max_length=80)
    time: str = Asked(max_length=80)
    field: str | None = Asked(default=None, max_length=80)
    types: list[str] | None = Asked(default=None, max_length=100)


class IdleWhen(Input):
    """So much time went by since a field's moment, since a record is at its stage (`$stage`), or since the
    `last` of some others (`$last`).
    """

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    on: Literal["idle"]
    since: str = Asked(max_length=100)
    span: Span = Asked(alias="for")
    within: Literal["calendar", "working"] = Asked(default="calendar", alias="in")
    stage: str | list[str] | None = None
    last: Last | None = None


class SignalWhen(Input):
    """Something that is no change of a record, or has a name of its own."""

    on: Literal["signal"]
    name: str = Asked(max_length=80)


class WebhookWhen(Input):
    """Somebody called the rule's secret address."""

    on: Literal["webhook"]


WHENS: Mapping[str, type[Input]] = {
    "record": RecordWhen, "schedule": ScheduleWhen, "idle": IdleWhen, "signal": SignalWhen,
    "webhook": WebhookWhen,
}  # fmt: skip
"""What the platform itself knows to wait for; other triggers are registered."""


def normal_when(said: Mapping[str, Any]) -> dict[str, Any]:
    """An occasion with everything said that goes without saying. Raises ValidationError."""
    shape = WHENS.get(str(said.get("on")))
    if shape is None:
        return dict(said)
    read = shape.model_validate(said).model_dump(by_alias=True)
    found = {key: each for key, each in read.items() if each is not None}
    for part in ("for", "last"):
        if part in found:
            found[part] = {key: each for key, each in found[part].items() if each is not None}
    return found


@dataclass(frozen=True)
class Rule:
    """One published version of one rule, as stored."""

    key: str
    version: int
    said: Mapping[str, Any]

    @property
    def on(self) -> str:
        """What kind of occasion it waits for."""
        return str(self.when["on"])

    @property
    def when(self) -> Mapping[str, Any]:
        """The occasion."""
        found: Mapping[str, Any] = self.said["when"]
        return found

    @property
    def object(self) -> str | None:
        """The kind of records it is about."""
        found: str | None = self.said["object"]
        return found

    @property
    def condition(self) -> Mapping[str, Any]:
        """What must hold; nothing where nothing need."""
        return self.said["if"] or {}

    @property
    def steps(self) -> list[Mapping[str, Any]]:
        """What is done."""
        return list(self.said["then"])

    @property
    def order(self) -> tuple[int, str]:
        """Where it stands among others."""
        return int(self.said["order"]), self.key

    @cached_property
    def label(self) -> dict[str, str]:
        """What people call it."""
        return dict(self.said["label"])

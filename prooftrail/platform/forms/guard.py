"""What a form asks for, at the door: the same for a page, the API, a bulk edit, an import and a phone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from prooftrail.platform.fields import Field, FieldFault
from prooftrail.platform.forms.conditions import ConditionReader, by_id
from prooftrail.platform.forms.rules.conditions import Condition, holds
from prooftrail.platform.forms.store import layouts_of
from prooftrail.platform.records.change import Pending, Written
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

Row = Mapping[str, Any]
WHOLE = {"required_by_form": "form_unfilled", "locked_by_form": "form_locked"}
"""What a refusal is called whose fields all have the same reason."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What one place of one layout asks of a field, as long as all of `shown` holds.

    `required` and `locked` hold where any of theirs does; True is always.
    """

    field: Field
    section: Json
    shown: tuple[Condition, ...]
    required: tuple[Condition | bool, ...]
    locked: tuple[Condition | bool, ...]

    def gap(self, row: Row) -> bool:
        """Whether the field is blank in a row that may not leave it so."""
        blank = self.field.value(row) in (None, "", [])
        return blank and self._asked(self.required, row)

    def lock(self, row: Row) -> bool:
        """Whether a row lets nobody change the field."""
        return self._asked(self.locked, row)

    def _asked(self, rules: Sequence[Condition | bool], row: Row) -> bool:
        found = (each if isinstance(each, bool) else holds(each, row) for each in rules)
        return any(found) and all(holds(each, row) for each in self.shown)


class FormGuard:
    """See the module. The system's own writes and history brought along are not asked."""

    def check(self, work: "Work", pending: Sequence[Pending]) -> None:
        """Refuse writes that leave a gap the form asks to fill, or change what it locks."""
        rules: dict[str, list[Rule]] = {}
        for each in pending:
            if each.op not in ("create", "update") or each.loose or not _asked(work, each):
                continue
            if each.object.name not in rules:
                rules[each.object.name] = list(rules_of(work, each.object))
            if found := rules[each.object.name]:
                _check(each, found)

    def follow(self, work: "Work", written: Sequence[Written]) -> None:
        """Nothing follows."""


def _asked(work: "Work", each: Pending) -> bool:
    """Whether somebody stands behind a write. An import the server runs is asked as everybody is."""
    return work.actor.kind != "system" or (each.op == "create" and each.after["import_batch"] is not None)


def rules_of(work: "Work", object: ObjectType) -> Iterator[Rule]:
    """What the caller's layouts ask of fields he may fill."""
    reading, ids = Reading(work, object), by_id(object)
    for layout in layouts_of(work, object):
        for tab in layout["tabs"]:
            for section in tab["sections"]:
                for item in section["items"]:
                    field = ids.get(item.get("field", ""))
                    if field is None or not reading.fillable(field):
                        continue
                    shown = tuple(
                        found
                        for said in (tab, section, item)
                        if (found := reading.condition(said.get("visible"))) is not None
                    )
                    required = reading.rules(section, item, "required")
                    locked = reading.rules(section, item, "read_only")
                    if required or locked:
                        yield Rule(field, section["label"], shown, required, locked)


class Reading:
    """Turns kept conditions into ones that can be asked. One that can no longer be read asks nothing."""

    def __init__(self, work: "Work", object: ObjectType) -> None:
        self._work, self._object = work, object
        self._readable, self._find = work.access.readable(object), by_id(object).get

    def fillable(self, field: Field) -> bool:
        """Whether the caller could mend what is asked of the field."""
        return (
            field.name in self._readable
            and not field.derived
            and self._work.access.writable(self._object, field)
        )

    def condition(self, said: Any) -> Condition | None:
        """The condition, or None where there is none."""
        if said is None:
            return None
        try:
            return ConditionReader(self._find, self._work.parsing).read(said)
        except FieldFault:
            return None

    def rules(self, section: Row, item: Row, key: str) -> tuple[Condition | bool, ...]:
        """What a section and its item ask for under one name."""
        said = [each[key] for each in (section, item) if each.get(key)]
        found = (each if isinstance(each, bool) else self.condition(each) for each in said)
        return tuple(each for each in found if each is not None)


def _check(each: Pending, rules: Sequence[Rule]) -> None:
    faults: dict[str, str] = {}
    about: dict[str, dict[str, Json]] = {}
    for rule in rules:
        code = _fault(each, rule)
        if code is not None and rule.field.name not in faults:
            faults[rule.field.name] = code
            about[rule.field.name] = {"label": rule.field.label.json(), "section": rule.section}
    if faults:
        facts: dict[str, Json] = {
            "object": each.object.name, "labels": [about[name]["label"] for name in faults],
        }  # fmt: skip
        codes = set(faults.values())
        code = WHOLE[codes.pop()] if len(codes) == 1 else "invalid_fields"
        each.refuse(Refusal(code, "invalid", facts=facts, fields=faults, about=about))


def _fault(each: Pending, rule: Rule) -> str | None:
    name, before = rule.field.name, each.before
    if rule.locked and name in each.given and each.changed(name) and rule.lock(before or each.after):
        return "locked_by_form"
    if not rule.required or not rule.gap(each.after):
        return None
    # A gap that was there before and is not touched does not stand in the way of other changes.
    if before is not None and name not in each.given and rule.gap(before):
        return None
    return "required_by_form"

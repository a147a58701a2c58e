"""A rule checked where it is typed: every fault at its place, with what would mend it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from prooftrail.platform.actions.action import Action, bad_input
from prooftrail.platform.automation.faults import Places
from prooftrail.platform.automation.inputs import formula_in, input_texts, is_formula
from prooftrail.platform.automation.looping import WRITING, check_loops
from prooftrail.platform.automation.rules.lettering import blanks, is_fact
from prooftrail.platform.automation.shapes import LAST, RECORD, STAGE, WHENS, RuleInput, normal_when
from prooftrail.platform.automation.triggers import SIGNALS, STEPS, TRIGGERS
from prooftrail.platform.automation.values import canonical, read_value
from prooftrail.platform.fields import FieldFault
from prooftrail.platform.forms.checking import exact
from prooftrail.platform.processes.formulas import read_formula
from prooftrail.platform.records.filters import FilterReader, find_field
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.schema.design.ground import find_object
from prooftrail.platform.values import NAME, is_unseen
from prooftrail.platform.workitems.facts import REGISTERED

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

ACTIONS = "automation.actions"
"""The default under which the composition root puts every action by name."""
COMMON = ("rule", "label", "now", "today")
FACTS: Mapping[str, tuple[str, ...]] = {
    "record": ("event", "who"), "schedule": ("due",), "idle": ("since", "hours", "days", "stage"),
    "signal": ("event", "who", "code"), "webhook": ("body",),
}  # fmt: skip
DOTTED = ("old", "body")
"""Facts with parts: `{$old.amount}` is the value before."""


def checked(work: "Work", given: RuleInput) -> dict[str, Any]:
    """The rule as it is stored. Refuses what cannot work, naming every place."""
    said = _plain(given.said())
    faults = Places(given.key)
    if not NAME.fullmatch(given.key):
        faults.note("key", "rule_bad_key")
    for locale, text in given.label.model_dump().items():
        if is_unseen(text):
            faults.note(f"label.{locale}", "required")
    object = _object(work, faults, given.object)
    said["when"] = _when(work, faults, object, said)
    if said["once"] is not None:
        _link(work, faults, object, said["once"], "once")
    if said["if"]:
        with faults.within("if"):
            _condition(work, faults, object, said["if"], said["when"])
    for at, step in enumerate(said["then"]):
        with faults.within(f"then.{at}"):
            _step(work, faults, object, said, step)
    if not faults.fields:
        check_loops(work, faults, said)
    faults.settle()
    return said


def actions_of(work: "Work") -> Mapping[str, Action]:
    """Every action a rule may name."""
    found: Mapping[str, Action] = work.defaults.get(ACTIONS, {})
    return found


def late_facts(work: "Work", action: str) -> tuple[str, ...]:
    """Facts an action fills in by itself."""
    if action in WRITING:
        return ()
    about = STEPS.get(action)
    return (*(about.late if about is not None else ()), *work.defaults.get(REGISTERED, {}))


def _plain(said: dict[str, Any]) -> dict[str, Any]:
    found = exact(said)
    assert isinstance(found, dict)
    return found


def _object(work: "Work", faults: Places, name: str | None) -> ObjectType | None:
    if name is None:
        return None
    try:
        return find_object(work, name)
    except Refusal:
        faults.note("object", "rule_unknown_object", object=name[:80])
        return None


def _when(work: "Work", faults: Places, object: ObjectType | None, said: Mapping[str, Any]) -> dict[str, Any]:
    when: dict[str, Any] = said["when"]
    on = when.get("on")
    with faults.within("when"):
        if on in TRIGGERS:
            TRIGGERS[on].check(work, when, faults)
            return when
        shape = WHENS.get(on) if isinstance(on, str) else None
        if shape is None:
            faults.note("on", "rule_unknown_trigger", offered=[*WHENS, *TRIGGERS])
            return when
        try:
            found = normal_when(when)
        except ValidationError as error:
            for place, code in bad_input(error).fields.items():
                faults.note(place, code)
            return when
        needs = on in ("record", "idle") or (on == "schedule" and when.get("each", True))
        if needs and said["object"] is None:
            faults.note("on", "rule_needs_object")
        _WHEN.get(str(on), _anything)(work, faults, object, found)
        return _plain(found)


def _anything(work: "Work", faults: Places, object: ObjectType | None, when: dict[str, Any]) -> None:
    return None


def _record_when(work: "Work", faults: Places, object: ObjectType | None, when: dict[str, Any]) -> None:
    if object is None:
        return
    for at, name in enumerate(when.get("fields") or ()):
        _own_field(work, faults, object, name, f"fields.{at}")
    for side in ("from", "to"):
        _values(work, faults, object, when.get(side), side)


def _values(work: "Work", faults: Places, object: ObjectType, said: Any, place: str) -> None:
    """Values of fields, each of its field's kind."""
    for name, value in (said or {}).items():
        if not _own_field(work, faults, object, name, f"{place}.{name[:60]}"):
            continue
        try:
            canonical(work, object.fields[name], value)
        except FieldFault as fault:
            faults.note(f"{place}.{name}", fault.code, **fault.facts)


def _own_field(work: "Work", faults: Places, object: ObjectType, name: str, place: str) -> bool:
    if name in work.access.readable(object):
        return True
    faults.note(place, "rule_unknown_field", field=name[:80], label=object.label.json())
    return False


def _idle_when(work: "Work", faults: Places, object: ObjectType | None, when: dict[str, Any]) -> None:
    if len(when["for"]) != 1:
        faults.note("for", "rule_one_span")
    if object is None:
        return
    if (when["since"] == STAGE or when.get("stage")) and not object.staged:
        faults.note("since", "rule_not_staged", label=object.label.json())
    if when["since"] == LAST:
        _last(work, faults, object, when)
    named = when["since"] not in (STAGE, LAST) and _own_field(work, faults, object, when["since"], "since")
    if named and object.fields[when["since"]].type.key not in ("date", "time"):
        faults.note("since", "rule_not_a_time")


def _last(work: "Work", faults: Places, object: ObjectType, when: dict[str, Any]) -> None:
    """Other records that refer to this one."""
    said = when.get("last") or {}
    other = work.schema.objects.get(str(said.get("object")))
    if other is None:
        faults.note("last.object", "rule_unknown_object", object=str(said.get("object"))[:80])
        return
    for part in ("link", "time", "field"):
        if part in said:
            _own_field(work, faults, other, said[part], f"last.{part}")
    link, time = (other.fields.get(said[part]) for part in ("link", "time"))
    if link is not None and link.options.get("object") != object.name:
        faults.note("last.link", "rule_no_reference", field=said["link"])
    if time is not None and time.type.key != "time":
        faults.note("last.time", "rule_not_a_time")
    if ("types" in said) != ("field" in said):
        faults.note("last.field", "required")


def _signal_when(work: "Work", faults: Places, object: ObjectType | None, when: dict[str, Any]) -> None:
    found = SIGNALS.get(when["name"])
    if found is None:
        faults.note("name", "rule_unknown_signal", offered=list(SIGNALS))
    elif found.object is not None and object is not None and object.name != found.object:
        faults.note("name", "rule_signal_other", object=found.object)


_WHEN = {"record": _record_when, "idle": _idle_when, "signal": _signal_when}


def _condition(
    work: "Work", faults: Places, object: ObjectType | None, said: Mapping[str, Any], when: Mapping[str, Any]
) -> None:
    if object is None:
        faults.note("", "rule_needs_object")
        return
    if "filter" in said:
        try:
            FilterReader(work.schema, work.access, object, work.parsing).read(said["filter"])
        except Refusal as refusal:
            faults.refused("filter", refusal)
    if "formula" in said:
        try:
            read_formula(work, object, said["formula"])
        except FieldFault as fault:
            faults.note("formula", fault.code, **fault.facts)
    if "old" in said:
        if when.get("on") != "record":
            faults.note("old", "rule_old_without_event")
        _values(work, faults, object, said["old"], "old")


def _step(
    work: "Work", faults: Places, object: ObjectType | None, said: Mapping[str, Any], step: dict[str, Any]
) -> None:
    found = actions_of(work).get(step["action"])
    if found is None:
        faults.note("action", "rule_unknown_action", action=step["action"])
        return
    if found.alone:
        faults.note("action", "rule_action_alone", action=found.label.json())
    if found.permission is not None and not work.access.may(found.permission):
        faults.note("action", "rule_action_forbidden", permission=found.permission)
    _link(work, faults, object, step["record"], "record")
    with faults.within("input"):
        _input(faults, found, step["input"])
        _texts(work, faults, object, said, step)
        about = STEPS.get(step["action"])
        if about is not None and about.check is not None:
            about.check(work, said["object"], step, faults)


def _link(work: "Work", faults: Places, object: ObjectType | None, path: str | None, place: str) -> None:
    """The record itself, or one that a field refers to."""
    if path is None:
        return
    if object is None:
        faults.note(place, "rule_needs_object")
    elif path != RECORD:
        each = work.access.readable(object).get(path)
        if each is None or each.type.key not in ("reference", "person", "department"):
            faults.note(place, "rule_no_reference", field=path)


def _input(faults: Places, action: Action, said: Mapping[str, Any]) -> None:
    known = {(each.alias or name): each for name, each in action.input.model_fields.items()}
    names = known | dict(action.input.model_fields)
    for name in said:
        if name not in names:
            faults.note(name[:60], "rule_unknown_input", offered=list(known))
    for name, each in known.items():
        if each.is_required() and name not in said:
            faults.note(name, "required")


def _texts(
    work: "Work", faults: Places, object: ObjectType | None, said: Mapping[str, Any], step: Mapping[str, Any]
) -> None:
    """Blanks and formulas anywhere in an input."""
    known = facts_of(said["when"]) + late_facts(work, step["action"])
    for place, value in input_texts(step["input"]):
        if is_formula(value):
            _formula(work, faults, object, value["="], place)
            continue
        for name in blanks(value):
            if is_fact(name):
                first = name[1:].partition(".")[0]
                good = first in known or (first in DOTTED and first in (*known, "old") and "." in name)
                if not good:
                    faults.note(place, "rule_unknown_fact", blank=name[:80], offered=[f"${n}" for n in known])
            elif object is None or not _readable(work, object, name):
                faults.note(place, "rule_unknown_blank", blank=name[:80])


def facts_of(when: Mapping[str, Any]) -> tuple[str, ...]:
    """What blanks may name of an occasion."""
    on = str(when.get("on"))
    return COMMON + (TRIGGERS[on].facts if on in TRIGGERS else FACTS.get(on, ()))


def _readable(work: "Work", object: ObjectType, path: str) -> bool:
    try:
        find_field(work.schema, work.access, object, path)
    except Refusal:
        return False
    return True


def _formula(work: "Work", faults: Places, object: ObjectType | None, text: Any, place: str) -> None:
    if object is None:
        faults.note(place, "rule_needs_object")
        return
    try:
        formula_in(work, object, text)
    except FieldFault as fault:
        faults.note(place, fault.code, **fault.facts)


def check_fields(work: "Work", faults: Places, object: ObjectType, said: Any, *, fresh: bool) -> None:
    """The fields a step writes: there, fillable, and constants of the right kind."""
    if not isinstance(said, Mapping):
        faults.note("fields", "bad_value")
        return
    readable = work.access.readable(object)
    for name, value in said.items():
        place, each = f"fields.{str(name)[:60]}", readable.get(name)
        if each is None:
            faults.note(place, "rule_unknown_field", field=str(name)[:80], label=object.label.json())
        elif each.derived or not (work.access.settable if fresh else work.access.writable)(object, each):
            faults.note(place, "field_forbidden", field=name)
        elif not _open(value):
            try:
                read_value(work, each, value)
            except FieldFault as fault:
                faults.note(place, fault.code, **fault.facts)
    if fresh:
        for name, each in object.fields.items():
            if each.required and said.get(name) in (None, ""):
                faults.note(f"fields.{name}", "required")


def _open(value: Any) -> bool:
    """Whether a value is known only when the rule runs."""
    if isinstance(value, str):
        return bool(blanks(value)) or value == RECORD
    if isinstance(value, Mapping):
        return is_formula(value) or any(_open(each) for each in value.values())
    return isinstance(value, Sequence) and any(_open(each) for each in value)

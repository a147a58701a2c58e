"""Whether a rule would set itself off, alone or by others, as far as what they say shows it."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from prooftrail.platform.automation.faults import Places
from prooftrail.platform.automation.inputs import is_formula
from prooftrail.platform.automation.rules.lettering import blanks
from prooftrail.platform.automation.rules.loops import OPEN, Waits, Writes, find_loop
from prooftrail.platform.automation.shapes import RECORD
from prooftrail.platform.automation.store import armed

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

WRITING = {"set_fields": "updated", "create_record": "created"}


def check_loops(work: "Work", faults: Places, said: Mapping[str, Any]) -> None:
    """Note a loop that rules in force would close with this one."""
    others = {each.rule.key: each.rule.said for each in armed(work)}
    all_of_them = {**others, said["key"]: said}
    writes = {key: list(_writes(work, each)) for key, each in all_of_them.items()}
    waits = {key: found for key, each in all_of_them.items() if (found := _waits(each)) is not None}
    loop = find_loop(said["key"], writes, waits)
    if loop is not None:
        faults.note("then", "rule_loop", rules=[all_of_them[key]["label"] for key in loop])


def _writes(work: "Work", said: Mapping[str, Any]) -> Iterator[Writes]:
    for step in said["then"]:
        event = WRITING.get(step["action"])
        object = _written_object(work, said, step)
        fields = step["input"].get("fields")
        if event is not None and object is not None and isinstance(fields, Mapping):
            yield Writes(object, event, {name: _value(each) for name, each in fields.items()})


def _written_object(work: "Work", said: Mapping[str, Any], step: Mapping[str, Any]) -> str | None:
    named = step["input"].get("object")
    if step["action"] == "create_record" or isinstance(named, str):
        return named if isinstance(named, str) else None
    own = work.schema.objects.get(str(said["object"]))
    if own is None or step["record"] == RECORD:
        return None if own is None else own.name
    link = own.fields.get(str(step["record"]))
    return None if link is None else str(link.options.get("object"))


def _value(said: Any) -> object:
    if is_formula(said) or (isinstance(said, str) and (blanks(said) or said == RECORD)):
        return OPEN
    return said if said is None or isinstance(said, str | int | bool) else OPEN


def _waits(said: Mapping[str, Any]) -> Waits | None:
    when = said["when"]
    if when.get("on") != "record" or said["object"] is None:
        return None
    fields = when.get("fields")
    changed = set(fields or ()) | set(when.get("from") or ()) | set(when.get("to") or ())
    only = dict(when.get("to") or {}) | dict(_held((said["if"] or {}).get("filter")))
    return Waits(said["object"], frozenset(when["events"]), frozenset(changed) if changed else None, only)


def _held(filter: Any) -> Iterator[tuple[str, object]]:
    """Values a filter asks for whatever else it says."""
    if not isinstance(filter, list) or not filter:
        return
    if filter[0] == "and":
        for part in filter[1:]:
            yield from _held(part)
    elif len(filter) == 3 and filter[1] == "=":
        yield filter[0], filter[2]

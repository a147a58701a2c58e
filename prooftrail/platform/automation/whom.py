"""Steps that tell or ask people: the ways to find them are checked where the rule is typed."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from prooftrail.platform.automation.faults import Places
from prooftrail.platform.automation.triggers import StepAbout, register_step
from prooftrail.platform.fields import FieldFault
from prooftrail.platform.people.choosing import check_who
from prooftrail.platform.processes.formulas import read_formula

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

OPENING = "open_work_item"
TELLING = ("notify", OPENING, "send_content", "send_board")
PEOPLE = ("who", "copy")


def _check(work: "Work", of: str | None, step: Mapping[str, Any], faults: Places) -> None:
    said = step["input"]
    named = said.get("object") if isinstance(said.get("object"), str) else None
    object = work.schema.objects.get(named) if named else None
    if named and object is None:
        faults.note("object", "rule_unknown_object", object=named[:80])
    for place, who in _lists(said):
        for each in check_who(work, who, object, place, needed=place != "copy"):
            faults.note(each.place, each.code, **each.facts)
    formula = said.get("close_when")
    if isinstance(formula, str) and object is not None:
        try:
            read_formula(work, object, formula)
        except FieldFault as fault:
            faults.note("close_when", fault.code, **fault.facts)


def _lists(said: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name in PEOPLE:
        if name in said:
            yield name, said[name]
    ladder = said.get("ladder")
    for at, rung in enumerate(ladder if isinstance(ladder, list) else ()):
        if isinstance(rung, Mapping) and "to" in rung:
            yield f"ladder.{at}.to", rung["to"]


for _name in TELLING:
    register_step(_name, StepAbout(_check, episode=_name == OPENING))

"""Steps that name people: who they are is checked where the rule is typed, each fault at its place."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from prooftrail.platform.automation.faults import Places
from prooftrail.platform.automation.triggers import StepAbout, register_step
from prooftrail.platform.people.choosing import check_who

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

TELLING = "notify"
OPENING = "open_work_item"


def check_people(work: "Work", of: str | None, step: Mapping[str, Any], faults: Places) -> None:
    """Note what is wrong with whom a step tells, copies or asks."""
    said = step["input"]
    object = said.get("object") or of
    for name in ("who", "copy"):
        if isinstance(said.get(name), list):
            for each in check_who(work, said[name], object, name, needed=name == "who"):
                faults.note(each.place, each.code, **each.facts)


def know_people(late: tuple[str, ...]) -> None:
    """Let rules tell people and open work items; `late` are the facts these fill in by themselves."""
    register_step(TELLING, StepAbout(check_people))
    register_step(OPENING, StepAbout(check_people, late=late))

"""What is done with a work item: opened, taken on, settled, handed on, escalated."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from pydantic import Field

from prooftrail.platform.actions.action import Action, Done, Input, action
from prooftrail.platform.calendar.store import calendar_of
from prooftrail.platform.fields import FieldFault
from prooftrail.platform.notify.actions import bad, check_writes
from prooftrail.platform.notify.notifying import about_record, checked_people, said
from prooftrail.platform.notify.rules.wishes import LEVELS
from prooftrail.platform.notify.telling import About, tell
from prooftrail.platform.people.actor import system
from prooftrail.platform.processes.formulas import read_formula
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json
from prooftrail.platform.workitems import store
from prooftrail.platform.workitems.ladder import climb
from prooftrail.platform.workitems.lengths import is_length, working_hours
from prooftrail.platform.workitems.opening import Opening, open_item
from prooftrail.platform.workitems.store import OBJECT, UNSETTLED

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

OPEN = "workitems:open"
KINDS = ("alert", "warning", "review", "exception", "request")
OUTCOMES = ("done", "no_action", "wrong", "other")
MOST_RUNGS, MOST_FACTS = 10, 50
LONGEST = 5_000
Words = dict[str, str] | str
Who = list[dict[str, Any]]


class OpenWorkItem(Input):
    """`due` and a rung's `after` are lengths: `{"hours": 24, "in": "working"}`, `{"days": 3}`. Without an
    `episode` an item of the same source, record and kind that is not settled stands for it; a rule of waiting
    that names none hands on its wait."""

    title: Words
    kind: str = "alert"
    level: str = "yellow"
    cause: Words = ""
    who: Who
    copies: Who = Field(default_factory=list, alias="copy")
    object: str | None = None
    record: UUID | None = None
    due: dict[str, Any] | None = None
    ladder: list[dict[str, Any]] | None = None
    close_when: str | dict[str, Any] | None = None
    episode: str | None = None
    source: str | None = None
    facts: dict[str, Any] = Field(default_factory=dict)


class Note(Input):
    """A word about it."""

    comment: str = Field(default="", max_length=LONGEST)


class Resolve(Input):
    """What came of it."""

    outcome: str = "done"
    resolution: str = Field(default="", max_length=LONGEST)


class Reassign(Input):
    """To whom, and why."""

    person: UUID
    comment: str = Field(default="", max_length=LONGEST)


@action("open_work_item", "开工单", "Open work item", permission=OPEN)
def open_work_item(work: "Work", record: UUID | None, given: OpenWorkItem) -> Done:
    """Open one for the first of `who`; the rest are told. Twins of one episode get the same item."""
    check_writes(work)
    about = about_record(work, given.object, record or given.record)
    _check(work, given, about)
    opening = Opening(
        said(given.title, "title"), given.source or work.actor.reason or "person", given.who, given.kind,
        given.level, said(given.cause, "cause", blank=True), given.copies, about.object if about else None,
        about.record if about else None, given.due, given.ladder, given.close_when, given.episode or None,
        given.facts,
    )  # fmt: skip
    item, fresh = open_item(work, opening)
    return Done({"work_item": str(item), "opened": fresh})


@action("respond_work_item", "响应工单", "Respond to work item")
def respond_work_item(work: "Work", record: UUID | None, given: Note) -> Done:
    """Take it on: from now on it is being dealt with."""
    item = _named(record)
    row = _mine(work, item, ("open",))
    return _moved(
        work, item, {"state": "working", **_responded(work, row)}, "work_item.responded", given.comment
    )


@action("resolve_work_item", "解决工单", "Resolve work item")
def resolve_work_item(work: "Work", record: UUID | None, given: Resolve) -> Done:
    """Settle it, with what came of it; `other` needs words."""
    item = _named(record)
    if given.outcome not in OUTCOMES:
        raise bad(outcome="bad_value")
    if given.outcome == "other" and not given.resolution.strip():
        raise bad(resolution="required")
    row = _mine(work, item, UNSETTLED)
    values: dict[str, Json] = {
        "state": "resolved", "outcome": given.outcome, "resolution": given.resolution,
        "resolved_at": work.now.isoformat(),
        "resolution_hours": str(working_hours(calendar_of(work), row["opened_at"], work.now)),
        **_responded(work, row),
    }  # fmt: skip
    store.rest(work, item)
    return _moved(work, item, values, "work_item.resolved", "")


@action("reassign_work_item", "转派工单", "Hand on work item")
def reassign_work_item(work: "Work", record: UUID | None, given: Reassign) -> Done:
    """Give it to somebody else, who is told."""
    item = _named(record)
    row = _mine(work, item, UNSETTLED)
    if not work.records.present("person", given.person):
        raise bad(person="reference_not_found")
    comment = given.comment.strip()
    with work.acting(work.actor.with_all_rights()):
        written = work.records.update(
            OBJECT, item, {"owner": str(given.person)}, loose=True, action="work_item.reassigned",
            because={"comment": comment or None},
        )  # fmt: skip
    tell(
        work, [given.person], title={"zh": f"转给你：{row['title']}", "en": f"Handed to you: {row['title']}"},
        text=comment, about=About(OBJECT, item), level=row["level"] or "info", source=row["source"],
        key=f"work_item:{item}:owner:{written.version}",
    )  # fmt: skip
    return Done({"work_item": str(item), "owner": str(given.person)}, [written])


@action("escalate_work_item", "升级工单", "Escalate work item")
def escalate_work_item(work: "Work", record: UUID | None, given: Note) -> Done:
    """Take the next rung of its ladder now."""
    item = _named(record)
    _mine(work, item, UNSETTLED)
    kept = store.beside(work, item)
    if kept["rung"] >= len(kept["ladder"]):
        raise Refusal("no_rung_left", "conflict", facts={"rungs": len(kept["ladder"])})
    people = climb(work, item, given.comment.strip())
    return Done({"work_item": str(item), "told": [str(each) for each in people]})


ACTIONS: tuple[Action, ...] = (
    open_work_item, respond_work_item, resolve_work_item, reassign_work_item, escalate_work_item,
)  # fmt: skip


def may_act(work: "Work", row: Mapping[str, Any]) -> bool:
    """Whether the caller may move an item he sees on: its owner, and those who may write what is his."""
    if work.actor.read_only:
        return False
    access = work.access
    if access.unbound or (row["owner"] is not None and row["owner"] == work.actor.person):
        return True
    reach = access.grant(OBJECT).write
    return reach == "all" or row["owner"] in access.owners.get(reach, ())


def _named(record: UUID | None) -> UUID:
    if record is None:
        raise bad(record="required")
    return record


def _mine(work: "Work", item: UUID, states: tuple[str, ...]) -> store.Row:
    """The item's row, locked. Refuses one out of sight, somebody else's, and one in another state."""
    check_writes(work)
    if not work.records.present(OBJECT, item):
        raise work.records.missing(OBJECT)
    row = store.load(work, item)
    if not may_act(work, row):
        raise Refusal("work_item_not_yours", "forbidden", facts={"number": row["number"]})
    if row["state"] not in states:
        facts = {"number": row["number"], "state": row["state"]}
        if row["state"] in UNSETTLED:
            raise Refusal("work_item_taken_on", "conflict", facts=facts)
        raise Refusal("work_item_settled", "conflict", facts=facts)
    return row


def _responded(work: "Work", row: Mapping[str, Any]) -> dict[str, Json]:
    """The first response, where this is it."""
    if row["responded_at"] is not None:
        return {}
    hours = working_hours(calendar_of(work), row["opened_at"], work.now)
    return {"responded_at": work.now.isoformat(), "response_hours": str(hours)}


def _moved(work: "Work", item: UUID, values: Mapping[str, Json], action: str, comment: str) -> Done:
    because: dict[str, Json] = {"comment": comment.strip() or None}
    with work.acting(work.actor.with_all_rights()):
        written = work.records.update(OBJECT, item, dict(values), loose=True, action=action, because=because)
    return Done({"work_item": str(item), "state": values["state"]}, [written])


def _check(work: "Work", given: OpenWorkItem, about: About | None) -> None:
    """Refuse what is wrong in what is asked for, all of it at its places."""
    object = about.object if about else given.object
    faults: dict[str, str] = {}
    if given.kind not in KINDS:
        faults["kind"] = "bad_value"
    if given.level not in LEVELS:
        faults["level"] = "bad_value"
    if given.due is not None and not is_length(given.due):
        faults["due"] = "bad_value"
    if len(given.facts) > MOST_FACTS:
        faults["facts"] = "bad_value"
    for at, rung in enumerate(given.ladder or ()):
        if at >= MOST_RUNGS or set(rung) - {"after", "to"} or not rung.get("to"):
            faults[f"ladder.{at}"] = "bad_value"
        elif "after" in rung and not is_length(rung["after"]):
            faults[f"ladder.{at}.after"] = "bad_value"
    if given.close_when and (object is None or not _closes(work, object, given.close_when)):
        faults["close_when"] = "bad_value"
    if faults:
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields=faults)
    checked_people(work, given.who, object, "who")
    checked_people(work, given.copies, object, "copy", needed=False)
    for at, rung in enumerate(given.ladder or ()):
        checked_people(work, rung["to"], object, f"ladder.{at}.to")


def _closes(work: "Work", object: str, said: str | Mapping[str, Any]) -> bool:
    if isinstance(said, Mapping):
        return set(said) <= {"arrives", "filter"} and said.get("arrives") in work.schema.objects
    try:
        with work.acting(system("work item")):
            read_formula(work, work.schema.object(object), said)
    except FieldFault:
        return False
    return True

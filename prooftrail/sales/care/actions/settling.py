"""What is done with a complaint: taken on, resolved with its cause, reopened."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from pydantic import Field

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.calendar.store import calendar_of
from prooftrail.platform.notify.telling import About, tell
from prooftrail.platform.records import Written
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import is_unseen
from prooftrail.platform.workitems.lengths import working_hours
from prooftrail.sales.care.actions.raise_complaint import choices_of
from prooftrail.sales.care.lodging import ask_for, due_of, settle
from prooftrail.sales.care.model import COMPLAINT, OPEN, RESOLVED, SOURCE, WORKING, Row
from prooftrail.sales.care.queries import held
from prooftrail.sales.parties import faulty

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


class TakeComplaint(Input):
    """Nothing but the complaint, which is the action's record."""


class ResolveComplaint(Input):
    """What was done, and what it came of."""

    resolution: str = Field(max_length=5_000)
    cause: str = Field(max_length=60)


class ReopenComplaint(Input):
    """Why it is not settled."""

    reason: str = Field(max_length=500)


@action("take_complaint", "接手投诉", "Take complaint on")
def take_complaint(work: "Work", record: UUID | None, given: TakeComplaint) -> Done:
    """Whoever takes it on has it from now on."""
    row = _taken(work, record, (OPEN,))
    owner = {"owner": str(work.actor.person)} if work.actor.person else {}
    written = _move(
        work, row, {"state": WORKING, "taken_at": work.now.isoformat(), **owner}, "complaint.taken"
    )
    return Done({"complaint": str(row.id), "state": WORKING}, [written])


@action("resolve_complaint", "解决投诉", "Resolve complaint")
def resolve_complaint(work: "Work", record: UUID | None, given: ResolveComplaint) -> Done:
    """Say what was done and what it came of; its work item ends and the rep hears of it."""
    _said("resolution", given.resolution)
    if given.cause not in choices_of(work, "cause"):
        raise faulty(cause="bad_value")
    row = _taken(work, record, (OPEN, WORKING))
    hours = working_hours(calendar_of(work), row.raised_at, work.now)
    written = _move(work, row, {
        "state": RESOLVED, "resolution": given.resolution.strip(), "cause": given.cause, "overdue": False,
        "resolved_at": work.now.isoformat(), "resolution_hours": str(hours),
        "in_time": work.now <= row.due_at,
    }, "complaint.resolved")  # fmt: skip
    settle(work, row.id, given.resolution.strip()[:2_000])
    _let_know(work, row, {"zh": "投诉已解决", "en": "Complaint resolved"}, given.resolution.strip())
    return Done({"complaint": str(row.id), "state": RESOLVED}, [written])


@action("reopen_complaint", "重开投诉", "Reopen complaint")
def reopen_complaint(work: "Work", record: UUID | None, given: ReopenComplaint) -> Done:
    """Say what is not settled; its time begins anew. Whoever sees it may, the customer being his."""
    _said("reason", given.reason)
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
    row = held(work, record)
    _in_state(row, (RESOLVED,))
    written = _move(work, row, {
        "state": OPEN, "reason": given.reason.strip(), "reopened": row.reopened + 1, "resolved_at": None,
        "in_time": None, "resolution_hours": None, "due_at": due_of(work, row.severity).isoformat(),
    }, "complaint.reopened")  # fmt: skip
    with work.acting(work.actor.with_all_rights()):
        ask_for(work, held(work, row.id), given.reason.strip())
    return Done({"complaint": str(row.id), "state": OPEN}, [written])


def _taken(work: "Work", record: UUID | None, states: Sequence[str]) -> Row:
    """The complaint, locked, for a deed of its owner or of who may write for him."""
    row = held(work, record)
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
    if not _may(work, row.owner):
        raise Refusal("complaint_not_yours", "forbidden", facts={"number": row.number})
    _in_state(row, states)
    return row


def _in_state(row: Row, states: Sequence[str]) -> None:
    if row.state not in states:
        facts = {"number": row.number, "state": row.state, "states": list[Any](states)}
        raise Refusal("complaint_moved_on", "conflict", facts=facts)


def _may(work: "Work", owner: UUID | None) -> bool:
    if work.access.unbound or (owner is not None and owner == work.actor.person):
        return True
    reach = work.access.grant(COMPLAINT).write
    return reach == "all" or owner in work.access.owners.get(reach, ())


def _move(work: "Work", row: Row, values: Mapping[str, Any], action: str) -> Written:
    with work.acting(work.actor.with_all_rights()):
        return work.records.update(COMPLAINT, row.id, dict(values), loose=True, action=action)


def _let_know(work: "Work", row: Row, words: Mapping[str, str], text: str) -> None:
    if row.rep is None or row.rep == work.actor.person:
        return
    title = {
        key: f"{said}：{row.title}" if key == "zh" else f"{said}: {row.title}" for key, said in words.items()
    }
    tell(work, [row.rep], title=title, text=text[:400], about=About(COMPLAINT, row.id), source=SOURCE,
         key=f"complaint:{row.id}:{row.reopened}:resolved")  # fmt: skip


def _said(field: str, text: str) -> None:
    if is_unseen(text):
        raise faulty(**{field: "required"})

"""Writing a complaint down: whose it becomes, until when, and the work item that goes up when it is late."""

from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.calendar.rules.working import add_working_time
from prooftrail.platform.calendar.store import calendar_of
from prooftrail.platform.people.organisation import holders, who_is_here
from prooftrail.platform.records import Change, Written
from prooftrail.platform.values import uuid7
from prooftrail.platform.workitems.actions import Resolve, resolve_work_item
from prooftrail.platform.workitems.opening import Opening, open_item
from prooftrail.platform.workitems.store import UNSETTLED
from prooftrail.sales.care.model import COMPLAINT, MOST_HOURS, OPEN, SOURCE, USUAL_HOURS, Row
from prooftrail.sales.care.queries import held, unit_of

if TYPE_CHECKING:
    from datetime import datetime

    from prooftrail.platform.work import Work


@dataclass(frozen=True, slots=True)
class Told:
    """What is complained of, by which customer; `rep` answers for him."""

    customer: UUID
    deal: UUID | None
    name: str
    rep: UUID | None
    category: str
    severity: str
    story: str
    came_by: str = "told"
    cause: str | None = None
    owner: UUID | None = None


def lodge(work: "Work", told: Told, id: UUID | None = None) -> Written:
    """A new complaint with its work item."""
    values: dict[str, Any] = {
        "title": _title(work, told), "customer": str(told.customer), "category": told.category,
        "deal": str(told.deal) if told.deal else None, "cause": told.cause, "severity": told.severity,
        "origin_kind": told.came_by, "story": told.story or None, "state": OPEN,
        "owner": _text(told.owner or _whose(work, told)),
        "raised_by": _text(work.actor.person), "rep": _text(told.rep),
        "rep_unit": _text(unit_of(work, told.rep)), "raised_at": work.now.isoformat(),
        "due_at": due_of(work, told.severity).isoformat(), "overdue": False, "reopened": 0,
    }  # fmt: skip
    with work.acting(work.actor.with_all_rights()):
        change = Change("create", COMPLAINT, id or uuid7(), values)
        written = work.records.apply([change], loose=True, action="complaint.raised")[0]
        row = held(work, written.id)
    ask_for(work, row, told.story)
    return written


def due_of(work: "Work", severity: str) -> "datetime":
    """When a complaint of a severity that came now is to be settled."""
    hours: int = min(work.settings.value("care.due_hours").get(severity, USUAL_HOURS), MOST_HOURS)
    return add_working_time(calendar_of(work), work.now, timedelta(hours=hours))


def ask_for(work: "Work", row: Row, story: str) -> None:
    """A work item for its owner until it is due; one each time it is open."""
    minutes = max(0, ceil((row.due_at - work.now).total_seconds() / 60))
    open_item(work, Opening(
        {"zh": f"处理投诉：{row.title}", "en": f"Complaint to settle: {row.title}"}, SOURCE,
        [{"by": "person", "person": str(row.owner)}] if row.owner else [{"by": "owner"}], "exception",
        "red" if row.severity == "high" else "yellow",
        {"zh": f"{row.number} 要在期限前解决；过了期限，上级会收到。{story[:300]}",
         "en": f"{row.number} is to be settled in time; past it the head hears of it. {story[:300]}"},
        (), COMPLAINT, row.id, {"minutes": minutes, "in": "calendar"}, episode=f"{row.id}:{row.reopened}",
    ))  # fmt: skip


def settle(work: "Work", complaint: UUID, words: str) -> None:
    """What waited for it ends."""
    rows = work.execute(
        f"select id from {work.place.schema}.work_item where source = %s and about_record = %s "
        "and state = any(%s) and deleted_at is null",
        [SOURCE, str(complaint), list(UNSETTLED)],
    ).fetchall()
    with work.acting(work.actor.with_all_rights()):
        for (item,) in rows:
            resolve_work_item.run(work, item, Resolve(outcome="done", resolution=words))


def _whose(work: "Work", told: Told) -> UUID | None:
    """Who holds the category's role near the rep; else the rep."""
    role = work.settings.value("care.roles").get(told.category)
    found = holders(work, role, "team", told.rep) if role else []
    here = who_is_here(work, found or ([told.rep] if told.rep else []))
    return here[0] if here else told.rep


def _title(work: "Work", told: Told) -> str:
    kinds = work.schema.object(COMPLAINT).fields["category"].options["choices"]
    labels = {each["key"]: each["label"] for each in kinds}
    said = labels.get(told.category, {}).get(work.locale, told.category)
    return f"{told.name} · {said}"[:200]


def _text(id: UUID | None) -> str | None:
    return str(id) if id else None

"""What who asked does with a result: confirms it, or asks again."""

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from pydantic import Field

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.calendar.rules.working import add_working_time
from prooftrail.platform.calendar.store import calendar_of
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import is_unseen
from prooftrail.sales.requests.model import CONFIRMED, DELIVERED, HANDED_BACK, RAISED
from prooftrail.sales.requests.moving import move, taken
from prooftrail.sales.requests.queries import held, kinds
from prooftrail.sales.requests.telling import ask_for, let_know

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


class ConfirmRequest(Input):
    """Nothing but the request, which is the action's record."""


class ReopenRequest(Input):
    """What is still missing."""

    reason: str = Field(max_length=500)


@action("confirm_request", "确认协同结果", "Confirm request")
def confirm_request(work: "Work", record: UUID | None, given: ConfirmRequest) -> Done:
    """The result is what was asked for."""
    row = taken(work, record, (DELIVERED,), asker=True)
    values = {"state": CONFIRMED, "confirmed_at": work.now.isoformat()}
    written = move(work, row, values, "request.confirmed")
    let_know(work, row.owner, row, {"zh": "结果已确认", "en": "Your result was confirmed"}, "", CONFIRMED)
    return Done({"team_request": str(row.id), "state": CONFIRMED}, [written])


@action("reopen_request", "重开协同请求", "Reopen request")
def reopen_request(work: "Work", record: UUID | None, given: ReopenRequest) -> Done:
    """Ask again, with what is missing; its times begin anew. The first answer stays as it was."""
    if is_unseen(given.reason):
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields={"reason": "required"})
    row = taken(work, record, (DELIVERED, HANDED_BACK), asker=True)
    kind, calendar = kinds(work).get(row.kind), calendar_of(work)
    hours = (kind.respond_hours, kind.due_hours) if kind else (4, 24)
    respond_by, due_at = (add_working_time(calendar, work.now, timedelta(hours=each)) for each in hours)
    values = {
        "state": RAISED, "reason": given.reason.strip(), "reopened": row.reopened + 1, "overdue": False,
        "respond_by": respond_by.isoformat(), "due_at": due_at.isoformat(), "delivered_at": None,
        "delivered_in_time": None,
    }  # fmt: skip
    written = move(work, row, values, "request.reopened")
    row = held(work, row.id)
    ask_for(work, row, "respond", row.respond_by)
    return Done({"team_request": str(row.id), "state": RAISED}, [written])

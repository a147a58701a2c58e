"""What the team does with a request: takes it on, hands it back, delivers."""

from typing import TYPE_CHECKING
from uuid import UUID

from pydantic import Field

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import is_unseen
from prooftrail.sales.requests.model import ACCEPTED, DELIVERED, HANDED_BACK, RAISED, Row
from prooftrail.sales.requests.moving import answered, in_time, move, taken
from prooftrail.sales.requests.queries import held
from prooftrail.sales.requests.telling import ask_for, let_know, settle

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


class AcceptRequest(Input):
    """Nothing but the request, which is the action's record."""


class HandBackRequest(Input):
    """Why."""

    reason: str = Field(max_length=500)


class DeliverRequest(Input):
    """What came of it, in words, as files, or both."""

    result: str = Field(default="", max_length=5_000)
    files: list[UUID] = Field(default_factory=list, max_length=20)


@action("accept_request", "接下协同请求", "Accept request")
def accept_request(work: "Work", record: UUID | None, given: AcceptRequest) -> Done:
    """Take it on: whoever does has it from now on, and delivers until it is due."""
    row = taken(work, record, (RAISED,), asker=False)
    owner = {"owner": str(work.actor.person)} if work.actor.person else {}
    written = move(work, row, {"state": ACCEPTED, **answered(work, row), **owner}, "request.accepted")
    settle(work, row.id, "已接下 / Taken on")
    row = held(work, row.id)
    ask_for(work, row, "deliver", row.due_at)
    let_know(
        work, row.asked_by, row, {"zh": "协同请求有人接了", "en": "Your request was taken on"}, "", "accepted"
    )
    return Done({"team_request": str(row.id), "state": ACCEPTED}, [written])


@action("hand_back_request", "退回协同请求", "Hand back request")
def hand_back_request(work: "Work", record: UUID | None, given: HandBackRequest) -> Done:
    """Say why it cannot be done; whoever asked may ask anew."""
    reason = _said(given.reason)
    row = taken(work, record, (RAISED, ACCEPTED), asker=False)
    values = {"state": HANDED_BACK, "reason": reason, "overdue": False, **answered(work, row)}
    return _ended(work, row, values, {"zh": "协同请求被退回", "en": "Your request was handed back"}, reason)


@action("deliver_request", "交付协同请求", "Deliver request")
def deliver_request(work: "Work", record: UUID | None, given: DeliverRequest) -> Done:
    """Hand over the result; who asked confirms it or asks again."""
    result = "" if is_unseen(given.result) else given.result.strip()
    if not result and not given.files:
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields={"result": "required"})
    row = taken(work, record, (ACCEPTED, RAISED), asker=False)
    values = {
        "state": DELIVERED, "result": result or None, "files": [str(each) for each in given.files],
        "delivered_at": work.now.isoformat(), "delivered_in_time": in_time(row.due_at, work.now),
        "overdue": False, **answered(work, row),
    }  # fmt: skip
    return _ended(
        work, row, values, {"zh": "协同请求已交付，请确认", "en": "Delivered: please confirm"}, result
    )


def _ended(work: "Work", row: Row, values: dict[str, object], words: dict[str, str], text: str) -> Done:
    """The team's part is over: its work item ends, and who asked hears of it."""
    written = move(work, row, values, f"request.{values['state']}")
    settle(work, row.id, text or words["zh"])
    let_know(work, row.asked_by, row, words, text[:400], str(values["state"]))
    return Done({"team_request": str(row.id), "state": str(values["state"])}, [written])


def _said(reason: str) -> str:
    if is_unseen(reason):
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields={"reason": "required"})
    return reason.strip()

"""A second person's yes or no to a quotation, a contract or an order."""

from typing import Any
from uuid import UUID

from pydantic import Field

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.records import Change
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json, is_unseen
from prooftrail.platform.work import Work
from prooftrail.sales.playbook.guards.papers import GIVEN, SENT_BACK
from prooftrail.sales.playbook.rules.approvals import APPROVED, PAPERS


class Approve(Input):
    """`to` is the status that is given; a contract is approved, then signed, then in effect."""

    object: str
    to: str = APPROVED
    version: int | None = None


class RejectApproval(Input):
    """`reason` is kept on the record and in the history."""

    object: str
    reason: str = Field(max_length=500)
    version: int | None = None


@action("approve", "批准", "Approve")
def approve(work: Work, record: UUID | None, given: Approve) -> Done:
    """Give a paper the status its next step needs, as somebody who neither owns nor made it."""
    return _move(work, record, given.object, given.to, given.version, GIVEN, {"approval": given.to})


@action("reject_approval", "退回", "Send back")
def reject_approval(work: Work, record: UUID | None, given: RejectApproval) -> Done:
    """Send a paper back, or take an approval away, and say why."""
    if is_unseen(given.reason):
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields={"reason": "required"})
    paper = PAPERS.get(given.object)
    to = paper.sent_back if paper else ""
    reason = given.reason.strip()
    return _move(work, record, given.object, to, given.version, SENT_BACK, {"reason": reason})


def _move(
    work: Work, record: UUID | None, object: str, to: str, version: int | None, action: str,
    because: dict[str, Json],
) -> Done:  # fmt: skip
    if record is None:
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields={"record": "required"})
    name = work.schema.object(object).name
    if name not in PAPERS:
        raise Refusal("nothing_to_approve", "invalid", facts={"object": name}, fields={"object": "bad_value"})
    values: dict[str, Any] = {"status": to}
    change = Change("update", name, record, values, version)
    written = work.records.apply([change], because=because, action=action)
    return Done({"status": written[0].after["status"]}, written)

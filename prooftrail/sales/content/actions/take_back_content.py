"""Taking back what was sent: its links open nothing any more."""

from uuid import UUID

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.links.store import end
from prooftrail.platform.records import Change
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.work import Work
from prooftrail.sales.content.model import SENT, TAKEN_BACK
from prooftrail.sales.content.queries import copies, sending_of


class TakeBackContent(Input):
    """Nothing but the sending, which is the action's record."""


@action("take_back_content", "收回资料", "Take back content")
def take_back_content(work: Work, record: UUID | None, given: TakeBackContent) -> Done:
    """End every link of the sending a record belongs to, for whoever may change it."""
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
    if record is None:
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields={"record": "required"})
    sending = sending_of(work, record)
    ended = end(work, SENT, sending)
    values = {"ended_at": work.now.isoformat()}
    changes = [Change("update", SENT, each.id, values) for each in copies(work, sending, hold=True)]
    written = work.records.apply(changes, loose=True, action=TAKEN_BACK)
    return Done({"sending": str(sending), "links": ended}, written)

"""Verbs every object has."""

from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.refusal import Refusal

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


class RestoreRecord(Input):
    """Which object the record is of; `id` may stand here instead of beside."""

    object: str
    id: UUID | None = None


@action("restore_record", "恢复记录", "Restore record", permission="trash:restore")
def restore_record(work: "Work", record: UUID | None, given: RestoreRecord) -> Done:
    """Take a record, and what went with it, out of the trash."""
    found = record or given.id
    if found is None:
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields={"record": "required"})
    return Done({}, [work.records.restore(given.object, found)])


class ShareRecord(Input):
    """With whom, and whether he may change it; `remove` takes the share back."""

    object: str
    person: UUID
    may_write: bool = False
    remove: bool = False


@action("share_record", "共享记录", "Share record")
def share_record(work: "Work", record: UUID | None, given: ShareRecord) -> Done:
    """Let one more person see one record; only who may change it may share it."""
    from prooftrail.platform.records.sharing import share

    if record is None:
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields={"record": "required"})
    share(work, given.object, record, given.person, may_write=given.may_write, remove=given.remove)
    return Done({"shared": not given.remove})

"""The process's verbs."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from pydantic import Field

from prooftrail.platform.actions.action import Action, Done, Input, action
from prooftrail.platform.processes import undoing
from prooftrail.platform.processes.confirming import confirm_requirement, withdraw_confirmation
from prooftrail.platform.processes.designing import (
    copy_process,
    discard_process_draft,
    publish_process,
    retire_process,
    save_process_draft,
    try_process,
)
from prooftrail.platform.processes.kinds import save_evidence_kind
from prooftrail.platform.refusal import Refusal

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


class AdvanceStage(Input):
    """`to` defaults to the next node; `values` are written with the move (a lost reason)."""

    object: str
    to: str | None = None
    version: int | None = None
    values: dict[str, Any] = Field(default_factory=dict)


@action("advance_stage", "推进阶段", "Advance stage")
def advance_stage(work: "Work", record: UUID | None, given: AdvanceStage) -> Done:
    """Move a record to its next node, or out of its process; a PATCH of the stage is the same."""
    from prooftrail.platform.processes.gate import next_stage

    if record is None:
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields={"record": "required"})
    target = given.to or next_stage(work, given.object, record)
    if target is None:
        raise Refusal("already_ended", "invalid", facts={"to": None}, fields={"stage": "already_ended"})
    written = work.records.update(
        given.object, record, {**given.values, "stage": target}, version=given.version
    )
    return Done({"stage": written.after["stage"]}, [written])


__all__ = ["ACTIONS", "undoing"]
ACTIONS: tuple[Action, ...] = (
    advance_stage, confirm_requirement, withdraw_confirmation, save_process_draft, try_process,
    publish_process, copy_process, discard_process_draft, retire_process, save_evidence_kind,
)  # fmt: skip

"""A difference taken on as a figure: from then on it is on boards, in targets, and in rules."""

from typing import TYPE_CHECKING
from uuid import UUID

from pydantic import Field

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.metrics.actions import save
from prooftrail.platform.metrics.showing import shown
from prooftrail.platform.metrics.store import metrics
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema.design.actions import DESIGN
from prooftrail.sales.learning.behaviours import DEFINED

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


class KeepBehaviour(Input):
    """The behaviour's key."""

    key: str = Field(max_length=80)


@action("keep_behaviour", "设为指标", "Make a behaviour a metric", permission=DESIGN)
def keep_behaviour(work: "Work", record: UUID | None, given: KeepBehaviour) -> Done:
    """Make it a metric of the workspace, once. Refuses one that is not told in the language of metrics."""
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
    if given.key not in DEFINED:
        raise Refusal("unknown_behaviour", "missing", facts={"key": given.key})
    known = metrics(work).get(given.key)
    if known is not None and known.definition is not None:
        return Done({"metric": shown(work, known), "made": False})
    return Done({"metric": shown(work, save(work, DEFINED[given.key])), "made": True})

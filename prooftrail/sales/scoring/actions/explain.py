"""Asking why a lead has its score."""

from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.refusal import Refusal
from prooftrail.sales.scoring.explaining import explain

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


class ExplainLeadScore(Input):
    """Nothing but the lead, which is the action's record."""


@action("explain_lead_score", "看评分理由", "Explain a lead's score")
def explain_lead_score(work: "Work", record: UUID | None, given: ExplainLeadScore) -> Done:
    """The score with its reasons, as far as the reader may read what they are made from. Writes nothing."""
    if record is None:
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields={"record": "required"})
    return Done(explain(work, record))

"""Having a model learned, and saying which is in force."""

from typing import TYPE_CHECKING
from uuid import UUID

from pydantic import Field

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.learned import store
from prooftrail.platform.learned.store import CANDIDATE, IN_FORCE, RETIRED
from prooftrail.platform.refusal import Refusal
from prooftrail.sales.scoring.shapes import LEAD
from prooftrail.sales.scoring.showing import show
from prooftrail.sales.scoring.training import activate, ends, enough, least, order

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

PERMISSION = "rules:publish"
LAST = 2**31 - 1


class TrainLeadModel(Input):
    """Nothing: it learns from all closed leads, as the settings say."""


class ActivateLeadModel(Input):
    """A version's number; 0 is the scorecard."""

    number: int = Field(ge=0, le=LAST)


class ShowLeadModel(Input):
    """Nothing."""


@action("train_lead_model", "训练评分模型", "Train the lead model", permission=PERMISSION)
def train_lead_model(work: "Work", record: UUID | None, given: TrainLeadModel) -> Done:
    """`{"number","state"}` of the version the worker learns. Refuses where there is too little history."""
    if not enough(work):
        (won, lost), (least_won, least_lost) = ends(work), least(work)
        facts = {"won": won, "lost": lost, "least_won": least_won, "least_lost": least_lost}
        raise Refusal("score_too_few", "conflict", facts=facts)
    model = order(work)
    return Done({"number": model.number, "state": model.state})


@action("activate_lead_model", "启用评分模型", "Put a lead model in force", permission=PERMISSION)
def activate_lead_model(work: "Work", record: UUID | None, given: ActivateLeadModel) -> Done:
    """`{"number"}`: it scores from now on, and all open leads anew. Refuses what could not be learned."""
    if given.number == 0:
        activate(work, None)
        return Done({"number": 0})
    model = store.find(work, LEAD, given.number)
    if model is None:
        raise Refusal("score_no_model", "missing", facts={"number": given.number})
    if model.state not in (CANDIDATE, IN_FORCE, RETIRED):
        raise Refusal("score_not_learned", "conflict", facts={"number": given.number})
    if model.state != IN_FORCE:
        activate(work, model)
    return Done({"number": model.number})


@action("show_lead_model", "看评分模型", "Show how leads are scored", permission=PERMISSION)
def show_lead_model(work: "Work", record: UUID | None, given: ShowLeadModel) -> Done:
    """What is in force with its figures, versions, features with weights, drift. Writes nothing."""
    return Done(show(work))

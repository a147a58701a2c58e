"""The manifest of scoring."""

from prooftrail.platform.actions import Engine
from prooftrail.sales.scoring.actions.explain import explain_lead_score
from prooftrail.sales.scoring.actions.models import activate_lead_model, show_lead_model, train_lead_model
from prooftrail.sales.scoring.evaluating import EVALUATIONS
from prooftrail.sales.scoring.guard import EndGuard
from prooftrail.sales.scoring.measures import OF_SCORES
from prooftrail.sales.scoring.settings import DEFAULTS

ENGINE = Engine(
    "scoring",
    needs=("capture",),
    actions=(train_lead_model, activate_lead_model, show_lead_model, explain_lead_score),
    guards=(EndGuard(),),
    settings=DEFAULTS,
    metrics=OF_SCORES,
    evaluations=EVALUATIONS,
)

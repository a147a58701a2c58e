"""The manifest of complaints and satisfaction."""

from prooftrail.platform.actions import Engine
from prooftrail.platform.links.questions import register_question
from prooftrail.sales.care.actions.ask_satisfaction import ask_satisfaction
from prooftrail.sales.care.actions.raise_complaint import raise_complaint
from prooftrail.sales.care.actions.settling import reopen_complaint, resolve_complaint, take_complaint
from prooftrail.sales.care.door import SatisfactionDoor
from prooftrail.sales.care.guard import ComplaintGuard
from prooftrail.sales.care.measures import OF_CARE
from prooftrail.sales.care.model import SATISFACTION
from prooftrail.sales.care.settings import DEFAULTS
from prooftrail.sales.care.standing import LAST_COMPLAINTS
from prooftrail.sales.care.steps import let_rules_know

ENGINE = Engine(
    "care",
    actions=(raise_complaint, take_complaint, resolve_complaint, reopen_complaint, ask_satisfaction),
    guards=(ComplaintGuard(),),
    settings=DEFAULTS,
    metrics=OF_CARE,
    facts=(LAST_COMPLAINTS,),
)
register_question(SATISFACTION, SatisfactionDoor())
let_rules_know()

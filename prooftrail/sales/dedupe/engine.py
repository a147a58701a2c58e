"""The manifest of de-duplication."""

from prooftrail.platform.actions import Engine
from prooftrail.sales.dedupe.actions.find_duplicates import find_duplicates
from prooftrail.sales.dedupe.evaluating import DEDUPE
from prooftrail.sales.dedupe.guard import CreditCodeGuard
from prooftrail.sales.dedupe.settings import DEFAULTS

ENGINE = Engine(
    "dedupe",
    actions=(find_duplicates,),
    guards=(CreditCodeGuard(),),
    settings=DEFAULTS,
    evaluations=(DEDUPE,),
)

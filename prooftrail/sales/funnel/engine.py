"""The manifest of the funnel."""

from prooftrail.platform.actions import Engine
from prooftrail.sales.funnel.actions import ACTIONS
from prooftrail.sales.funnel.evaluating import FUNNEL
from prooftrail.sales.funnel.settings import DEFAULTS

ENGINE = Engine("funnel", actions=ACTIONS, settings=DEFAULTS, evaluations=(FUNNEL,))

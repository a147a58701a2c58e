"""The manifest of the funnel."""

from prooftrail.platform.actions import Engine
from prooftrail.sales.funnel.evaluating import FUNNEL

ENGINE = Engine("funnel", evaluations=(FUNNEL,))

"""The manifest of scoring."""

from prooftrail.platform.actions import Engine
from prooftrail.sales.scoring.evaluating import EVALUATIONS

ENGINE = Engine("scoring", evaluations=EVALUATIONS)

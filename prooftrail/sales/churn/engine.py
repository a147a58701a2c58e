"""The manifest of the churn watch."""

from prooftrail.platform.actions import Engine
from prooftrail.sales.churn.actions.start_churn_step import start_churn_step
from prooftrail.sales.churn.measures import OF_CHURN
from prooftrail.sales.churn.settings import DEFAULTS

ENGINE = Engine(
    "churn", needs=("content", "requests"), actions=(start_churn_step,), settings=DEFAULTS, metrics=OF_CHURN
)

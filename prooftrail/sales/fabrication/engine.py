"""The manifest of fabrication."""

from prooftrail.platform.actions import Engine
from prooftrail.sales.fabrication.actions.judge_suspicion import judge_suspicion
from prooftrail.sales.fabrication.actions.look_at_suspicion import look_at_suspicion
from prooftrail.sales.fabrication.actions.weigh_signals import weigh_signals
from prooftrail.sales.fabrication.measures import OF_FABRICATION
from prooftrail.sales.fabrication.settings import DEFAULTS

ENGINE = Engine(
    "fabrication",
    actions=(judge_suspicion, look_at_suspicion, weigh_signals),
    settings=DEFAULTS,
    metrics=OF_FABRICATION,
)

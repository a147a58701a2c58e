"""The manifest of the decision chain."""

from prooftrail.platform.actions import Engine
from prooftrail.sales.chain.actions import show_decision_chain
from prooftrail.sales.chain.guard import ChainGuard
from prooftrail.sales.chain.settings import DEFAULTS

ENGINE = Engine("chain", actions=(show_decision_chain,), guards=(ChainGuard(),), settings=DEFAULTS)

"""The playbook's manifest."""

from prooftrail.platform.actions import Engine
from prooftrail.sales.playbook.actions.log_activity import log_activity

ENGINE = Engine("playbook", actions=(log_activity,))

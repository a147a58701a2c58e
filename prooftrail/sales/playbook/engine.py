"""The playbook's manifest."""

from prooftrail.platform.actions import Engine
from prooftrail.sales.playbook.actions.approve import approve, reject_approval
from prooftrail.sales.playbook.actions.log_activity import log_activity
from prooftrail.sales.playbook.communications import LAST_ACTIVITIES
from prooftrail.sales.playbook.guards.guard import PlaybookGuard
from prooftrail.sales.playbook.settings import DEFAULTS

ENGINE = Engine(
    "playbook",
    actions=(log_activity, approve, reject_approval),
    guards=(PlaybookGuard(),),
    settings=DEFAULTS,
    facts=(LAST_ACTIVITIES,),
)

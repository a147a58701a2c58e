"""The manifest of competition."""

from prooftrail.platform.actions import Engine
from prooftrail.sales.competition.guard import PresenceGuard
from prooftrail.sales.competition.measures import OF_RIVALS
from prooftrail.sales.competition.standing import RIVALS

ENGINE = Engine("competition", guards=(PresenceGuard(),), metrics=OF_RIVALS, facts=(RIVALS,))

"""The worker's turn: rules whose time has come, limits that are over, then what waits to be given out, a
batch at a time.
"""

import json
from datetime import datetime
from typing import TYPE_CHECKING

from prooftrail.platform.database.place import Place
from prooftrail.platform.jobs.sweeps import Ground
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.work import Caller
from prooftrail.sales.routing.compiling import checked
from prooftrail.sales.routing.designing import due_now, go_live, next_time, withdraw
from prooftrail.sales.routing.distributing import give_out
from prooftrail.sales.routing.model import GIVEN_OUT, REASON
from prooftrail.sales.routing.protecting import follow_limits, next_limit
from prooftrail.sales.routing.telling import tell_unfit

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

CALLER = Caller(reason=REASON)


def sweep(on: Ground, place: Place) -> bool:
    """One turn; whether there is more to do."""
    more = False
    for about in GIVEN_OUT:
        with on.workspaces.begin(place.name, CALLER) as work:
            publish_timed(work, about)
        with on.workspaces.begin(place.name, CALLER) as work:
            most = work.settings.value("routing.batch")
            more = follow_limits(work, about, most) == most or more
        with on.workspaces.begin(place.name, CALLER) as work:
            more = give_out(work, about, most).more or more
    return more


def due(work: "Work") -> datetime | None:
    """When a limit is over next, or a version goes into force."""
    return min((at for at in (next_limit(work), next_time(work)) if at is not None), default=None)


def publish_timed(work: "Work", about: str) -> bool:
    """Let what waits go into force at its time; whether it did. What cannot work any more is withdrawn,
    and who said when is told.
    """
    timed = due_now(work, about)
    if timed is None:
        return False
    try:
        checked(work, json.loads(timed["definition"]))
    except Refusal as refusal:
        withdraw(work, about, action="withdrawn_unfit")
        if timed["timed_by"]:
            tell_unfit(work, timed, refusal)
        return False
    go_live(work, about, timed)
    return True

"""The worker's turn: limits that are over, then what waits to be given out, a batch at a time."""

from datetime import datetime
from typing import TYPE_CHECKING

from prooftrail.platform.database.place import Place
from prooftrail.platform.jobs.sweeps import Ground
from prooftrail.platform.work import Caller
from prooftrail.sales.routing.distributing import give_out
from prooftrail.sales.routing.model import GIVEN_OUT, REASON
from prooftrail.sales.routing.protecting import follow_limits, next_limit

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

CALLER = Caller(reason=REASON)


def sweep(on: Ground, place: Place) -> bool:
    """One turn; whether there is more to do."""
    more = False
    for about in GIVEN_OUT:
        with on.workspaces.begin(place.name, CALLER) as work:
            most = work.settings.value("routing.batch")
            more = follow_limits(work, about, most) == most or more
        with on.workspaces.begin(place.name, CALLER) as work:
            more = give_out(work, about, most).more or more
    return more


def due(work: "Work") -> datetime | None:
    """When a limit is over next."""
    return next_limit(work)

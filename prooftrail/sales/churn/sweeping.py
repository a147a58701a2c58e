"""What the worker repeats for churn."""

from datetime import datetime, time
from typing import TYPE_CHECKING

from prooftrail.platform.database.place import Place
from prooftrail.platform.jobs.sweeps import Ground
from prooftrail.platform.work import Caller
from prooftrail.sales.churn import measuring
from prooftrail.sales.churn.counting import count_weeks, newest
from prooftrail.sales.churn.rules.watching import WEEK, monday_of
from prooftrail.sales.churn.tree import tree_of

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def sweep(on: Ground, place: Place) -> bool:
    """One turn: nearly always two short questions."""
    with on.workspaces.begin(place.name, Caller(reason="churn")) as work:
        count_weeks(work)
    with on.workspaces.begin(place.name, Caller(reason="churn")) as work:
        return measuring.measure_due(work) == measuring.MOST


def due(work: "Work") -> datetime | None:
    """When the week after the newest that was counted is over, or the end of an intervention."""
    counted = newest(work)
    first = monday_of(work.today) if counted is None else counted + 2 * WEEK
    monday = datetime.combine(first, time(), work.zone) if tree_of(work) else None
    measured = measuring.due(work)
    return min((each for each in (monday, measured) if each is not None), default=None)

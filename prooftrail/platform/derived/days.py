"""Formulas that use the company's date, computed anew when its day changes."""

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from prooftrail.platform.derived.graph import plans
from prooftrail.platform.derived.marks import ALL, mark
from prooftrail.platform.derived.sweep import CALLER, settle

if TYPE_CHECKING:
    from prooftrail.platform.database.place import Place
    from prooftrail.platform.jobs.sweeps import Ground
    from prooftrail.platform.work import Work


def due(work: "Work") -> datetime | None:
    """The midnight after the day they were computed for; nothing where no formula asks for the date."""
    if not any(plan.dated for plan in plans(work.schema).values()):
        return None
    row = work.execute(f"select derived_on from {work.place.schema}._meta").fetchone()
    if row is None or row[0] is None:
        return work.now
    return datetime.combine(row[0] + timedelta(days=1), time(), work.zone)


def sweep(on: "Ground", place: "Place") -> None:
    """Mark every record of the objects concerned, once a day, and compute them."""
    with on.workspaces.begin(place.name, CALLER) as work:
        moment = due(work)
        if moment is None or moment > work.now:
            return
        work.execute(f"update {place.schema}._meta set derived_on = %s", [work.today])
        found = [plan.object.id for plan in plans(work.schema).values() if plan.dated]
        mark(work, [(id, None, ALL) for id in found], bulk=True)
    settle(on, place)

"""What the worker repeats for quality."""

from datetime import datetime, time
from typing import TYPE_CHECKING

from prooftrail.platform.database.place import Place
from prooftrail.platform.jobs.sweeps import Ground
from prooftrail.platform.work import Caller
from prooftrail.sales.quality.counting import departments
from prooftrail.sales.quality.publishing import is_published, next_monday, next_month, publish
from prooftrail.sales.quality.rules.scoring import month_of
from prooftrail.sales.quality.warning import is_to_warn, warn

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def sweep(on: Ground, place: Place) -> None:
    """One turn: nearly always nothing but two short questions."""
    with on.workspaces.begin(place.name, Caller(reason="quality")) as work:
        publish(work)
    with on.workspaces.begin(place.name, Caller(reason="quality")) as work:
        warn(work)


def due(work: "Work") -> datetime | None:
    """When the next scores or the next warning are due: at once where this month or week has none yet."""
    if not departments(work):
        return None
    today = datetime.combine(work.today, time(), work.zone)
    if not is_published(work, month_of(work.today)) or is_to_warn(work):
        return today
    return (
        min(next_month(work), next_monday(work)) if work.settings.value("quality.warn") else next_month(work)
    )

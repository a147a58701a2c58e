"""What whoever sent a lead looked at before, with his consent."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.database.place import Place
from prooftrail.platform.intake import sent
from prooftrail.platform.intake.visits import Visits, of_records, oldest, purge
from prooftrail.platform.jobs.sweeps import Ground
from prooftrail.platform.work import Caller

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

BATCH = 5_000


def visits_of(
    work: "Work", lead_ids: Sequence[UUID], before: Mapping[UUID, datetime] | None = None
) -> dict[UUID, Visits]:
    """How often whoever sent each lead looked at the site (`count`), when last (`last_at`), and at how many
    different `pages`; of a lead with a moment in `before` only looks earlier than that. Leads of which
    nothing is known are left out."""
    return of_records(work, lead_ids, before) if lead_ids else {}


def sweep(on: Ground, place: Place) -> bool:
    """Looks older than their days go; whether more are left than one turn takes."""
    with on.workspaces.begin(place.name, Caller(reason="capture")) as work:
        sent.forget(work, work.now - timedelta(days=work.settings.value("capture.nonce_days")))
        return purge(work, work.now - _kept(work), BATCH) == BATCH


def due(work: "Work") -> datetime | None:
    """When the oldest look is over."""
    first = oldest(work)
    return first + _kept(work) + timedelta(microseconds=1) if first else None


def _kept(work: "Work") -> timedelta:
    return timedelta(days=work.settings.value("capture.visit_days"))

"""How long recordings are kept: after their days the sound goes, and the text with it unless it may stay."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.database.place import Place
from prooftrail.platform.jobs.sweeps import Ground
from prooftrail.platform.people.actor import system
from prooftrail.platform.records.change import Change
from prooftrail.platform.speech import store
from prooftrail.platform.speech.hearing import CALLER, KIND
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

BATCH = 200
HEARD_KEPT = timedelta(days=2)
"""What was heard of a recording that was never handed in."""


def erase_old(ground: Ground, place: Place) -> bool:
    """The sweep: recordings whose days are over. True where there were as many as one turn takes."""
    with ground.workspaces.begin(place.name, CALLER) as work:
        store.forget(work, work.now - HEARD_KEPT)
        days = work.settings.value("speech.keep_days")
        old = _old(work, work.now - timedelta(days=days)) if days else []
        if old:
            _erase(work, old, days)
        return len(old) == BATCH


def due(work: "Work") -> datetime | None:
    """When the next recording's days are over."""
    days = work.settings.value("speech.keep_days")
    row = work.execute(
        f"select min(received_at) from {work.place.schema}.evidence where kind = %s and file is not null",
        [KIND],
    ).fetchone()
    return row[0] + timedelta(days=days) if days and row and row[0] else None


def _old(work: "Work", before: datetime) -> list[UUID]:
    rows = work.execute(
        f"select id from {work.place.schema}.evidence where kind = %s and file is not null "
        "and received_at <= %s order by received_at limit %s for update skip locked",
        [KIND, before, BATCH],
    )
    return [row[0] for row in rows.fetchall()]


def _erase(work: "Work", old: list[UUID], days: int) -> None:
    values: dict[str, Json] = {"file": None}
    if not work.settings.value("speech.keep_text"):
        values["transcript"] = None
    because: dict[str, Json] = {"days": days, "text": "transcript" not in values}
    with work.acting(system("speech")):
        changes = [Change("update", "evidence", id, values) for id in old]
        work.records.apply(changes, loose=True, action="recording.erased", because=because)
    # The handle points nowhere from now on: the sweep of blobs takes the bytes.
    work.execute(
        f"update {work.place.schema}._file set object = null, record = null, field = null, "
        "uploaded_by = null where record = any(%s)",
        [old],
    )

"""The worker's turn: recordings that came in get their text, now or when the service answers again.

What the phone had transcribed before it was handed in is taken as it was heard then. The text stands at the
evidence, marked with how it came; nothing else waits for it.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.database.place import Place
from prooftrail.platform.effects.configured import is_open
from prooftrail.platform.effects.rules.waiting import wait_after
from prooftrail.platform.jobs.sweeps import Ground
from prooftrail.platform.outbound.addresses import Failed
from prooftrail.platform.people.actor import system
from prooftrail.platform.records.change import Pending, Written
from prooftrail.platform.speech import store
from prooftrail.platform.speech.consent import consent_of
from prooftrail.platform.speech.endpoint import CHANNEL, Endpoint, find_endpoint, transcribe
from prooftrail.platform.speech.store import Waiting
from prooftrail.platform.work import Caller

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

log = logging.getLogger(__name__)
CALLER = Caller(reason="speech")
KIND, ATONCE, LATER, NOTHING = "recording", "at_once", "later", "not_heard"
BATCH, LONGEST_WAIT, MOST_TRIES = 4, 3_600, 60


class HearingGuard:
    """Recordings that are handed in wait to be heard, where somebody consented and there is who hears."""

    def check(self, work: "Work", pending: Sequence[Pending]) -> None:
        """Nothing is refused."""

    def follow(self, work: "Work", written: Sequence[Written]) -> None:
        """A new recording is due."""
        fresh = [each for each in written if _is_recording(each)]
        if not fresh or consent_of(work, work.actor.person) is None:
            return
        for each in fresh:
            digest = _digest(work, each.after["file"][0])
            if digest is not None and (is_open(work, CHANNEL) or store.heard(work, digest)):
                store.await_hearing(work, digest, each.id)


def _is_recording(each: Written) -> bool:
    new = each.op == "create" and each.object.name == "evidence" and each.after["kind"] == KIND
    return new and bool(each.after["file"]) and each.after["origin"] != "imported"


def hear_due(ground: Ground, place: Place) -> bool:
    """Give what is due its text. True where there was as much as one turn takes."""
    with ground.workspaces.begin(place.name, CALLER) as work:
        claimed = store.claim(work, BATCH)
        endpoint = find_endpoint(work, ground.keys) if claimed else None
    for each in claimed:
        _hear(ground, place, each, endpoint)
    return len(claimed) == BATCH


def due(work: "Work") -> datetime | None:
    """When a recording is to be heard next."""
    return store.first_due(work)


def _hear(ground: Ground, place: Place, each: Waiting, endpoint: Endpoint | None) -> None:
    text, how, fault = each.text, ATONCE, None
    if text is None:
        how = LATER
        try:
            text = _heard(ground, place, each, endpoint)
        except Failed as error:
            fault = error
    with ground.workspaces.begin(place.name, CALLER) as work:
        if fault is None:
            _write(work, each, text or "", how if text else NOTHING)
        else:
            _failed(work, each, fault)


def _heard(ground: Ground, place: Place, each: Waiting, endpoint: Endpoint | None) -> str:
    if endpoint is None:
        raise Failed("no_channel")
    with ground.workspaces.begin(place.name, CALLER) as work:
        row = work.execute(
            f"select encode(f.sha256, 'hex'), f.name, f.mime, f.size from {work.place.schema}._file f "
            "where f.record = %s and f.sha256 = %s",
            [each.evidence, each.digest],
        ).fetchone()
        most = work.settings.value("speech.largest_mb") * 1024 * 1024
    if row is None:
        raise Failed("file_gone", lasting=True)
    digest, name, mime, size = row
    if size > most:
        raise Failed("too_large", lasting=True)
    return transcribe(endpoint, ground.files.content(place.name, digest), name, mime)


def _failed(work: "Work", each: Waiting, fault: Failed) -> None:
    until = timedelta(hours=work.settings.value("speech.later_hours"))
    wait = wait_after(each.tries, work.settings.value("effects.first_wait_seconds"), LONGEST_WAIT, MOST_TRIES)
    row = work.execute(
        f"select received_at from {work.place.schema}.evidence where id = %s", [each.evidence]
    ).fetchone()
    again = None if fault.lasting or wait is None else work.now + wait
    if row is None or again is None or again > row[0] + until:
        log.warning("recording %s was not heard: %s, given up", each.evidence, fault.code)
        _write(work, each, "", NOTHING)
    else:
        log.warning("recording %s was not heard: %s", each.evidence, fault.code)
        store.settle(work, each.digest, again)


def _write(work: "Work", each: Waiting, text: str, how: str) -> None:
    store.settle(work, each.digest, None)
    kept = work.execute(
        f"select 1 from {work.place.schema}.evidence where id = %s and deleted_at is null "
        "and transcript_from is null for update",
        [each.evidence],
    ).fetchone()
    if kept is None:
        return
    with work.acting(system("speech")):
        work.records.update(
            "evidence", each.evidence, {"transcript": text or None, "transcript_from": how}, loose=True,
            action="recording.heard",
        )  # fmt: skip


def _digest(work: "Work", file: UUID) -> bytes | None:
    row = work.execute(f"select sha256 from {work.place.schema}._file where id = %s", [file]).fetchone()
    return bytes(row[0]) if row else None

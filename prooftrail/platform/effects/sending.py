"""The job that sends: claims what is due, says it outside of any transaction, and keeps how it went.

The claim is committed before anything is said: a sender that is killed leaves its lease behind, and what
it held is taken over with the same key, or, where keys are not known, left to a person.
"""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from uuid import UUID

from prooftrail.platform.database.place import Place
from prooftrail.platform.effects import configured
from prooftrail.platform.effects.channels import UNKEYED
from prooftrail.platform.effects.rules.waiting import wait_after
from prooftrail.platform.effects.speaking import SPEAKERS, Attached, Saying
from prooftrail.platform.effects.store import Effect, claim, first_due, purge, settle_failed, settle_sent
from prooftrail.platform.faults import reached
from prooftrail.platform.jobs.sweeps import Ground
from prooftrail.platform.outbound.addresses import Failed
from prooftrail.platform.values import Json
from prooftrail.platform.work import Caller, Work

log = logging.getLogger(__name__)
AT_ONCE, BATCH = 4, 16
CALLER = Caller(reason="effects")
LARGEST_MAIL = 20 * 1024 * 1024
"""Bytes of everything attached to one mail."""


def send_due(ground: Ground, place: Place) -> bool:
    """Send what is due. True where there was as much as one turn takes."""
    with ground.workspaces.begin(place.name, CALLER) as work:
        claimed = claim(work, BATCH, UNKEYED)
    if not claimed:
        return False
    reached("effects_claimed")
    with ThreadPoolExecutor(min(AT_ONCE, len(claimed))) as pool:
        list(pool.map(lambda each: _send(ground, place, each), claimed))
    return len(claimed) == BATCH


def due(work: Work) -> datetime | None:
    """When something is to be sent next."""
    return first_due(work)


def forget(ground: Ground, place: Place) -> None:
    """Take away what was sent long ago."""
    with ground.workspaces.begin(place.name, CALLER) as work:
        purge(work, work.settings.value("effects.keep_days"))


def _send(ground: Ground, place: Place, effect: Effect) -> None:
    """One effect; whatever happens, its state says so."""
    fault: Failed | None = None
    try:
        SPEAKERS[effect.channel](_prepared(ground, place, effect))
    except Failed as error:
        fault = error
    except Exception:
        log.exception("effect %s broke its sender", effect.id)
        fault = Failed("sender_broke")
    reached("effect_said")
    with ground.workspaces.begin(place.name, CALLER) as work:
        if fault is None:
            settle_sent(work, effect)
        else:
            _failed(work, effect, fault)


def _prepared(ground: Ground, place: Place, effect: Effect) -> Saying:
    with ground.workspaces.begin(place.name, CALLER) as work:
        via, channel = effect.payload.get("via"), effect.channel
        way = None
        if channel != "webhook" or via is not None:
            way = configured.find(work, ground.keys, channel, via)
        hosts = tuple(str(each).lower() for each in work.settings.value("outbound.hosts"))
        files = _files(ground, work, effect)
        return Saying(effect.key, effect.payload, int(work.real_now.timestamp()), way, files, hosts)


def _files(ground: Ground, work: Work, effect: Effect) -> tuple[Attached, ...]:
    ids = [UUID(each) for each in effect.payload.get("files") or ()]
    if not ids:
        return ()
    rows = work.execute(
        "select encode(sha256, 'hex'), name, mime, size "
        f"from {work.place.schema}._file where id = any(%s) order by array_position(%s, id)",
        [ids, ids],
    ).fetchall()
    if len(rows) != len(ids):
        raise Failed("file_gone", lasting=True)
    if sum(row[3] for row in rows) > LARGEST_MAIL:
        raise Failed("too_large", lasting=True)
    return tuple(
        Attached(name, mime, ground.files.content(work.place.name, digest)) for digest, name, mime, _ in rows
    )


def _failed(work: Work, effect: Effect, fault: Failed) -> None:
    value = work.settings.value
    wait = wait_after(
        effect.tries, value("effects.first_wait_seconds"), value("effects.longest_wait_seconds"),
        value("effects.most_tries"),
    )  # fmt: skip
    again = None if fault.lasting or wait is None else work.now + wait
    error: dict[str, Json] = {"code": fault.code}
    if fault.status is not None:
        error["status"] = fault.status
    log.warning("effect %s by %s: %s%s", effect.id, effect.channel, fault.code, "" if again else ", given up")
    settle_failed(work, effect, error, again)

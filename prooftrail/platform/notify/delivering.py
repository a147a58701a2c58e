"""The sweep that lets go what waited for the end of quiet hours or for the digest."""

from datetime import datetime, timedelta
from uuid import UUID

from prooftrail.platform.database.place import Place
from prooftrail.platform.jobs.sweeps import Ground
from prooftrail.platform.notify.outside import Parcel, send
from prooftrail.platform.notify.readers import readers
from prooftrail.platform.work import Caller, Work

BATCH = 500
CALLER = Caller(reason="notify")


def deliver_due(ground: Ground, place: Place) -> bool:
    """Send what is due, one message a person and channel. True where some was left for the next turn."""
    with ground.workspaces.begin(place.name, CALLER) as work:
        return release(work) == BATCH


def release(work: Work) -> int:
    """The same inside a transaction; answers how many messages were let go."""
    table = f"{work.place.schema}._delivery"
    rows = work.execute(
        f"select id, notification, person, channel, state, due_at from {table} "
        "where state in ('held', 'digest') and due_at <= %s order by person, channel, due_at, id "
        "limit %s for update skip locked",
        [work.now, BATCH],
    ).fetchall()
    if not rows:
        return 0
    here = readers(work, list({row[2] for row in rows}))
    gone = [row[0] for row in rows if row[2] not in here]
    parcels = [
        Parcel(row[0], row[1], here[row[2]], row[3], "queued", row[5]) for row in rows if row[2] in here
    ]
    lost = [each for each in parcels if each.channel != "chat" and not each.reader.reached_by(each.channel)]
    effects = send(work, [each for each in parcels if each not in lost])
    _settle(work, gone, "person_gone")
    _settle(work, [each.id for each in lost], "no_address_of_person")
    for id, effect in effects.items():
        work.execute(f"update {table} set state = 'queued', effect = %s where id = %s", [effect, id])
    return len(rows)


def due(work: Work) -> datetime | None:
    """When the next is to be let go."""
    row = work.execute(
        f"select min(due_at) from {work.place.schema}._delivery where state in ('held', 'digest')"
    ).fetchone()
    return row[0] if row else None


def forget(ground: Ground, place: Place) -> None:
    """Take away what was told so long ago."""
    with ground.workspaces.begin(place.name, CALLER) as work:
        before = work.now - timedelta(days=work.settings.value("notify.keep_days"))
        schema = work.place.schema
        old = f"select id from {schema}._notification where at < %s"
        work.execute(f"delete from {schema}._delivery where notification in ({old})", [before])
        work.execute(f"delete from {schema}._notification where at < %s", [before])


def _settle(work: Work, ids: list[UUID], error: str) -> None:
    if ids:
        work.execute(
            f"update {work.place.schema}._delivery set state = 'failed', error = %s where id = any(%s)",
            [error, ids],
        )

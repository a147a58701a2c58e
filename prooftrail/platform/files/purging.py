"""Blobs nobody refers to: they go a day after they came, and never under the feet of an upload."""

from datetime import timedelta
from typing import TYPE_CHECKING

from prooftrail.platform.database.locks import backup_running

if TYPE_CHECKING:
    from prooftrail.platform.database.place import Place
    from prooftrail.platform.files.store import Files
    from prooftrail.platform.jobs.sweeps import Ground
    from prooftrail.platform.work import Work

KEPT = timedelta(hours=24)
CHUNK = 500


def purge_blobs(ground: "Ground", place: "Place") -> None:
    """The sweep: uploads no record took over, then blobs without a handle."""
    from prooftrail.platform.work import Caller

    caller = Caller(reason="blobs")
    full = True
    while full:
        with ground.workspaces.begin(place.name, caller) as work:
            full = not backup_running(work.connection) and _purge_chunk(work, ground.files) == CHUNK


def purge_strays(ground: "Ground", place: "Place") -> None:
    """The sweep: bytes without a blob, left behind by uploads that were rolled back."""
    from prooftrail.platform.work import Caller

    for batch in ground.files.stored(place.name):
        with ground.workspaces.begin(place.name, Caller(reason="blobs")) as work:
            if backup_running(work.connection):
                return
            old = [bytes.fromhex(digest) for digest, _, written in batch if written < work.real_now - KEPT]
            query = f"select sha256 from {work.place.schema}._blob where sha256 = any(%s)"
            known = {row[0] for row in work.execute(query, [old]).fetchall()}
            for digest in old:
                if digest not in known:
                    _drop_stray(work, ground.files, digest)


def _purge_chunk(work: "Work", files: "Files") -> int:
    schema, before = work.place.schema, work.real_now - KEPT
    work.execute(f"delete from {schema}._upload where began_at < %s", [before])
    work.execute(
        f"delete from {schema}._file f where record is null and created_at < %s "
        f"and not exists (select 1 from {schema}._import i where i.file = f.id)",
        [before],
    )
    rows = work.execute(
        f"delete from {schema}._blob where sha256 in (select b.sha256 from {schema}._blob b "
        f"where b.created_at < %s and not exists (select 1 from {schema}._file f where f.sha256 = b.sha256) "
        "limit %s for update skip locked) returning encode(sha256, 'hex')",
        [before, CHUNK],
    ).fetchall()
    # Inside the transaction: an upload of the same bytes waits for this row's end and then stores anew.
    files.remove(work.place.name, [row[0] for row in rows])
    return len(rows)


def _drop_stray(work: "Work", files: "Files", digest: bytes) -> None:
    """Bytes an upload left behind that was rolled back. Our own row keeps uploads of them waiting."""
    table = f"{work.place.schema}._blob"
    mine = work.execute(
        f"insert into {table} (sha256, size, mime) values (%s, 0, '') on conflict do nothing returning 1",
        [digest],
    ).fetchone()
    if mine is not None:
        files.remove(work.place.name, [digest.hex()])
        work.execute(f"delete from {table} where sha256 = %s", [digest])

"""Files that arrive in pieces: an upload goes on where the line broke, and is a file once it is whole."""

from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

MOST = 100
"""Uploads one person may have under way; the oldest beyond them are given up."""


def begin(work: "Work", upload: UUID, size: int, digest: bytes) -> dict[str, Json]:
    """`{"id","size","offset"}`: a new upload, or how far one has come that was begun before.

    Refuses a size beyond the limit, and an id that stands for another file or person.
    """
    largest = work.settings.value("files.largest_mb")
    if size > largest * 1024 * 1024:
        fields = {"size": "file_too_large"}
        raise Refusal("file_too_large", "too_large", facts={"limit_mb": largest}, fields=fields)
    schema, me = work.place.schema, work.actor.person
    work.execute(
        f"insert into {schema}._upload (id, person, size, sha256) values (%s, %s, %s, %s) "
        "on conflict do nothing",
        [upload, me, size, digest],
    )
    work.execute(
        f"delete from {schema}._upload where id in (select id from {schema}._upload where person = %s "
        "order by began_at desc, id desc offset %s)",
        [me, MOST],
    )
    found = _of(work, upload)
    if found[:2] != (size, digest):
        raise Refusal("upload_differs", "conflict", fields={"id": "upload_differs"})
    return _standing(upload, size, found[2])


def add_piece(work: "Work", upload: UUID, offset: int, content: bytes) -> dict[str, Json]:
    """The same after another piece. Refuses one that does not begin where the last ended, or is too long."""
    size, _, here = _of(work, upload)
    if offset != here or not content or here + len(content) > size:
        raise Refusal("upload_offset", "conflict", facts={"offset": here}, fields={"offset": "upload_offset"})
    schema = work.place.schema
    work.execute(
        f"insert into {schema}._upload_piece (upload, at, content) values (%s, %s, %s)",
        [upload, offset, content],
    )
    return _standing(upload, size, here + len(content))


def finish(work: "Work", upload: UUID) -> bytes:
    """All of it; the upload is over. Refuses one with pieces missing, or other bytes than were announced."""
    size, digest, here = _of(work, upload)
    if here < size:
        raise Refusal("upload_offset", "conflict", facts={"offset": here}, fields={"offset": "upload_offset"})
    schema = work.place.schema
    rows = work.execute(
        f"select content from {schema}._upload_piece where upload = %s order by at", [upload]
    ).fetchall()
    content = b"".join(bytes(row[0]) for row in rows)
    if sha256(content).digest() != digest:
        raise Refusal("upload_damaged", "invalid", fields={"file": "upload_damaged"})
    work.execute(f"delete from {schema}._upload where id = %s", [upload])
    return content


def _of(work: "Work", upload: UUID) -> tuple[int, bytes, int]:
    """Size, digest and how much is here, of one of the caller's own. Whoever adds to it next waits."""
    schema = work.place.schema
    row = work.execute(
        f"select size, sha256, (select coalesce(sum(length(content)), 0) from {schema}._upload_piece "
        f"where upload = u.id) from {schema}._upload u where id = %s and person = %s for update of u",
        [upload, work.actor.person],
    ).fetchone()
    if row is None:
        raise Refusal("record_missing", "missing", facts={"object": "file"})
    return row[0], bytes(row[1]), int(row[2])


def _standing(upload: UUID, size: int, offset: int) -> dict[str, Any]:
    return {"id": str(upload), "size": size, "offset": offset}

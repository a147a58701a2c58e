"""Taking files in and giving them out. No call takes a hash; bytes known already are stored once."""

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO
from uuid import UUID

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore
from psycopg.types.json import Jsonb

from prooftrail.platform.fields import FieldFault, field_type
from prooftrail.platform.fields.time import instant
from prooftrail.platform.files.kinds import check_picture, kind_of
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema.model import declare, make_field
from prooftrail.platform.values import Json, uuid7

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

SOURCES = ("camera", "gallery", "file")
PLACE = make_field("place", declare("place", "位置", "Position"))


@dataclass(frozen=True, slots=True)
class Stored:
    """A handle as the contract writes it."""

    id: UUID
    sha256: str
    name: str
    mime: str
    size: int
    captured_at: datetime | None
    place: Mapping[str, Any] | None
    source: str | None

    def json(self) -> dict[str, Json]:
        """`{"id","sha256","name","mime","size","captured_at","place","source"}`."""
        return {
            "id": str(self.id), "sha256": self.sha256, "name": self.name, "mime": self.mime,
            "size": self.size,
            "captured_at": self.captured_at.isoformat() if self.captured_at else None,
            "place": dict(self.place) if self.place else None, "source": self.source,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Taken:
    """A file the system brings itself: content, name, when and where it was captured, and by whom."""

    content: bytes
    name: str
    captured_at: datetime | None
    place: Mapping[str, Any] | None
    source: str | None
    person: UUID


class StorageAway(Exception):
    """The store takes no bytes for now: a full disk, or a bucket that does not answer."""


class Files:
    """The blobs of every workspace, in one folder (or bucket) under the workspace's name."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._store = LocalStore(str(folder))

    def take(
        self,
        work: "Work",
        content: bytes,
        name: str,
        *,
        captured_at: Any = None,
        place: Any = None,
        source: Any = None,
    ) -> Stored:
        """Store a file for its uploader; a record field takes it over later. Refuses what limits forbid."""
        mime = kind_of(content, name)
        self._check(work, content, mime)
        taken_at, where = _said(work, captured_at, place, source)
        digest = sha256(content)
        schema = work.place.schema
        _claim(work, {digest.digest(): (digest.digest(), len(content), mime)})
        self._put(blob_key(work.place.name, digest.hexdigest()), content, lasting=True)
        stored = Stored(
            uuid7(), digest.hexdigest(), _clean_name(name), mime, len(content), taken_at, where, source
        )
        work.execute(
            f"insert into {schema}._file (id, sha256, name, mime, size, captured_at, place, source, "
            "uploaded_by) values (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [stored.id, digest.digest(), stored.name, mime, stored.size, taken_at,
             Jsonb(where) if where else None, source, work.actor.person],
        )  # fmt: skip
        return stored

    def take_many(self, work: "Work", files: Sequence[Taken]) -> list[UUID]:
        """Store many files of the system's own at once."""
        blobs: dict[bytes, tuple[Any, ...]] = {}
        handles: list[tuple[Any, ...]] = []
        for each in files:
            digest, mime = sha256(each.content), kind_of(each.content, each.name)
            blobs[digest.digest()] = (digest.digest(), len(each.content), mime)
            where = _measured(work, each.place) if each.place else None
            handles.append((uuid7(), digest.digest(), each.name, mime, len(each.content), each.captured_at,
                            Jsonb(where) if where else None, each.source, each.person))  # fmt: skip
        _claim(work, blobs)
        for each in files:
            self._put(blob_key(work.place.name, sha256(each.content).hexdigest()), each.content)
        schema, cursor = work.place.schema, work.connection.cursor()
        cursor.executemany(
            f"insert into {schema}._file (id, sha256, name, mime, size, captured_at, place, source, "
            "uploaded_by) values (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
            handles,
        )
        return [handle[0] for handle in handles]

    def content(self, workspace: str, digest: str) -> bytes:
        """The bytes of a blob."""
        return bytes(obstore.get(self._store, blob_key(workspace, digest)).bytes())

    def clear(self, workspace: str) -> None:
        """Remove everything of a workspace that is no more."""
        for batch in self.stored(workspace):
            self.remove(workspace, [digest for digest, _, _ in batch])

    def put_back(self, workspace: str, digest: str, content: bytes) -> None:
        """The bytes of a restored blob."""
        self._put(blob_key(workspace, digest), content)

    def remove(self, workspace: str, digests: Sequence[str]) -> None:
        """Remove blobs nobody refers to; one that is gone already is no fault."""
        for digest in digests:
            with suppress(FileNotFoundError):
                obstore.delete(self._store, blob_key(workspace, digest))

    def stored(self, workspace: str) -> Iterator[list[tuple[str, int, datetime]]]:
        """Every blob there is, in batches: digest, size, when it was last written."""
        for batch in obstore.list(self._store, prefix=workspace, chunk_size=1_000):
            yield [(each["path"][-64:], each["size"], each["last_modified"]) for each in batch]

    @contextmanager
    def opened(self, workspace: str, digest: str) -> Iterator[BinaryIO]:
        """The bytes of a blob as a file of this block's own, for what is too long to hold."""
        with tempfile.TemporaryFile() as file:
            for piece in obstore.get(self._store, blob_key(workspace, digest)).stream():
                file.write(piece)
            file.seek(0)
            yield file

    def _put(self, key: str, content: bytes, *, lasting: bool = False) -> None:
        """Store bytes; `lasting` ones survive a power cut once this returns."""
        try:
            obstore.head(self._store, key)
        except FileNotFoundError:
            try:
                obstore.put(self._store, key, content)
                if lasting:
                    _sync(self.folder / key)
            except (BaseError, OSError) as error:
                raise StorageAway(str(error)) from None

    def _check(self, work: "Work", content: bytes, mime: str) -> None:
        if not content:
            raise Refusal("file_empty", "invalid", fields={"file": "file_empty"})
        largest = work.settings.value("files.largest_mb")
        if len(content) > largest * 1024 * 1024:
            raise Refusal(
                "file_too_large", "too_large", facts={"limit_mb": largest}, fields={"file": "file_too_large"}
            )
        if mime.startswith("image/"):
            check_picture(content, work.settings.value("files.largest_megapixels"))
        used = work.execute(f"select coalesce(sum(size), 0) from {work.place.schema}._blob").fetchone()
        room = work.settings.value("files.quota_gb")
        if used is not None and used[0] + len(content) > room * 1024**3:
            raise Refusal(
                "quota_used_up", "too_large", facts={"quota_gb": room}, fields={"file": "quota_used_up"}
            )


def _sync(path: Path) -> None:
    """The file, and its name in the folder."""
    for each in (path, path.parent):
        descriptor = os.open(each, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _claim(work: "Work", blobs: Mapping[bytes, tuple[Any, ...]]) -> None:
    """Rows of blobs `{sha256: (sha256, size, mime)}`, held until the end; their bytes may be stored after.

    A blob that is being removed is waited for, so that its bytes are not taken for present.
    """
    table = f"{work.place.schema}._blob"
    waiting = dict(sorted(blobs.items()))
    while waiting:
        work.connection.cursor().executemany(
            f"insert into {table} (sha256, size, mime) values (%s, %s, %s) on conflict do nothing",
            list(waiting.values()),
        )
        held = work.execute(
            f"select sha256 from {table} where sha256 = any(%s) order by sha256 for key share",
            [list(waiting)],
        )
        for (digest,) in held.fetchall():
            waiting.pop(digest)


def find(work: "Work", handle: UUID) -> dict[str, Any]:
    """A handle the caller may read: his own upload, or one of a field he sees. Refuses all else alike."""
    row = work.execute(
        "select encode(sha256, 'hex'), name, mime, size, object, record, field, uploaded_by "
        f"from {work.place.schema}._file where id = %s",
        [handle],
    ).fetchone()
    missing = Refusal("record_missing", "missing", facts={"object": "file"})
    if row is None:
        raise missing
    digest, name, mime, size, object, record, field, uploaded_by = row
    if record is None:
        if uploaded_by != work.actor.person:
            raise missing
    else:
        kind = work.schema.by_id(object)
        if (
            kind is None
            or field not in {each.id for each in work.access.readable(kind).values()}
            or not work.records.present(kind.name, record)
        ):
            raise missing
    return {"sha256": digest, "name": name, "mime": mime, "size": size}


def blob_key(workspace: str, digest: str) -> str:
    """Where a blob lies."""
    return f"{workspace}/{digest[:2]}/{digest}"


def _said(
    work: "Work", captured_at: Any, place: Any, source: Any
) -> tuple[datetime | None, dict[str, Any] | None]:
    faults = {}
    taken_at = where = None
    try:
        taken_at = instant(captured_at) if captured_at else None
    except FieldFault as fault:
        faults["captured_at"] = fault.code
    try:
        if place:
            where = _measured(work, place)
    except FieldFault as fault:
        faults["place"] = fault.code
    if source not in (None, *SOURCES):
        faults["source"] = "not_choice"
    if faults:
        raise Refusal("invalid_fields", "invalid", facts={"object": "file"}, fields=faults)
    return taken_at, where


def _measured(work: "Work", place: Any) -> dict[str, Any]:
    """A place as records show it: coordinates are JSON numbers. Raises FieldFault."""
    row = field_type("place").parse(PLACE, place, work.parsing)
    accuracy = row["place_accuracy"]
    return {
        "lat": float(row["place"]), "lng": float(row["place_lng"]), "datum": row["place_datum"],
        "accuracy_m": None if accuracy is None else float(accuracy),
    }  # fmt: skip


def _clean_name(name: str) -> str:
    """The last part of a name, without what file systems and headers cannot take."""
    last = name.replace("\\", "/").split("/")[-1]
    kept = "".join(sign for sign in last if sign.isprintable() and not "\ud800" <= sign <= "\udfff")
    return kept.strip()[-120:] or "file"

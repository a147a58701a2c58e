"""Backing up: one snapshot of every workspace, then the blobs it refers to, then the manifest.

The folder is used again and again: dumps are replaced, blobs only added. The master key stays out.
"""

import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import psycopg

from prooftrail import __version__
from prooftrail.platform.database.cannot_start import CannotStart
from prooftrail.platform.database.dumps import NO_LIMITS, dump_schema
from prooftrail.platform.database.locks import hold_backup
from prooftrail.platform.database.manifest import FORMAT, Kept, Manifest, digest_of
from prooftrail.platform.database.place import Place
from prooftrail.platform.database.pool import Connection
from prooftrail.platform.events.heads import Head, Heads
from prooftrail.platform.files.store import Files
from prooftrail.platform.keys import Keys, spelled

SHARED = "prooftrail"


@dataclass(frozen=True)
class Source:
    """What is backed up; `say` is told of progress."""

    dsn: str
    files: Files
    keys: Keys
    seals: Path
    say: Callable[[str], None] = lambda text: None


def backup(source: Source, folder: Path) -> Manifest:
    """Back up the whole server into a folder; the manifest written there."""
    moment = datetime.now(UTC)
    part = folder / f"{moment:%Y%m%dT%H%M%S}"
    try:
        part.mkdir(parents=True)
    except OSError as error:
        raise CannotStart(f"{part} cannot be made: {error}", "Name a folder you may write to.") from None
    # Autocommit and a session of its own: the lock keeps blobs from being removed until we are done.
    options = f"{NO_LIMITS} -c search_path=prooftrail -c timezone=UTC"
    with psycopg.connect(source.dsn, autocommit=True, options=options) as connection:
        hold_backup(connection)
        version = connection.info.server_version
        kept = _snapshot(source, connection, part)
        damaged = [said for each in kept for said in _copy_blobs(source, folder, each)]
    shared = f"{part.name}/{SHARED}.dump"
    manifest = Manifest(
        FORMAT, moment.isoformat(), __version__, version, part.name, shared,
        digest_of(folder / shared), source.keys.seals.id, spelled(source.keys.trusted().values()), kept,
        damaged,
    )  # fmt: skip
    os.sync()
    manifest.write(folder)
    _drop_older(folder, part)
    return manifest


def _snapshot(source: Source, connection: Connection, part: Path) -> list[Kept]:
    """Dumps, counts and lists of blobs, all of the same moment."""
    connection.execute("begin isolation level repeatable read, read only")
    row = connection.execute("select pg_export_snapshot()").fetchone()
    assert row is not None
    places = connection.execute("select name, schema, role from workspace order by name").fetchall()
    source.say("shared schema")
    dump_schema(source.dsn, row[0], SHARED, part / f"{SHARED}.dump")
    kept = [_keep(source, connection, row[0], part, Place(*place)) for place in places]
    connection.execute("rollback")
    return kept


def _keep(source: Source, connection: Connection, snapshot: str, part: Path, place: Place) -> Kept:
    source.say(f"workspace {place.name}")
    dump, blobs = part / f"{place.schema}.dump", part / f"{place.schema}.blobs"
    dump_schema(source.dsn, snapshot, place.schema, dump)
    with blobs.open("w") as file, connection.cursor("blobs") as cursor:
        for digest, size in cursor.execute(
            f"select encode(sha256, 'hex'), size from {place.schema}._blob order by sha256"
        ):
            file.write(f"{digest} {size}\n")
    row = connection.execute(f"select epoch from {place.schema}._meta").fetchone()
    assert row is not None
    return Kept(
        place.name, place.schema, place.role, f"{part.name}/{dump.name}", digest_of(dump),
        f"{part.name}/{blobs.name}", digest_of(blobs), row[0], count_rows(connection, place.schema),
        [head.json() for head in _heads(source, connection, place)],
    )  # fmt: skip


def _heads(source: Source, connection: Connection, place: Place) -> list[Head]:
    """The heads kept outside, as far as the snapshot knows them, and its own last one."""
    row = connection.execute(
        f"select n, encode(head, 'hex'), key_id, sealed_at from {place.schema}._seal order by n desc limit 1"
    ).fetchone()
    if row is None:
        return []
    last = Head(*row)
    return [*(head for head in Heads(source.seals, place.name).all() if head.n < last.n), last]


def count_rows(connection: Connection, schema: str) -> dict[str, int]:
    """Rows of every table of a schema; partitions count with the table they belong to."""
    tables = connection.execute(
        "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace "
        "where n.nspname = %s and c.relkind in ('r', 'p') and not c.relispartition order by 1",
        [schema],
    ).fetchall()
    counts = {}
    for (table,) in tables:
        row = connection.execute(f'select count(*) from {schema}."{table}"').fetchone()
        counts[table] = row[0] if row else 0
    return counts


def read_blobs(path: Path) -> list[str]:
    """The digests of a list of blobs."""
    return [line.split()[0] for line in path.read_text().splitlines()]


def _copy_blobs(source: Source, folder: Path, kept: Kept) -> list[str]:
    """Blobs the folder does not hold yet; what is missing or damaged at the source is named."""
    damaged = []
    lines = (folder / kept.blobs).read_text().splitlines()
    for at, line in enumerate(lines):
        digest, size = line.split()
        path = blob_path(folder, kept.name, digest)
        if path.exists() and path.stat().st_size == int(size):
            continue
        if at % 500 == 0:
            source.say(f"{kept.name}: {at:,} of {len(lines):,} files")
        try:
            content = source.files.content(kept.name, digest)
        except FileNotFoundError:
            damaged.append(f"{kept.name}/{digest}: missing")
            continue
        if sha256(content).hexdigest() != digest:
            damaged.append(f"{kept.name}/{digest}: damaged")
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        making = path.with_suffix(".making")
        making.write_bytes(content)
        making.rename(path)
    return damaged


def blob_path(folder: Path, workspace: str, digest: str) -> Path:
    """Where a backup keeps a blob."""
    return folder / "files" / workspace / digest[:2] / digest


def _drop_older(folder: Path, part: Path) -> None:
    """Dumps of former backups; the new manifest no longer names them."""
    for other in folder.iterdir():
        if other != part and other.is_dir() and _is_part(other):
            shutil.rmtree(other)


def _is_part(folder: Path) -> bool:
    names: Sequence[str] = [each.suffix for each in folder.iterdir()]
    return len(folder.name) == 15 and set(names) <= {".dump", ".blobs"}

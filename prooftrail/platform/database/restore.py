"""Putting a backup back: onto an empty server whole, or one workspace onto a server without it.

Restored workspaces begin a new epoch, so that whoever follows the feed sees that this is another
life of the log, and transaction numbers that begin anew are no trouble.
"""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from psycopg import sql

from prooftrail.platform.database.backup import SHARED, blob_path, count_rows, read_blobs
from prooftrail.platform.database.cannot_start import CannotStart
from prooftrail.platform.database.dumps import NO_LIMITS, load_schema
from prooftrail.platform.database.install import install_shared, make_role
from prooftrail.platform.database.manifest import Kept, Manifest, read_manifest
from prooftrail.platform.events.heads import Heads, head_of
from prooftrail.platform.files.store import Files
from prooftrail.platform.keys import Keys, id_of


@dataclass(frozen=True)
class Target:
    """Where a backup goes; `say` is told of progress."""

    dsn: str
    files: Files
    keys: Keys
    seals: Path
    say: Callable[[str], None] = lambda text: None


def restore(target: Target, folder: Path, only: str | None = None) -> list[str]:
    """Put back the whole backup or one workspace of it; what is not as it was backed up.

    Refuses a server that already holds what would be put there.
    """
    manifest = read_manifest(folder)
    kept = [each for each in manifest.workspaces if only in (None, each.name)]
    if only is not None and not kept:
        raise CannotStart(f"The backup holds no workspace {only}.", f"It holds {_names(manifest)}.")
    with psycopg.connect(target.dsn, autocommit=True, options=NO_LIMITS) as connection:
        _check_empty(target, connection, kept, whole=only is None)
    if only is None:
        _load_shared(target, folder / manifest.shared)
    install_shared(target.dsn)
    target.keys.trust({id_of(key): key for key in _public(manifest)})
    faults = [fault for each in kept for fault in _restore_one(target, folder, each)]
    os.sync()
    return [*manifest.damaged, *faults]


def _names(manifest: Manifest) -> str:
    return ", ".join(each.name for each in manifest.workspaces) or "none"


def _public(manifest: Manifest) -> list[Ed25519PublicKey]:
    return [Ed25519PublicKey.from_public_bytes(bytes.fromhex(said)) for said in manifest.keys]


def _check_empty(target: Target, connection: psycopg.Connection, kept: list[Kept], *, whole: bool) -> None:
    rows = connection.execute("select nspname from pg_namespace where starts_with(nspname, 'ws_')").fetchall()
    there = {row[0] for row in rows}
    taken = sorted(there if whole else there & {each.schema for each in kept})
    if taken:
        raise CannotStart(
            f"This server holds workspaces already: {', '.join(taken)}.",
            "Restore into an empty PROOFTRAIL_DATA or database, or one workspace by --workspace.",
        )
    for each in kept:
        heads = Heads(target.seals, each.name)
        if any((target.files.folder / each.name).glob("*")) or heads.latest.exists() or heads.log.exists():
            raise CannotStart(
                f"Files or seals of {each.name} lie in {target.files.folder.parent} already.",
                "Restore into an empty PROOFTRAIL_DATA, or move them away.",
            )


def _load_shared(target: Target, dump: Path) -> None:
    """The shared schema with the jobs that wait; it was just made and is empty."""
    target.say("shared schema")
    with psycopg.connect(target.dsn, options=NO_LIMITS) as connection:
        connection.execute(sql.SQL("drop schema if exists {} cascade").format(sql.Identifier(SHARED)))
    load_schema(target.dsn, dump)


def _restore_one(target: Target, folder: Path, kept: Kept) -> list[str]:
    target.say(f"workspace {kept.name}")
    with psycopg.connect(target.dsn) as connection:
        make_role(connection, kept.role)
    load_schema(target.dsn, folder / kept.dump)
    faults = []
    with psycopg.connect(target.dsn, options=f"{NO_LIMITS} -c search_path=prooftrail") as connection:
        found = count_rows(connection, kept.schema)
        for table in sorted({*found, *kept.counts}):
            if found.get(table) != kept.counts.get(table):
                faults.append(
                    f"{kept.name}.{table}: {found.get(table)} rows, {kept.counts.get(table)} in the backup"
                )
        # Minutes since 1970: two restores of one backup are two lives, and neither is the first.
        connection.execute(
            f"update {kept.schema}._meta set epoch = greatest(epoch + 1, %s)", [int(time.time() // 60)]
        )
        connection.execute(
            "insert into workspace (name, schema, role) values (%s, %s, %s) on conflict do nothing",
            [kept.name, kept.schema, kept.role],
        )
    Heads(target.seals, kept.name).put_back([head_of(said) for said in kept.heads])
    return [*faults, *_put_blobs(target, folder, kept)]


def _put_blobs(target: Target, folder: Path, kept: Kept) -> list[str]:
    faults = []
    digests = read_blobs(folder / kept.blobs)
    for at, digest in enumerate(digests):
        if at % 500 == 0 and at:
            target.say(f"{kept.name}: {at:,} of {len(digests):,} files")
        path = blob_path(folder, kept.name, digest)
        content = path.read_bytes() if path.exists() else b""
        if sha256(content).hexdigest() == digest:
            target.files.put_back(kept.name, digest, content)
        else:
            faults.append(f"{kept.name}/{digest}: {'damaged' if content else 'missing'} in the backup")
    return faults

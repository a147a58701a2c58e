"""`prooftrail backup`: the whole server into a folder, while it runs."""

import argparse
import os
import sys
from functools import partial
from pathlib import Path
from typing import Any

from prooftrail.opening import opened
from prooftrail.platform.database.backup import Source, backup
from prooftrail.settings import read_settings


def register(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("backup", help="back up every workspace into a folder")
    parser.add_argument(
        "--to", type=Path, required=True, metavar="FOLDER", help="used again, only new files are added"
    )
    parser.add_argument(
        "--with-key", type=Path, metavar="FILE", help="also write the master key there: not into FOLDER"
    )
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """0 when all of it is there; 1 when files were missing or damaged already."""
    if given.with_key and given.with_key.resolve().is_relative_to(given.to.resolve()):
        print("the master key does not belong into the backup: name another place", file=sys.stderr)
        return 2
    os.umask(0o077)  # it holds everything everybody knows of the customers
    settings = read_settings()
    with opened(settings) as parts:
        say = partial(print, " ", file=sys.stderr, flush=True)
        source = Source(parts.dsn, parts.files, parts.keys, settings.seals, say)
        manifest = backup(source, given.to)
        if given.with_key:
            _write_key(given.with_key, parts.keys.secret())
    for said in manifest.damaged:
        print(f"not in the backup: {said}")
    rows = sum(sum(each.counts.values()) for each in manifest.workspaces)
    print(f"{len(manifest.workspaces)} workspaces, {rows:,} rows backed up to {given.to}")
    place = "PROOFTRAIL_MASTER_KEY" if settings.master_key else str(settings.data / "keys" / "master")
    place += f" and now in {given.with_key}" if given.with_key else ""
    print(f"the master key {manifest.key_id} is not in it: it lies in {place}; keep it elsewhere too")
    return 1 if manifest.damaged else 0


def _write_key(path: Path, secret: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(f"{secret}\n")

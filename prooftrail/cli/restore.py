"""`prooftrail restore`: a backup onto an empty server, or one workspace of it onto another server."""

import argparse
import sys
from functools import partial
from pathlib import Path
from typing import Any

from prooftrail.cli.verify import show, verify
from prooftrail.opening import Opened, opened
from prooftrail.platform.database.install import workspaces
from prooftrail.platform.database.manifest import Manifest, read_manifest
from prooftrail.platform.database.restore import Target, restore
from prooftrail.settings import read_settings


def register(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("restore", help="put a backup back, and check it")
    parser.add_argument("--from", dest="folder", type=Path, required=True, metavar="FOLDER")
    parser.add_argument(
        "--key", type=Path, metavar="FILE", help="the master key of the server that was backed up"
    )
    parser.add_argument("--workspace", help="this workspace only, onto a server that does not have it")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """0 when everything is back and fits; 1 when something is missing or does not."""
    settings = read_settings()
    manifest = read_manifest(given.folder)
    with opened(settings) as parts:
        if given.key:
            parts.keys.install(given.key.read_text())
        say = partial(print, " ", file=sys.stderr, flush=True)
        target = Target(parts.dsn, parts.files, parts.keys, settings.seals, say)
        faults = restore(target, given.folder, given.workspace)
        _say_key(parts, manifest)
        names = [place.name for place in workspaces(parts.dsn) if given.workspace in (None, place.name)]
        reports = [verify(parts, name) for name in names]
    for fault in faults:
        print(fault)
    for report in reports:
        show(report)
    return 0 if not faults and all(report.clean for report in reports) else 1


def _say_key(parts: Opened, manifest: Manifest) -> None:
    if parts.keys.seals.id != manifest.key_id:
        print(
            f"the master key {manifest.key_id} of the backup is not here: seals from now on are made with"
            f" {parts.keys.seals.id}; give --key FILE into an empty folder to go on with the old one"
        )

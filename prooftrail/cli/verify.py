"""`prooftrail verify`: what in the database is not what the server wrote there."""

import argparse
import sys
import time
from typing import Any

from prooftrail.opening import Opened, opened
from prooftrail.platform.database.install import workspaces
from prooftrail.platform.events.heads import Heads
from prooftrail.platform.events.report import MEANT, Report
from prooftrail.platform.events.verify import verify_log
from prooftrail.platform.records.verify import verify_rows
from prooftrail.settings import read_settings


def register(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("verify", help="name what was changed behind the server's back")
    parser.add_argument("--workspace", help="one workspace; all without")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """0 where everything fits, 1 where something was tampered with."""
    with opened(read_settings()) as parts:
        known = [place.name for place in workspaces(parts.dsn)]
        if given.workspace and given.workspace not in known:
            print(f"there is no workspace {given.workspace}", file=sys.stderr)
            return 2
        reports = [verify(parts, name) for name in ([given.workspace] if given.workspace else known)]
    for report in reports:
        show(report)
    return 0 if all(report.clean for report in reports) else 1


def verify(parts: Opened, workspace: str) -> Report:
    """Look at one workspace."""
    report = Report(workspace, Progress().step)
    verify_log(parts.workspaces, report, parts.keys.trusted(), Heads(parts.settings.seals, workspace).all())
    verify_rows(parts.workspaces, report)
    return report


def show(report: Report) -> None:
    """Every finding, then the counts."""
    for found in report.named:
        print(f"{found.kind}: {found.about}")
    for kind, count in sorted(report.counts.items()):
        print(f"{count:,} {MEANT[kind]}")
    print(f"{report.looked()}: {'everything fits' if report.clean else 'tampered with'}")


class Progress:
    """A line on the terminal each second, once it takes more than two."""

    def __init__(self) -> None:
        self._due = time.monotonic() + 2

    def step(self, what: str, count: int) -> None:
        """So many so far."""
        if time.monotonic() >= self._due:
            self._due = time.monotonic() + 1
            print(f"  {count:,} {what}", file=sys.stderr, flush=True)

"""`prooftrail demo`: the workspace `demo` from a blueprint."""

import argparse
import time
from pathlib import Path
from typing import Any

from prooftrail.app import shipped
from prooftrail.opening import Opened, discard, opened
from prooftrail.platform.blueprint.demo import DemoRows
from prooftrail.platform.blueprint.loader import DEMO_PASSWORD, install, open_accounts, read_blueprint
from prooftrail.platform.database.install import create_workspace, workspaces
from prooftrail.platform.work import Caller
from prooftrail.settings import read_settings

BLUEPRINTS = Path(__file__).parent.parent.parent / "blueprints"


def register(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("demo", help="create the workspace demo from a blueprint")
    parser.add_argument("--blueprint", default="equipment")
    parser.add_argument("--workspace", default="demo")
    parser.add_argument("--most", type=int, default=None, help="rows per file at most")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Create it, unless it is there."""
    with opened(read_settings()) as parts:
        if not ensure_demo(parts, given.blueprint, given.workspace, given.most):
            print(f"workspace {given.workspace} is there already")
    return 0


def ensure_demo(
    parts: Opened, blueprint: str = "equipment", workspace: str = "demo", most: int | None = None
) -> bool:
    """Create and fill the demo; False where it is there already. A failure leaves no half of it."""
    if any(place.name == workspace for place in workspaces(parts.dsn)):
        return False
    started = time.monotonic()
    found = read_blueprint(BLUEPRINTS / blueprint)
    create_workspace(
        parts.dsn, workspace, shipped(), zone=found.said["zone"], currency=found.said["currency"]
    )
    try:
        _fill(parts, found, workspace, most)
    except BaseException:
        discard(parts.settings, parts.dsn, workspace)
        raise
    print(f"workspace {workspace} ready after {time.monotonic() - started:.1f} s", flush=True)
    return True


def _fill(parts: Opened, found: Any, workspace: str, most: int | None) -> None:
    caller = Caller(reason="demo")
    with parts.workspaces.begin(workspace, caller) as work:
        people = install(work, found)
        open_accounts(work, people, DEMO_PASSWORD)
    known: dict[str, dict[str, Any]] = {}
    for said in found.said["demo"]:
        rows = DemoRows(found.folder, said, people, known, most)
        rows.read()
        for chunk in rows.chunks():
            with parts.workspaces.begin(workspace, caller) as work:
                rows.write(work, parts.files, chunk)
        print(f"  {said['object']}: {len(rows.rows)}", flush=True)

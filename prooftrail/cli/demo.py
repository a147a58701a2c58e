"""`prooftrail demo`: the workspace `demo` from a blueprint."""

import argparse
import time
from typing import Any

from prooftrail.app import shipped
from prooftrail.opening import Opened, discard, opened
from prooftrail.platform.automation.store import arm_anew
from prooftrail.platform.blueprint.applying import install
from prooftrail.platform.blueprint.demo import DemoRows
from prooftrail.platform.blueprint.folder import ORGANISATION, Blueprint, shipped_blueprint
from prooftrail.platform.blueprint.organisation import DEMO_PASSWORD, open_accounts, settle
from prooftrail.platform.database.install import create_workspace, workspaces
from prooftrail.platform.work import Caller
from prooftrail.sales.ownership.demonstrating import lay_out
from prooftrail.sales.routing.demonstrating import live_through
from prooftrail.settings import read_settings


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
    found = shipped_blueprint(blueprint)
    create_workspace(parts.dsn, workspace, shipped(), zone=found.head.zone, currency=found.head.currency)
    try:
        _fill(parts, found, workspace, most)
    except BaseException:
        discard(parts.settings, parts.dsn, workspace)
        raise
    print(f"workspace {workspace} ready after {time.monotonic() - started:.1f} s", flush=True)
    return True


def _fill(parts: Opened, found: Blueprint, workspace: str, most: int | None) -> None:
    caller = Caller(reason="demo")
    parts.workspaces.design(workspace, caller, lambda work: install(work, found))
    with parts.workspaces.begin(workspace, caller) as work:
        people = settle(work, found.part(ORGANISATION))
        open_accounts(work, people, DEMO_PASSWORD)
    known: dict[str, dict[str, Any]] = {}
    assert found.folder is not None
    for said in found.head.demo:
        rows = DemoRows(found.folder, said.model_dump(), people, known, most)
        rows.read()
        for chunk in rows.chunks():
            with parts.workspaces.begin(workspace, caller) as work:
                rows.write(work, parts.files, chunk)
        print(f"  {said.object}: {len(rows.rows)}", flush=True)
    with parts.workspaces.begin(workspace, caller) as work:
        if most is None:
            lay_out(work)
            live_through(work)
        arm_anew(work)  # a year of history sets nothing off

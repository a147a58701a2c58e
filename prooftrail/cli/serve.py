"""`prooftrail serve`: database, web process and worker process, watched over until it is told to stop."""

import argparse
from typing import Any

from prooftrail.app import shipped
from prooftrail.cli.demo import ensure_demo
from prooftrail.cli.lan import secure_lan
from prooftrail.opening import opened
from prooftrail.platform.database.additions import bring_up
from prooftrail.platform.database.install import workspaces
from prooftrail.settings import read_settings
from prooftrail.supervisor import Supervisor, leave_in_order


def register(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("serve", help="serve web and worker")
    parser.add_argument("--demo-anyway", action="store_true", help="demo logins on an address others reach")
    parser.add_argument(
        "--no-demo", action="store_true", help="do not create the workspace demo on an empty server"
    )
    parser.add_argument(
        "--lan", action="store_true", help="TLS for the phones of this network, with a QR code"
    )
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Start everything, restart what dies, stop everything on SIGTERM or Ctrl-C."""
    settings = read_settings(demo_anyway=given.demo_anyway)
    leave_in_order()
    if given.lan:
        secured = secure_lan(settings, demo_anyway=given.demo_anyway)
        if secured is None:
            return 2
        settings = secured
    with opened(settings) as parts:
        for name, added in bring_up(parts.dsn, shipped()).items():
            print(f"workspace {name} brought up to this release: {', '.join(added)}")
        if not given.no_demo and not workspaces(parts.dsn):
            ensure_demo(parts)
        parts.pool.close()
        return Supervisor(settings, demo_anyway=given.demo_anyway, lan=given.lan).run()

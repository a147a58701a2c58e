"""`prooftrail workspace`: companies on this server."""

import argparse
from typing import Any

from prooftrail.app import shipped
from prooftrail.opening import database
from prooftrail.platform.database.install import create_workspace, drop_workspace, workspaces
from prooftrail.settings import read_settings


def register(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("workspace", help="companies on this server")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    create = verbs.add_parser("create", help="a new, empty company")
    create.add_argument("name")
    create.add_argument("--zone", default="Asia/Shanghai")
    create.add_argument("--currency", default="CNY")
    create.set_defaults(run=run_create)
    verbs.add_parser("list", help="every company").set_defaults(run=run_list)
    drop = verbs.add_parser("drop", help="remove a company for good")
    drop.add_argument("name")
    drop.add_argument("--yes", action="store_true", help="do not ask")
    drop.set_defaults(run=run_drop)


def run_create(given: argparse.Namespace) -> int:
    """A new workspace without people; the first administrator is made by `prooftrail admin`."""
    with database(read_settings()) as dsn:
        create_workspace(dsn, given.name, shipped(), zone=given.zone, currency=given.currency)
    print(f"workspace {given.name} created")
    return 0


def run_list(given: argparse.Namespace) -> int:
    """One line each."""
    with database(read_settings()) as dsn:
        for place in workspaces(dsn):
            print(place.name)
    return 0


def run_drop(given: argparse.Namespace) -> int:
    """Asks for the name once more."""
    if not given.yes and input(f"type {given.name} to remove it for good: ") != given.name:
        return 1
    with database(read_settings()) as dsn:
        drop_workspace(dsn, given.name)
    print(f"workspace {given.name} dropped")
    return 0

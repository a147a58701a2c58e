"""`prooftrail workspace`: companies on this server."""

import argparse
from typing import Any

from prooftrail.app import shipped
from prooftrail.opening import Opened, database, discard, opened
from prooftrail.platform.blueprint.applying import install
from prooftrail.platform.blueprint.folder import shipped_blueprint
from prooftrail.platform.database.install import create_workspace, workspaces
from prooftrail.platform.people.accounts import make_administrator
from prooftrail.platform.work import Caller
from prooftrail.settings import read_settings

BASE = "base"


def register(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("workspace", help="companies on this server")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    create = verbs.add_parser("create", help="a new company with roles and a process, without people")
    create.add_argument("name")
    create.add_argument(
        "--blueprint", default=BASE, help="what it starts with; see: prooftrail blueprint list"
    )
    create.add_argument("--zone", help="the blueprint's, where nothing is said")
    create.add_argument("--currency", help="the blueprint's, where nothing is said")
    create.add_argument("--admin", metavar="LOGIN", help="print the first password of an administrator")
    create.set_defaults(run=run_create)
    verbs.add_parser("list", help="every company").set_defaults(run=run_list)
    drop = verbs.add_parser("drop", help="remove a company for good")
    drop.add_argument("name")
    drop.add_argument("--yes", action="store_true", help="do not ask")
    drop.set_defaults(run=run_drop)


def run_create(given: argparse.Namespace) -> int:
    """A new workspace; without `--admin`, `prooftrail admin` makes its first administrator."""
    with opened(read_settings()) as parts:
        password = found(
            parts, given.name, zone=given.zone, currency=given.currency, admin=given.admin,
            blueprint=given.blueprint,
        )  # fmt: skip
    print(f"workspace {given.name} created")
    if password is not None:
        print(f"first password of {given.admin}: {password}")
    return 0


def found(
    parts: Opened, name: str, *, zone: str | None = None, currency: str | None = None,
    admin: str | None = None, blueprint: str = BASE,
) -> str | None:  # fmt: skip
    """Create a company with a blueprint, without its people; the administrator's password where asked for.

    A failure leaves no half of it.
    """
    begins = shipped_blueprint(blueprint)
    create_workspace(
        parts.dsn, name, shipped(), zone=zone or begins.head.zone, currency=currency or begins.head.currency
    )
    try:
        parts.workspaces.design(name, Caller(reason="workspace"), lambda work: install(work, begins))
        if admin is None:
            return None
        with parts.workspaces.begin(name, Caller(reason="workspace")) as work:
            return make_administrator(work, admin, admin)
    except BaseException:
        discard(parts.settings, parts.dsn, name)
        raise


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
    settings = read_settings()
    with database(settings) as dsn:
        discard(settings, dsn, given.name)
    print(f"workspace {given.name} dropped")
    return 0

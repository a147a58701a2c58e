"""`prooftrail admin`: an administrator of a company, or a new password for one."""

import argparse
from typing import Any

from prooftrail.opening import opened
from prooftrail.platform.people.accounts import make_administrator
from prooftrail.platform.work import Caller
from prooftrail.settings import read_settings


def register(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("admin", help="make an administrator, or give one a new password")
    parser.add_argument("--workspace", required=True)
    parser.add_argument("--login", required=True)
    parser.add_argument("--name", help="of a person who is not there yet")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Print the password once, as the last word."""
    with (
        opened(read_settings()) as parts,
        parts.workspaces.begin(given.workspace, Caller(reason="admin")) as work,
    ):
        password = make_administrator(work, given.login, given.name or given.login)
    print(f"password of {given.login}: {password}")
    return 0

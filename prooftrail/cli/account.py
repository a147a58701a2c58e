"""`prooftrail account`: a person's way to sign in, or a new password for it."""

import argparse
from typing import Any

from prooftrail.opening import opened
from prooftrail.platform.people.accounts import open_account
from prooftrail.platform.work import Caller
from prooftrail.settings import read_settings


def register(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("account", help="let a person sign in, with a new password")
    parser.add_argument("--workspace", required=True)
    parser.add_argument("--login", required=True, help="as the person's record has it")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Print the password once, as the last word."""
    with (
        opened(read_settings()) as parts,
        parts.workspaces.begin(given.workspace, Caller(reason="account")) as work,
    ):
        password = open_account(work, given.login)
    print(f"password of {given.login}: {password}")
    return 0

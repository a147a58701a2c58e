"""`prooftrail key`: API keys."""

import argparse
from typing import Any

from prooftrail.opening import opened
from prooftrail.platform.people.accounts import create_key
from prooftrail.platform.work import Caller
from prooftrail.settings import read_settings


def register(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("key", help="API keys")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    create = verbs.add_parser("create", help="print a new key as the last word")
    create.add_argument("--workspace", required=True)
    create.add_argument("--login", required=True)
    create.add_argument("--label", default="")
    create.add_argument(
        "--scope", action="append", help="customer:read, *:write …; all its person may do without"
    )
    create.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Create a key and print it once."""
    with (
        opened(read_settings()) as parts,
        parts.workspaces.begin(given.workspace, Caller(reason="key")) as work,
    ):
        issued = create_key(work, given.login, given.scope, given.label)
    print(f"key for {given.login}: {issued.text}")
    return 0

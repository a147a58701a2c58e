"""The command line: one file a command, found by looking into this folder."""

import argparse
import importlib
import pkgutil
import sys
from collections.abc import Sequence

from prooftrail.platform.database.cannot_start import CannotStart
from prooftrail.platform.refusal import Refusal


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the answer is the process's exit code."""
    parser = argparse.ArgumentParser(prog="prooftrail", description="证途 Prooftrail")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    folder = sys.modules[__name__].__path__
    for module in sorted(pkgutil.iter_modules(folder), key=lambda found: found.name):
        importlib.import_module(f"{__name__}.{module.name}").register(commands)
    given = parser.parse_args(arguments)
    try:
        return int(given.run(given) or 0)
    except Refusal as refusal:
        said = refusal.said("zh")
        print(f"{said['code']}: {said['message']} {said['remedy']}", file=sys.stderr)
    except CannotStart as error:
        print(error, file=sys.stderr)
    return 1

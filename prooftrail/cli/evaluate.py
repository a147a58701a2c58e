"""`prooftrail evaluate`: how well an engine judges the user's own files, as one JSON line."""

import argparse
import json
from typing import Any

from prooftrail.app import engines


def register(commands: Any) -> None:
    """Add the command, with a name for each evaluation an engine brings."""
    parser = commands.add_parser("evaluate", help="try an engine on files of one's own; answers a JSON line")
    names = parser.add_subparsers(dest="evaluation", required=True, metavar="NAME")
    for evaluation in sorted((each for engine in engines() for each in engine.evaluations), key=_name):
        wanted = names.add_parser(evaluation.name, help=evaluation.help)
        evaluation.ask(wanted)
        wanted.set_defaults(run=run, evaluate=evaluation.run)


def _name(evaluation: Any) -> str:
    return str(evaluation.name)


def run(given: argparse.Namespace) -> int:
    """0 with the figures on standard output; progress goes to standard error."""
    print(json.dumps(given.evaluate(given), ensure_ascii=False))
    return 0

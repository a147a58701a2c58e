"""`prooftrail evaluate`: how well a judgement of ours does on the user's own files, as one JSON line."""

import argparse
import json
from collections.abc import Iterator
from typing import Any

from prooftrail.app import engines
from prooftrail.platform.actions import Evaluation
from prooftrail.senses.evaluating import EVALUATIONS


def register(commands: Any) -> None:
    """Add the command, with a name for each evaluation the engines and senses bring."""
    parser = commands.add_parser("evaluate", help="how well a judgement does on files of your own")
    names = parser.add_subparsers(dest="evaluation", required=True, metavar="NAME")
    for evaluation in sorted(_evaluations(), key=lambda each: each.name):
        wanted = names.add_parser(evaluation.name, help=evaluation.help)
        evaluation.ask(wanted)
        wanted.set_defaults(run=run, evaluate=evaluation.run)


def _evaluations() -> Iterator[Evaluation]:
    yield from EVALUATIONS
    for engine in engines():
        yield from engine.evaluations


def run(given: argparse.Namespace) -> int:
    """0 with the figures on standard output; progress goes to standard error."""
    print(json.dumps(given.evaluate(given), ensure_ascii=False))
    return 0

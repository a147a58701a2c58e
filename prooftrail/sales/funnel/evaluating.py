"""`prooftrail evaluate funnel`: cases, activities and dwell times of a log."""

from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path
from typing import Any

from prooftrail.platform.actions import Evaluation
from prooftrail.sales.funnel.logs import Columns, read_log
from prooftrail.sales.funnel.rules.mining import mine

USUAL = Columns()
DIGITS = 4


def ask(parser: ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument("--data", type=Path, required=True, help="XES or CSV, gzipped or not")
    parser.add_argument("--case", default=USUAL.case, help="the CSV's column of cases")
    parser.add_argument("--activity", default=USUAL.activity, help="its column of activities")
    parser.add_argument("--time", default=USUAL.time, help="its column of times")


def run(given: Namespace) -> dict[str, Any]:
    """`{"cases", "events", "activities": {name: n}, "dwell": {name: {"times", "mean", "median", "long"}}}`,
    dwell in hours, `long` the time that nine in ten stays do not exceed."""
    found = mine(read_log(given.data, Columns(given.case, given.activity, given.time)))
    dwell = {
        name: {key: round(value, DIGITS) for key, value in asdict(each).items()}
        for name, each in found.dwell.items()
    }
    return {"cases": found.cases, "events": found.events, "activities": found.activities, "dwell": dwell}


FUNNEL = Evaluation("funnel", "cases, activities and dwell times of an event log", ask, run)

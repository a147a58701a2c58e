"""`prooftrail evaluate lead-score` and `win-probability`: how well the past predicts, on one's own file."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import mean
from typing import Any

from prooftrail.platform.actions import Evaluation
from prooftrail.sales.scoring.model import cases_of, predicted, splits
from prooftrail.sales.scoring.rules.columns import Kind, kind_of
from prooftrail.sales.scoring.rules.figures import auc, auc_error, calibration_error, lift, share_caught
from prooftrail.sales.scoring.rules.leaking import leaking
from prooftrail.sales.scoring.tables import Table, read_table

FOLDS, DIGITS = 5, 4
LEAST_EACH = 200
"""Good ends and bad ends without which nothing is learned."""
LEAST_AUC, SURE = 0.55, 3.0
"""Signal is an order better than this, and this many standard errors better than chance."""
LEAST_OF_FOLD = 10
"""Fewer of one end in a part show nothing to learn, and cannot be calibrated."""
FIGURES = ("auc", "lift_10", "lift_30", "top_half_share", "ece")
TIMED = 0.8
"""A date tells the order of cases where so many have it."""


def ask(parser: ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument("--data", type=Path, required=True, help="CSV, one case a row")
    parser.add_argument("--label", required=True, help="the column of how it ended")
    parser.add_argument("--positive", help="its value for a good end; without it, the usual words")
    parser.add_argument("--drop", default="", help="columns left out, by commas")
    parser.add_argument("--seed", type=int, default=0, help="of the folds")


def run(given: Namespace) -> dict[str, Any]:
    """`rows, auc, lift_10, lift_30, top_half_share, ece, signal, leaking[], features[], split`.

    Figures are the mean of the folds, of cases the model had not seen; None where there are too few cases.
    """
    dropped = [each.strip() for each in given.drop.split(",") if each.strip()]
    table = read_table(given.data, given.label, given.positive, dropped)
    kinds = {name: kind_of(values) for name, values in table.columns.items()}
    found = leaking(table.columns, kinds, table.truth)
    for name, why in found.items():
        _say(f"left out, {why}: {name}")
    if table.undecided:
        _say(f"{table.undecided} rows have no end yet and are left out")
    clock = next((name for name in kinds if name not in found and _orders(table, name, kinds)), None)
    features = [
        name for name, kind in kinds.items() if name not in found and kind in (Kind.NUMBER, Kind.CHOICE)
    ]
    split = {
        "rows": len(table.truth), "leaking": list(found), "features": features,
        "split": "stratified" if clock is None else "time",
    }  # fmt: skip
    good = sum(table.truth)
    if not features or min(good, len(table.truth) - good) < LEAST_EACH:
        _say(f"not enough history: {LEAST_EACH} of each end are needed")
        return split | dict.fromkeys(FIGURES) | {"signal": False}
    return split | _figures(
        table, features, kinds, None if clock is None else table.columns[clock], given.seed
    )


def _orders(table: Table, name: str, kinds: dict[str, Kind]) -> bool:
    values = table.columns[name]
    return kinds[name] is Kind.DATE and sum(map(bool, values)) >= TIMED * len(values)


def _figures(
    table: Table, features: list[str], kinds: dict[str, Kind], times: Sequence[str] | None, seed: int
) -> dict[str, Any]:
    figures, _ = tried({name: table.columns[name] for name in features}, kinds, table.truth, times, seed)
    return figures


def tried(
    columns: Mapping[str, Sequence[str]],
    kinds: Mapping[str, Kind],
    truth: Sequence[bool],
    times: Sequence[str] | None,
    seed: int,
) -> tuple[dict[str, Any], list[tuple[bool, float]]]:
    """Figures of what is learned from some cases on others: `auc, lift_10, lift_30, top_half_share, ece,
    signal`; and of each case it was tried on, whether it ended well and what was promised."""
    import numpy as np

    cases, known = cases_of(columns, kinds), np.array(truth)
    rows: list[tuple[float, ...]] = []
    seen: list[tuple[bool, float]] = []
    for at, split in enumerate(splits(truth, times, FOLDS, seed)):
        learn, on = split
        good = int(known[learn].sum())
        if min(good, len(learn) - good) < LEAST_OF_FOLD:
            _say(f"fold {at + 1} of {FOLDS}: too few of one end to learn from, left out")
            continue
        _say(f"fold {at + 1} of {FOLDS}: learns from {len(learn)}, tried on {len(on)}")
        came = [bool(each) for each in known[on]]
        score = predicted(cases, known, split, seed)
        rows.append((auc(came, score), lift(came, score, 0.1), lift(came, score, 0.3),
                     share_caught(came, score, 0.5)))  # fmt: skip
        seen += zip(came, score, strict=True)
    return _summed(rows, seen), seen


def _summed(rows: Sequence[tuple[float, ...]], seen: Sequence[tuple[bool, float]]) -> dict[str, Any]:
    if not rows:
        return dict.fromkeys(FIGURES) | {"signal": False}
    figures: dict[str, Any] = dict(zip(FIGURES, map(mean, zip(*rows, strict=True)), strict=False))
    figures["ece"] = calibration_error([came for came, _ in seen], [score for _, score in seen])
    good = sum(came for came, _ in seen)
    error = auc_error(figures["auc"], good, len(seen) - good)
    signal = figures["auc"] >= max(LEAST_AUC, 0.5 + SURE * error)
    if not signal:
        _say("not enough signal: what is known beforehand does not tell how it ends")
    return {key: round(value, DIGITS) for key, value in figures.items()} | {"signal": signal}


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


EVALUATIONS = tuple(
    Evaluation(name, "how well the past predicts how cases end, and how calibrated", ask, run)
    for name in ("lead-score", "win-probability")
)

"""`prooftrail evaluate dedupe`: duplicates told apart on files of one's own.

`--data F.csv --truth COL` finds them among all rows: nothing is learned from labels, for the truth is read
only to score. `--pairs F.txt` judges given pairs; with `--train T.txt` the weights are learned from its
labels, without it from the pairs themselves with their labels unread. So no figure is of rows that
taught it.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

from prooftrail.platform.actions import Evaluation
from prooftrail.platform.refusal import Refusal
from prooftrail.sales.dedupe.rules.blocking import Key, find_pairs
from prooftrail.sales.dedupe.rules.columns import Cell, Column, describe, level
from prooftrail.sales.dedupe.rules.weighing import Pattern, Weights, fit_labelled, fit_unlabelled
from prooftrail.sales.dedupe.tables import Pairs, read_pairs, read_table

DIGITS = 4
SURE = 0.5
"""From here on a pair is said to be one."""
SHARE = 0.05
BEGINNING = 4
"""Signs of a value by whose beginning records are looked up, too."""

Row = Sequence[Cell]
Sides = Sequence[tuple[Row, Row]]


def ask(parser: ArgumentParser) -> None:
    """What it takes."""
    parser.add_argument("--data", type=Path, help="CSV whose rows are compared with each other")
    parser.add_argument("--truth", help="its column that is equal for duplicates; COL:div10 divides it")
    parser.add_argument("--drop", default="", help="columns that are not looked at, divided by commas")
    parser.add_argument("--pairs", type=Path, help="lines `left TAB right TAB 0/1` to be judged")
    parser.add_argument("--train", type=Path, help="the same, to learn from")


def run(given: Namespace) -> dict[str, Any]:
    """`precision, recall, f1, candidates, seconds, learned_from`."""
    began = perf_counter()
    if given.pairs is not None and given.data is None:
        said, truth, learned = _judge_pairs(given.pairs, given.train)
        wanted = sum(truth)
        hits = sum(yes and true for yes, true in zip(said, truth, strict=True))
        found, candidates = sum(said), len(said)
    elif given.data is not None and given.truth and given.pairs is None:
        drop = [each.strip() for each in given.drop.split(",") if each.strip()]
        hits, found, wanted, candidates = _judge_table(given.data, given.truth, drop)
        learned = "candidates, labels unread"
    else:
        raise Refusal("dedupe_data_or_pairs", "invalid")
    precision, recall = hits / max(found, 1), hits / max(wanted, 1)
    f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
    figures = {"precision": precision, "recall": recall, "f1": f1}
    return {
        **{name: round(value, DIGITS) for name, value in figures.items()}, "candidates": candidates,
        "seconds": round(perf_counter() - began, 2), "learned_from": learned,
    }  # fmt: skip


def _judge_pairs(path: Path, train: Path | None) -> tuple[list[bool], Sequence[bool], str]:
    pairs = read_pairs(path)
    taught = read_pairs(train) if train is not None else None
    known = taught or pairs
    by = [
        describe([row[at] for row in (*known.left, *known.right) if at < len(row)])
        for at in range(len(known.names))
    ]
    patterns = _patterns(by, _sides(pairs, known.names))
    _tell(f"{len(patterns)} pairs of {len(by)} columns: " + ", ".join(each.kind for each in by))
    if taught is None:
        weights = _unlabelled(by, patterns)
        learned = f"{path.name}, labels unread"
    else:
        weights = _labelled(by, _patterns(by, _sides(taught, known.names)), taught.same)
        learned = f"labels of {train.name}" if train else ""
    return [weights.score(each) >= SURE for each in patterns], pairs.same, learned


def _sides(pairs: Pairs, names: Sequence[str]) -> Sides:
    """Both sides by the columns of `names`, blank where the file has none of that name."""
    blank = Cell("", ())
    at = [pairs.names.index(name) if name in pairs.names else None for name in names]

    def row(side: Row) -> Row:
        return [blank if place is None else side[place] for place in at]

    return [(row(one), row(other)) for one, other in zip(pairs.left, pairs.right, strict=True)]


def _judge_table(path: Path, truth: str, drop: Sequence[str]) -> tuple[int, int, int, int]:
    table = read_table(path, truth, drop)
    by = [describe([row[at] for row in table.rows]) for at in range(len(table.names))]
    kinds = zip(table.names, by, strict=True)
    _tell(f"{len(table.rows)} rows: " + ", ".join(f"{name} ({each.kind})" for name, each in kinds))
    near = sorted(find_pairs([list(_keys(row)) for row in table.rows]))
    _tell(f"{len(near)} candidates")
    patterns = _patterns(by, [(table.rows[one], table.rows[other]) for one, other in near])
    weights = _unlabelled(by, patterns)
    groups = table.groups
    said = [pair for pair, each in zip(near, patterns, strict=True) if weights.score(each) >= SURE]
    hits = sum(groups[one] == groups[other] for one, other in said)
    wanted = sum(many * (many - 1) // 2 for many in Counter(groups).values())
    return hits, len(said), wanted, len(near)


def _keys(row: Row) -> Iterable[Key]:
    """What a row is looked up by: each value, and how it begins."""
    for at, cell in enumerate(row):
        if cell.text:
            yield at, cell.text
    for at, cell in enumerate(row):
        if len(cell.text) > BEGINNING:
            yield len(row) + at, cell.text[:BEGINNING]


def _patterns(by: Sequence[Column], sides: Sides) -> list[Pattern]:
    kept: dict[tuple[int, str, str], int] = {}
    found = []
    for one, other in sides:
        pattern = []
        for at, column in enumerate(by):
            key = (at, one[at].text, other[at].text)
            if key not in kept:
                kept[key] = level(column, one[at], other[at])
            pattern.append(kept[key])
        found.append(tuple(pattern))
    return found


def _unlabelled(by: Sequence[Column], patterns: Sequence[Pattern]) -> Weights:
    return fit_unlabelled(Counter(patterns), [each.levels for each in by], SHARE)


def _labelled(by: Sequence[Column], patterns: Sequence[Pattern], same: Sequence[bool]) -> Weights:
    seen: dict[Pattern, list[int]] = {}
    for pattern, one in zip(patterns, same, strict=True):
        seen.setdefault(pattern, [0, 0])[not one] += 1
    counted = {pattern: (one, other) for pattern, (one, other) in seen.items()}
    return fit_labelled(counted, [each.levels for each in by])


def _tell(said: str) -> None:
    print(said, file=sys.stderr, flush=True)


DEDUPE = Evaluation("dedupe", "which records of a file, or which given pairs, are one", ask, run)

"""A file of past cases, and which of them ended well."""

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from prooftrail.platform.refusal import Refusal
from prooftrail.sales.scoring.rules.columns import cleaned

GOOD = frozenset({"1", "true", "yes", "y", "won", "converted", "是", "赢单", "成交", "已成交", "已转化"})
BAD = frozenset({"0", "false", "no", "n", "lost", "unconverted", "否", "输单", "丢单", "未成交", "未转化"})
SHOWN = 12


@dataclass(frozen=True)
class Table:
    """Past cases column by column, values cleaned; `truth` says which ended well."""

    columns: Mapping[str, Sequence[str]]
    truth: Sequence[bool]
    undecided: int
    """Rows of neither kind, left out."""


def read_table(path: Path, label: str, positive: str | None, dropped: Sequence[str]) -> Table:
    """The decided cases of a CSV. Refuses what cannot be read, and names the file does not have."""
    rows, names = _rows(path)
    for each in (label, *dropped):
        if each not in names:
            raise _refusal("score_no_column", path, column=each, columns=", ".join(names))
    outcomes = Counter(cleaned(row[label] or "") for row in rows)
    good, bad = _kinds(path, label, positive, outcomes)
    kept = [row for row in rows if cleaned(row[label] or "") in good | bad]
    return Table(
        {name: [cleaned(row[name] or "") for row in kept] for name in names if name not in (label, *dropped)},
        [cleaned(row[label] or "") in good for row in kept],
        len(rows) - len(kept),
    )


def _rows(path: Path) -> tuple[list[dict[str, str]], list[str]]:
    if not path.is_file():
        raise _refusal("evaluate_no_file", path)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            found = csv.DictReader(file)
            names = [each for each in found.fieldnames or () if each]
            return [row for row in found if any(row.get(name) for name in names)], names
    except (UnicodeDecodeError, csv.Error) as error:
        raise _refusal("score_broken", path, why=str(error)) from None


def _kinds(path: Path, label: str, positive: str | None, outcomes: Counter[str]) -> tuple[set[str], set[str]]:
    """Values of the label that are a good end, and those that are a bad one; others are no end yet."""
    said = {each for each in outcomes if each}
    if positive is not None:
        good = {each for each in said if each == positive}
    else:
        good = {each for each in said if each.lower() in GOOD}
    known = {each for each in said - good if each.lower() in BAD}
    bad = known or said - good
    if not good or not bad:
        shown = ", ".join(sorted(said)[:SHOWN])
        raise _refusal("score_no_outcome", path, column=label, found=shown, positive=positive or "")
    return good, bad


def _refusal(code: str, path: Path, **facts: str) -> Refusal:
    return Refusal(code, kind="invalid", facts={"file": str(path), **facts})

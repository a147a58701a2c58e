"""Files of records and of pairs, as `evaluate dedupe` takes them. What cannot be read is refused."""

import csv
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from prooftrail.platform.refusal import Refusal
from prooftrail.sales.dedupe.rules.columns import Cell, read

VALUE = re.compile(r"\s*COL\s+(\S+)\s+VAL\s?")
TRUTH = re.compile(r"(.+?)(?::div([1-9]\d*))?")
WHOLE = "text"
"""What the one column of a pair is called that names none."""


class Table(NamedTuple):
    """Rows by column, and which rows are one: those of one group."""

    names: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    groups: Sequence[str]


class Pairs(NamedTuple):
    """Both sides of each pair by column, and whether it is one."""

    names: Sequence[str]
    left: Sequence[Sequence[Cell]]
    right: Sequence[Sequence[Cell]]
    same: Sequence[bool]


def read_table(path: Path, truth: str, drop: Sequence[str]) -> Table:
    """The rows of a CSV; `truth` is the column of the groups, `COL:div10` its value divided by ten."""
    said = TRUTH.fullmatch(truth)
    column, by = (said.group(1), int(said.group(2) or 0)) if said else (truth, 0)
    if not path.is_file():
        raise _bad("dedupe_no_file", path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file, skipinitialspace=True)
        there = list(rows.fieldnames or ())
        if missing := [each for each in (column, *drop) if each not in there]:
            raise _bad("dedupe_no_column", path, what=", ".join(missing))
        names = [each for each in there if each != column and each not in drop]
        cells, groups = [], []
        for row in rows:
            groups.append(_group(path, row[column] or "", by, rows.line_num))
            cells.append([read(row[name] or "") for name in names])
    return Table(names, cells, groups)


def _group(path: Path, said: str, by: int, line: int) -> str:
    if not by:
        return said
    if not said.strip().isdigit():
        raise _bad("dedupe_no_number", path, what=said[:40], line=str(line))
    return str(int(said) // by)


def read_pairs(path: Path) -> Pairs:
    """The lines of a file of pairs, `left TAB right TAB 0/1`; a side may be `COL name VAL value …`."""
    if not path.is_file():
        raise _bad("dedupe_no_file", path)
    sides: list[tuple[dict[str, str], dict[str, str]]] = []
    same: list[bool] = []
    with path.open(encoding="utf-8-sig") as file:
        for line, text in enumerate(file, 1):
            parts = text.rstrip("\r\n").split("\t")
            if len(parts) != 3 or parts[2].strip() not in ("0", "1"):
                raise _bad("dedupe_bad_pair", path, what=text[:40].strip(), line=str(line))
            sides.append((_side(parts[0]), _side(parts[1])))
            same.append(parts[2].strip() == "1")
    names = list(dict.fromkeys(name for pair in sides for side in pair for name in side))
    left, right = ([[read(pair[at].get(name, "")) for name in names] for pair in sides] for at in (0, 1))
    return Pairs(names, left, right, same)


def _side(text: str) -> dict[str, str]:
    parts = VALUE.split(text)
    if len(parts) < 3:
        return {WHOLE: text}
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def _bad(code: str, path: Path, what: str = "", line: str = "") -> Refusal:
    return Refusal(code, "invalid", facts={"file": path.name, "what": what, "line": line})

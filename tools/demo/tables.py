"""Rows as CSV, and files that are written only where they differ."""

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from tools.demo.dice import Dice
from tools.demo.moments import moment_text
from tools.demo.places import Place


def table(header: str, rows: Iterable[Iterable[object]]) -> str:
    """The text of one file."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header.split())
    writer.writerows(rows)
    return text.getvalue()


def measured(place: Place | None, *name: object) -> tuple[str, str, str]:
    """A place as a phone measured it: latitude, longitude, metres it may be off."""
    return (*place.cells, str(Dice("accuracy", *name).whole(4, 28))) if place else ("", "", "")


def course(entered: Iterable[tuple[str, int]]) -> str:
    """The stages something has passed, each with when it was entered: `STAGE@MOMENT;STAGE@MOMENT`."""
    return ";".join(f"{stage}@{moment_text(moment)}" for stage, moment in entered)


def write_files(made: Mapping[str, str], folder: Path, *, check: bool) -> int:
    """Write what differs, or with `check` only say so; 1 when one differs then."""
    differing = 0
    for name, text in made.items():
        path = folder / name
        same = path.exists() and path.read_bytes() == text.encode()
        differing += not same
        if not check and not same:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        print(f"{name}: {text.count(chr(10)) - 1} rows, {'unchanged' if same else 'different'}")
    return 1 if differing and check else 0

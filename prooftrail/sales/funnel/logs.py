"""Event logs as other systems write them: XES, plain or gzipped, and CSV."""

import csv
import gzip
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from io import BufferedIOBase
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from prooftrail.platform.refusal import Refusal
from prooftrail.sales.funnel.rules.mining import Step

NAME, TIME = "concept:name", "time:timestamp"


class Columns(NamedTuple):
    """What the columns of a CSV are called."""

    case: str = "case"
    activity: str = "activity"
    time: str = "time"


def read_log(path: Path, columns: Columns) -> Iterator[list[Step]]:
    """The steps of one case after the other. Refuses what cannot be read, naming the place."""
    names = path.name.lower().removesuffix(".gz")
    if not path.is_file() or not names.endswith((".xes", ".csv")):
        raise _unreadable(path, "log_no_file")
    with gzip.open(path) if path.name.lower().endswith(".gz") else path.open("rb") as stream:
        try:
            yield from _of_xes(path, stream) if names.endswith(".xes") else _of_csv(path, stream, columns)
        except (OSError, EOFError, UnicodeDecodeError, ElementTree.ParseError, csv.Error) as error:
            raise _unreadable(path, "log_broken", str(error)) from None


def _of_xes(path: Path, stream: BufferedIOBase) -> Iterator[list[Step]]:
    """A trace is a case; other elements and attributes are passed over, and let go of as they are read."""
    parts = ElementTree.iterparse(stream, events=("start", "end"))
    _, root = next(parts)
    for event, part in parts:
        if event == "end" and part.tag.rpartition("}")[2] == "trace":
            yield [_step(path, each) for each in part if each.tag.rpartition("}")[2] == "event"]
            root.clear()


def _step(path: Path, event: ElementTree.Element) -> Step:
    said = {each.get("key"): each.get("value") or "" for each in event}
    if NAME not in said or TIME not in said:
        raise _unreadable(path, "log_step_without", NAME if NAME not in said else TIME)
    return Step(said[NAME], _time(path, said[TIME]))


def _of_csv(path: Path, stream: BufferedIOBase, columns: Columns) -> Iterator[list[Step]]:
    """Rows of a case need not stand together, so that all are read first."""
    lines: Iterable[str] = (
        line.decode("utf-8-sig" if at == 0 else "utf-8") for at, line in enumerate(stream)
    )
    rows = csv.DictReader(lines)
    missing = [each for each in columns if each not in (rows.fieldnames or ())]
    if missing:
        raise _unreadable(path, "log_no_column", ", ".join(missing))
    cases: dict[str, list[Step]] = {}
    for row in rows:
        case, activity = row[columns.case], row[columns.activity]
        if not case or not activity:
            raise _unreadable(path, "log_step_without", columns.activity if case else columns.case)
        cases.setdefault(case, []).append(Step(activity, _time(path, row[columns.time] or "")))
    yield from cases.values()


def _time(path: Path, said: str) -> datetime:
    try:
        at = datetime.fromisoformat(said)
        return at if at.tzinfo else at.replace(tzinfo=UTC)  # only differences are told
    except ValueError:
        raise _unreadable(path, "log_no_time", said[:40]) from None


def _unreadable(path: Path, code: str, what: str = "") -> Refusal:
    return Refusal(code, "invalid", facts={"file": path.name, "what": what})

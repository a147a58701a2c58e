"""Heads of the seals, kept outside the database: who cuts off the end of the log cannot cut it off here.

Two files a workspace: `<name>.latest` holds the last head, `<name>.log` grows by each day's last.
"""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from prooftrail.platform.values import Json


@dataclass(frozen=True, slots=True)
class Head:
    """What is kept of one seal."""

    n: int
    head: str
    key_id: str
    sealed_at: datetime

    def json(self) -> dict[str, Json]:
        """One line's content."""
        return {
            "n": self.n,
            "head": self.head,
            "key_id": self.key_id,
            "sealed_at": self.sealed_at.isoformat(),
        }


class Heads:
    """The two files of one workspace."""

    def __init__(self, folder: Path, workspace: str) -> None:
        self.log = folder / f"{workspace}.log"
        self.latest = folder / f"{workspace}.latest"

    def keep(self, head: Head) -> None:
        """Remember the newest head; the one before it goes into the log when it was its day's last."""
        before = next(_read(self.latest), None)
        if before is not None and before.n >= head.n:
            return
        self.log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if before is not None and before.sealed_at.date() != head.sealed_at.date():
            last = max((each.n for each in _read(self.log)), default=0)
            if before.n > last:
                _write(self.log, "a", _line(before))
        making = self.latest.with_suffix(".making")
        _write(making, "w", _line(head))
        making.rename(self.latest)

    def all(self) -> list[Head]:
        """Every head kept, oldest first."""
        return [*_read(self.log), *_read(self.latest)]

    def put_back(self, heads: Sequence[Head]) -> None:
        """The heads of a restored workspace, oldest first."""
        if heads:
            self.log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write(self.log, "w", "".join(map(_line, heads[:-1])))
            _write(self.latest, "w", _line(heads[-1]))

    def retire(self) -> None:
        """Put the files of a dropped workspace aside, for another may get its name."""
        for path in (self.log, self.latest):
            if path.exists():
                path.rename(_unused(path))


def head_of(said: Mapping[str, Any]) -> Head:
    """A head from a line's content."""
    return Head(said["n"], said["head"], said["key_id"], datetime.fromisoformat(said["sealed_at"]))


def _read(path: Path) -> Iterator[Head]:
    """The heads of a file; a line that a crash cut short is left out."""
    for line in path.read_text().splitlines() if path.exists() else ():
        with suppress(ValueError, KeyError, TypeError):
            yield head_of(json.loads(line))


def _line(head: Head) -> str:
    return json.dumps(head.json()) + "\n"


def _write(path: Path, mode: str, text: str) -> None:
    with path.open(mode) as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _unused(path: Path) -> Path:
    count = 1
    while (aside := path.with_name(f"{path.name}.dropped-{count}")).exists():
        count += 1
    return aside

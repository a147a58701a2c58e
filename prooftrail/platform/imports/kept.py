"""Files being read, kept open between two turns of an import: who reads from the top to where he was, every
turn anew, reads a long file over and over.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from prooftrail.platform.files.store import Files
from prooftrail.platform.imports.reading import Row, Shape, read_rows

MOST = 4
"""Files kept open: those of the imports that had their turns last."""
_kept: dict[UUID, "Reading"] = {}


@dataclass(slots=True)
class Reading:
    """A file on its way; `at` is the last row that was taken, `over` whether there is none behind it."""

    rows: Iterator[Row]
    stack: ExitStack
    at: int = 0
    over: bool = False

    def __iter__(self) -> Iterator[Row]:
        for row in self.rows:
            self.at = row.at
            yield row
        self.over = True


@contextmanager
def rows_after(
    files: Files, workspace: str, id: UUID, digest: str, shape: Shape, at: int
) -> Iterator[Iterator[Row]]:
    """The rows of an import's file behind row `at`. Whoever is through with a chunk of them may come back."""
    found = _kept.pop(id, None)
    if found is not None and found.at != at:
        found.stack.close()  # a chunk was undone, or somebody else had a turn meanwhile
        found = None
    found = found or _opened(files, workspace, digest, shape, at)
    try:
        yield iter(found)
    except BaseException:
        found.stack.close()
        raise
    if found.over:
        found.stack.close()
        return
    _kept[id] = found
    for oldest in list(_kept)[:-MOST]:
        if (old := _kept.pop(oldest, None)) is not None:
            old.stack.close()


def _opened(files: Files, workspace: str, digest: str, shape: Shape, at: int) -> Reading:
    stack = ExitStack()
    file = stack.enter_context(files.opened(workspace, digest))
    return Reading(islice(read_rows(file, shape), at, None), stack, at)

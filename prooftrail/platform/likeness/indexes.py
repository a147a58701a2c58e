"""Looking things up by their index, whatever the planner guesses of keys it has no figures for."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


@contextmanager
def by_index(work: "Work") -> Iterator[None]:
    """No table is read through meanwhile: a `limit` makes that look cheap; for a key nobody has it is not."""
    work.execute("set local enable_seqscan = off")
    yield
    work.execute("set local enable_seqscan = on")

"""What is asked of whoever reads text from photos; the composition root plugs it in."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

READER = "evidence.reader_at_hand"
"""Where the composition root puts it; nobody sets it."""


class Eyes(Protocol):
    """Reads photos in a process of its own: a broken photo takes nothing else with it."""

    def texts(self, photos: Sequence[bytes]) -> list[str | None]:
        """What each says, a line below the other; None for what cannot be looked at."""
        ...


class Reader(Protocol):
    """Eyes that are opened when there is something to read."""

    def ready(self) -> bool:
        """Whether a reader is installed."""
        ...

    def reading(self) -> AbstractContextManager[Eyes]:
        """Open for as long as they are held."""
        ...


def reader_of(work: "Work") -> Reader:
    """What was plugged in."""
    found: Reader = work.settings.value(READER)
    return found

"""What is asked of whoever reads text from photos; the composition root plugs it in."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from enum import Enum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

READER = "evidence.reader_at_hand"
"""Where the composition root puts it; nobody sets it."""


class Unread(Enum):
    """Why a photo has no text: nothing can be seen on it, or not within its time. The value is the doubt."""

    UNREADABLE = "unreadable"
    TOO_SLOW = "too_slow"


class Eyes(Protocol):
    """Reads photos in a process of its own: a broken photo takes nothing else with it."""

    def texts(self, photos: Sequence[bytes], seconds: float) -> list[str | Unread]:
        """What each says, a line below the other, or why not; none may take longer than so many seconds."""
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

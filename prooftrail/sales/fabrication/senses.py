"""What this engine asks of whoever sees photos and reads texts; the composition root plugs it in."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from prooftrail.sales.fabrication.rules.entries import Fact
from prooftrail.sales.fabrication.settings import SENSES

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


@dataclass(frozen=True, slots=True)
class Seen:
    """How surely two photos are one, from 0 to 1, and what was done to one of them."""

    score: float
    facts: Mapping[str, Fact] = field(default_factory=dict)


class Eye(Protocol):
    """Sees photos, in a process of its own: a broken photo takes nothing else with it."""

    def prints(self, photos: Sequence[bytes]) -> list[tuple[bytes, list[int]] | None]:
        """The print of each and the words it is found by; None for what cannot be seen."""
        ...

    def compare(self, pairs: Sequence[tuple[bytes, bytes]]) -> list[Seen]:
        """How alike two prints are."""
        ...


class Senses(Protocol):
    """An eye that is opened when there is something to see, and reading."""

    def eye(self) -> AbstractContextManager[Eye]:
        """Open for as long as it is held."""
        ...

    def words(self, text: str) -> list[int]:
        """What a text is found by; none for one that is too short to be compared."""
        ...

    def alike(self, one: str, other: str) -> float:
        """How surely two texts are one, from 0 to 1."""
        ...

    def passages(self, one: str, other: str) -> list[tuple[int, int, int]]:
        """The same passages: where in each, and how long."""
        ...


def senses_of(work: "Work") -> Senses:
    """What was plugged in."""
    found: Senses = work.settings.value(SENSES)
    return found

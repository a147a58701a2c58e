"""Questions behind a link: asked once, answered once, by whoever holds it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from prooftrail.platform.links.doors import Offered
from prooftrail.platform.links.store import Link
from prooftrail.platform.values import Locale

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

LONGEST_COMMENT = 1_000
"""Characters of words beside a score."""
SCORES = range(1, 6)


@dataclass(frozen=True, slots=True)
class Question:
    """Who asks, what about, until when; `score` is what was answered already, or None."""

    sender: str
    about: Mapping[Locale, str]
    until: datetime
    score: int | None


class Asking(Protocol):
    """Asks for a score of 1 to 5 and words."""

    def offer(self, work: "Work", record: UUID) -> Offered:
        """What a link to a record asks. Refuses one the caller cannot see, and one that is over."""

    def ask(self, work: "Work", link: Link) -> Question:
        """The question. Refuses where there is none left."""

    def take(self, work: "Work", link: Link, score: int, comment: str) -> None:
        """The answer, once. Refuses a second one."""


QUESTIONS: dict[str, Asking] = {}


def register_question(object: str, asking: Asking) -> None:
    """Let links of this kind ask something."""
    QUESTIONS[object] = asking


def read_score(said: str) -> int | None:
    """A score as a form hands it in; None for anything but 1 to 5."""
    return next((each for each in SCORES if said == str(each)), None)

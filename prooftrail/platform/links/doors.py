"""What stands behind a link: registered by whoever gives links out, as one door for each kind of thing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from prooftrail.platform.links.store import Issued, Link, issue
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Label

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


@dataclass(frozen=True, slots=True)
class Leaf:
    """One file of a part, by its handle."""

    id: UUID
    name: str
    mime: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Part:
    """One thing on the sheet: its title, what kind it is, a line about it, its files, and an address."""

    title: str
    kind: Label
    note: str
    since: datetime | None
    leaves: Sequence[Leaf]
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """What somebody outside gets to see: from whom, to whom, until when, and the parts."""

    sender: str
    receiver: str
    until: datetime
    parts: Sequence[Part]


@dataclass(frozen=True, slots=True)
class Offered:
    """What a new link would open, and until when."""

    about: UUID
    expires_at: datetime


class Door(Protocol):
    """`reads` says whether a person looks: then the door may count it."""

    def offer(self, work: "Work", record: UUID) -> Offered:
        """What a link to a record opens. Refuses one the caller cannot see, and one that is not given out."""

    def show(self, work: "Work", link: Link, *, reads: bool) -> Sheet:
        """The sheet. Refuses where nothing is left to show."""

    def linger(self, work: "Work", link: Link, seconds: int) -> None:
        """A person read the sheet for so long; the door keeps no more than can have gone by."""

    def hand(self, work: "Work", link: Link, file: UUID, *, reads: bool) -> Leaf:
        """One file of it. Refuses one that is not on the sheet."""


DOORS: dict[str, Door] = {}


def register_door(object: str, door: Door) -> None:
    """Let links of this kind lead somewhere."""
    DOORS[object] = door


def door_of(object: str) -> Door:
    """The door of a kind of thing. Refuses what nobody gives links to."""
    found = DOORS.get(object)
    if found is None:
        raise Refusal("link_over", "missing")
    return found


def give(work: "Work", object: str, record: UUID) -> Issued:
    """A new link to a record, answered for by whoever asks; refused to who only looks."""
    from prooftrail.platform.links.questions import QUESTIONS

    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
    offered = (QUESTIONS.get(object) or door_of(object)).offer(work, record)
    return issue(work, object, offered.about, work.actor.person, offered.expires_at)

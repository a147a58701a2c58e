"""What the library's records are called in code; their fields stand in sales/objects."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

CONTENT, VERSION, SENT = "content", "content_version", "content_sent"
DRAFT, IN_FORCE, RETIRED = "draft", "in_force", "retired"
LINK, MAIL = "link", "mail"
READ = "content.read"
OPENED, TAKEN_BACK, SENT_EVENT = "content.opened", "content.taken_back", "content.sent"
"""What events call it when a customer opens something, a link is taken back, something goes out."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One content in force with the version that goes out now."""

    id: UUID
    title: str
    kind: str | None
    version: UUID
    number: int


@dataclass(frozen=True, slots=True)
class Copy:
    """One row of a sending: a version that went to a customer."""

    id: UUID
    title: str
    kind: str | None
    version: UUID | None
    customer: UUID | None
    owner: UUID | None
    opened: int
    fetched: int
    first_opened_at: datetime | None
    last_opened_at: datetime | None
    read_seconds: int
    read_at: datetime | None

"""A request as code reads it, and what its states are called."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

REQUEST, WEEK = "team_request", "team_week"
RAISED, ACCEPTED, DELIVERED = "raised", "accepted", "delivered"
CONFIRMED, HANDED_BACK = "confirmed", "handed_back"
OPEN = (RAISED, ACCEPTED)
SOURCE = "requests"
"""What work items of a request say they come from."""


@dataclass(frozen=True, slots=True)
class Row:
    """One request, as it stands."""

    id: UUID
    number: str
    title: str
    kind: str
    state: str
    owner: UUID | None
    unit: UUID | None
    asked_by: UUID | None
    customer: UUID
    hours: Decimal | None
    raised_at: datetime
    respond_by: datetime
    due_at: datetime
    wanted_on: date | None
    responded_at: datetime | None
    reopened: int


@dataclass(frozen=True, slots=True)
class Kind:
    """Whom a kind of request goes to, within how many working hours he answers and delivers, and how many
    one takes."""

    role: str
    within: str
    respond_hours: int
    due_hours: int
    hours: int

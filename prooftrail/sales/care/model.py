"""Complaints and answers as code reads them, and what their states are called."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

COMPLAINT, SATISFACTION = "complaint", "satisfaction"
OPEN, WORKING, RESOLVED = "open", "working", "resolved"
ASKED, ANSWERED, EXPIRED = "asked", "answered", "expired"
SOURCE = "care"
"""What work items of a complaint say they come from."""
USUAL_HOURS, MOST_HOURS = 16, 2_000
"""Working hours of a severity the setting does not name, and the most any limit has: a year of them."""


@dataclass(frozen=True, slots=True)
class Row:
    """One complaint, as it stands."""

    id: UUID
    number: str
    title: str
    severity: str
    state: str
    owner: UUID | None
    rep: UUID | None
    customer: UUID
    raised_at: datetime
    due_at: datetime
    reopened: int


@dataclass(frozen=True, slots=True)
class Asked:
    """One question to a customer, as it stands."""

    id: UUID
    title: str
    occasion: str
    happened_on: date | None
    state: str
    owner: UUID | None
    customer: UUID
    deal: UUID | None
    asked_by: UUID | None
    expires_at: datetime
    score: int | None

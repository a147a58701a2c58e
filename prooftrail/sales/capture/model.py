"""What capture's records are called in code; their fields stand in sales/objects."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

LEAD, FORM, PLACE, SPEND = "lead", "capture_form", "capture_place", "channel_spend"
DRAFT, LIVE, CLOSED = "draft", "live", "closed"
CAPTURED = "lead.captured"
"""What the event of a lead from a form is called."""
REASON = "capture"
NAME, SOURCE, BACKGROUND = "name", "source", "background"
NEVER = frozenset({SOURCE, "owner", "unit", "status", "cost", "margin", "stage"})
"""Fields of a lead that no visitor fills in."""
KINDS = {
    "text": "text", "long_text": "long", "phone": "tel", "email": "email", "url": "url", "integer": "number",
    "decimal": "number", "money": "number", "date": "date", "choice": "choice", "choices": "choices",
    "boolean": "flag", "region": "region", "file": "file",
}  # fmt: skip
"""Field types that can be asked, and how."""
PHONES = frozenset({"phone"})
"""Fields of plain text that hold a number all the same: it is spelt one way, or refused."""


@dataclass(frozen=True, slots=True)
class Met:
    """An entrance that takes leads now, and the form behind it as it is in force."""

    place: UUID
    form: UUID
    number: int
    source: str
    said: Mapping[str, Any]

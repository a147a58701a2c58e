"""What a journey shows. See docs/settings.md."""

from typing import Any

DEFAULTS: dict[str, Any] = {
    "journey.lanes": {
        "visits": ["visit", "first_contact", "survey", "demo"],
        "calls": ["call"],
        "talks": ["proposal", "negotiation", "signing", "payment"],
    },
    "journey.milestones": ["signing", "payment"],
    "journey.most_marks": 400,
    "journey.most_bands": 8,
}
"""`lanes`: types of action by lane, those of none in a lane of the rest. Above `most_marks` things are
counted by stretches of time."""

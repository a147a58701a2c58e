"""What is suspicious and from when on; scores and shares in percent. Documented in docs/settings.md."""

from typing import Any

SENSES = "fabrication.senses"
"""Where the composition root puts what sees and reads; see `senses.py`. Nobody sets it."""
DEFAULTS: dict[str, Any] = {
    "fabrication.kept_from": 50,
    "fabrication.thresholds": {
        "same_photo": 89, "same_text": 70, "burst": 70, "travel": 60, "place": 75, "exact_place": 75,
        "growth": 75, "pace": 75, "stamp": 75,
    },
    "fabrication.red_from": 90,
    "fabrication.alike_photo": 89,
    "fabrication.alike_text": 85,
    "fabrication.text_days": 90,
    "fabrication.burst": {"count": 6, "minutes": 10},
    "fabrication.travel": {"kmh": 350, "least_km": 3},
    "fabrication.place_metres": 500,
    "fabrication.repeats": 3,
    "fabrication.pace_minutes": 10,
    "fabrication.growth": {"days": 14, "factor": 2, "least": 12},
    "fabrication.due_hours": 24,
    "fabrication.wanted_precision": 90,
    "fabrication.fewest_verdicts": 10,
}  # fmt: skip

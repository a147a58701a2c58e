"""What is suspicious and from when on. Documented in docs/settings.md."""

from typing import Any

SENSES = "fabrication.senses"
"""Where the composition root puts what sees and reads; see `senses.py`. Nobody sets it."""
DEFAULTS: dict[str, Any] = {
    "fabrication.kept_from": 0.5,
    "fabrication.thresholds": {
        "same_photo": 0.89, "same_text": 0.7, "burst": 0.7, "travel": 0.6, "place": 0.75,
        "exact_place": 0.75, "growth": 0.75, "pace": 0.75,
    },
    "fabrication.alike_photo": 0.89,
    "fabrication.alike_text": 0.85,
    "fabrication.text_days": 90,
    "fabrication.burst": {"count": 6, "minutes": 10},
    "fabrication.travel": {"kmh": 350, "least_km": 3},
    "fabrication.place_metres": 500,
    "fabrication.repeats": 3,
    "fabrication.pace_minutes": 10,
    "fabrication.growth": {"days": 14, "factor": 2, "least": 12},
    "fabrication.due_hours": 24,
    "fabrication.wanted_precision": 0.9,
    "fabrication.fewest_verdicts": 10,
}  # fmt: skip

"""The settings of learning with their defaults. Documented in docs/settings.md."""

from typing import Any

DEFAULTS: dict[str, Any] = {
    "learning.months": 12,
    "learning.measure": "won_amount",
    "learning.best_percent": 20,
    "learning.least_people": 8,
    "learning.least_cases": 3,
    "learning.chance_percent": 5,
    "learning.least_won": 20,
    "learning.step_percent": 50,
    "learning.script_days": 14,
    "learning.gap_percent": 5,
    "learning.gap_demos": 3,
    "learning.gap_role": "presales",
}

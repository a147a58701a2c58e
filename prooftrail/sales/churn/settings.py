"""When somebody is gone, when that is too many, and what is done about it. Documented in docs/settings.md."""

from typing import Any

DEFAULTS: dict[str, Any] = {
    "churn.silent_days": 60,
    "churn.base_days": 180,
    "churn.least_acts": 2,
    "churn.threshold": "3",
    "churn.weeks": 2,
    "churn.least_customers": 20,
    "churn.levels": ["region"],
    "churn.trait_weeks": 8,
    "churn.trait_fields": ["industry", "grade", "source"],
    "churn.quick_days": 15,
    "churn.chance_percent": 5,
    "churn.least_gone": 5,
    "churn.left_out_percent": 30,
    "churn.effect_weeks": 4,
    "churn.least_group": 10,
    "churn.pack": "",
    "churn.weight": "1.5",
    "churn.experts": 3,
}

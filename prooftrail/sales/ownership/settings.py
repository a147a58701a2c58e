"""How long a customer may lie untended, who may claim what, and how much. Documented in docs/settings.md."""

from typing import Any

DEFAULTS: dict[str, Any] = {
    "ownership.remind_days": 30,
    "ownership.pool_days": 45,
    "ownership.warn_days": 3,
    "ownership.grade_days": {},
    "ownership.exempt_grades": [],
    "ownership.late_stages": [
        "proposal", "trial", "quotation", "price_approval", "about_to_sign", "signed", "effective",
    ],
    "ownership.keep_most_days": 180,
    "ownership.pools": [{"pool": "default", "regions": [""], "industries": [""]}],
    "ownership.grade_levels": {"A": 3, "B": 2},
    "ownership.purchase_levels": {"1000000": 3, "300000": 2},
    "ownership.industry_skills": {},
    "ownership.claims_per_day": 5,
    "ownership.claims_per_week": 15,
    "ownership.most_held": 400,
    "ownership.cool_off_days": 30,
    "ownership.looks_per_day": {"*": 20},
    "ownership.handover_batch": 200,
    "ownership.undo_days": 7,
}  # fmt: skip
"""Days are of 24 hours from the last act; the day and week of limits are the company's."""

"""The settings of scoring with their defaults. Documented in docs/settings.md."""

from typing import Any


def _line(feature: str, test: str, points: int) -> dict[str, Any]:
    return {"feature": feature, "is": test, "points": points}


DEFAULTS: dict[str, Any] = {
    "scoring.card": [
        _line("source", "referral", 20), _line("source", "web", 12), _line("source", "exhibition", 8),
        _line("source", "campaign", 4), _line("contact_rank", "owner", 15),
        _line("contact_rank", "executive", 12), _line("contact_rank", "head", 8),
        _line("estimated_purchase", ">=200000", 6), _line("estimated_purchase", ">=1000000", 6),
        _line("phone_given", "1", 8), _line("company_given", "1", 6), _line("completeness", ">=80", 6),
        _line("background_length", ">=20", 4), _line("inquiries_30_days", ">=1", 8),
        _line("working_time", "1", 3), _line("hours_to_answer", "<=24", 6),
        _line("activities_recent", ">=1", 6), _line("customer_known", "1", 6),
    ],
    "scoring.bands": [50_000, 200_000, 1_000_000, 5_000_000],
    "scoring.least_won": 200,
    "scoring.least_lost": 200,
    "scoring.most_cases": 20_000,
    "scoring.moment_hours": 72,
    "scoring.top_percent": 30,
    "scoring.least_change": 1,
    "scoring.rescore_hours": 24,
    "scoring.order_minutes": 60,
    "scoring.batch": 2_000,
    "scoring.train_days": 0,
    "scoring.activation": "person",
    "scoring.drift_hours": 24,
    "scoring.drift_least": 100,
    "scoring.drift_psi_percent": 25,
    "scoring.drift_miss_percent": 10,
    "scoring.role": "ops",
    "scoring.reasons": 6,
}  # fmt: skip

"""What is worth how much, and which badges there are. Documented in docs/settings.md."""

from typing import Any

DEFAULTS: dict[str, Any] = {
    "points.worth": {
        "first_contact": 3, "visit": 5, "survey": 8, "call": 1, "demo": 10, "proposal": 6, "negotiation": 6,
        "signing": 20, "payment": 20,
    },
    "points.badges": {
        "steady": {"zh": "稳扎稳打", "en": "Steady", "kind": "visit", "count": 10, "period": "month"},
        "on_site": {"zh": "到场看清", "en": "On site", "kind": "survey", "count": 4, "period": "month"},
        "teacher": {"zh": "讲得明白", "en": "Well told", "kind": "demo", "count": 6, "period": "quarter"},
        "proof": {"zh": "件件有据", "en": "All proven", "kind": "", "count": 100, "period": "ever"},
    },
    "points.off_departments": [],
    "points.counts_days": 92,
}  # fmt: skip

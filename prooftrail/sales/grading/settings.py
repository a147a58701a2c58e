"""From how much a year on a customer has which grade, what counts, and which tags rules set. See
docs/settings.md."""

from typing import Any

DEFAULTS: dict[str, Any] = {
    "grading.bands": {"A": "500000", "B": "200000", "C": "50000"},
    "grading.lowest": "D",
    "grading.basis": "orders_first",
    "grading.months": 12,
    "grading.order_states": ["approved", "delivered", "closed"],
    "grading.hold_days": 90,
    "grading.tags": {
        "key_account": '["grade", "=", "A"]',
        "high_potential": '["high_potential", "=", true]',
        "legal_risk": '["legal_risks", ">=", 10]',
        "gap": '["or", ["industry", "empty", true], ["region", "empty", true], ["place", "empty", true]]',
    },
}
"""Amounts of `grading.bands` are a year, in workspace currency; tags are filters as the API takes them."""

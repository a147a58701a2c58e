"""Who deals with complaints, how soon, and when customers are asked. Documented in docs/settings.md."""

from typing import Any

DEFAULTS: dict[str, Any] = {
    "care.due_hours": {"low": 40, "medium": 16, "high": 4},
    "care.roles": {"delivery": "delivery", "works": "delivery", "support": "presales", "billing": "finance"},
    "care.low_score": 2,
    "care.link_days": 14,
    "care.asks": ["visit", "delivery"],
    "care.gap_days": 30,
    "care.visit_types": ["visit", "survey", "demo"],
    "care.order_states": ["delivered", "closed"],
}
"""Hours are working hours; a category without a role goes to the customer's owner."""

"""What of a decision chain alerts whom. See docs/settings.md."""

from typing import Any

DEFAULTS: dict[str, Any] = {
    "chain.alerts": ["decision_role", "attitude", "influence", "reports_to", "left_on", "customer"],
    "chain.heads": 1,
}
"""`chain.heads`: so many levels of heads above a deal's owner hear of it."""

"""The funnel's settings with their defaults. Documented in docs/settings.md."""

from typing import Any

DEFAULTS: dict[str, Any] = {
    "funnel.least_won": 20,
    "funnel.long_percent": 80,
    "funnel.months": 12,
}

"""The distribution's settings with their defaults. Documented in docs/settings.md."""

from typing import Any

DEFAULTS: dict[str, Any] = {
    "routing.roles": ["rep"],
    "routing.batch": 500,
    "routing.most_rules": 100,
    "routing.protect_hours": 24,
    "routing.accept_minutes": 120,
    "routing.accept_in": "working",
    "routing.retry_minutes": 10,
    "routing.most_rounds": 3,
    "routing.after_lapse": "reroute",
    "routing.after_protection_answered": "keep",
    "routing.after_protection_silent": "pool",
    "routing.most_days_ahead": 180,
    "routing.touch_days": 7,
    "routing.touch_apart": "person",
    "routing.replay_days": 90,
    "routing.replay_most": 20_000,
}

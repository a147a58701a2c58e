"""Who hands in what, and until when. Documented in docs/settings.md."""

from typing import Any

DEFAULTS: dict[str, Any] = {
    "daily.roles": ["rep"],
    "daily.meeting_at": "08:30",
    "daily.list_before_minutes": 5,
    "daily.remind_before_minutes": 30,
    "daily.most_days_back": 7,
}

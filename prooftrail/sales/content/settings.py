"""The content library's settings with their defaults. Documented in docs/settings.md."""

from typing import Any

DEFAULTS: dict[str, Any] = {
    "content.link_days": 30,
    "content.tell_opened": True,
    "content.again_minutes": 30,
}

"""From when on two records are taken for one; documented in docs/settings.md."""

from typing import Any

DEFAULTS: dict[str, Any] = {
    "dedupe.sure_percent": 90,
    "dedupe.likely_percent": 50,
    "dedupe.possible_percent": 15,
    "dedupe.shown": 8,
    "dedupe.most_in_group": 12,
    "dedupe.survivors": {"*": "kept"},
}

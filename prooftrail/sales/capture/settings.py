"""Capture's settings with their defaults. Documented in docs/settings.md."""

from typing import Any

DEFAULTS: dict[str, Any] = {
    "capture.body_kb": 64,
    "capture.per_address_minute": 10,
    "capture.per_form_minute": 120,
    "capture.most_forms": 100,
    "capture.most_places": 200,
    "capture.most_fields": 30,
    "capture.nonce_days": 30,
    "capture.file_mb": 10,
    "capture.most_files": 3,
    "capture.upload_mb": 40,
    "capture.visit_days": 180,
    "capture.visit_kb": 4,
    "capture.visits_per_minute": 60,
    "capture.most_visits": 500,
    "capture.visits_shown": 20,
}

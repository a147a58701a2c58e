"""Every setting of the platform with its default and what it means. Documented in docs/settings.md."""

from typing import Any

OFFICE = [["09:00", "12:00"], ["13:30", "18:00"]]

DEFAULTS: dict[str, Any] = {
    "money.rates": {},
    "access.preview_seconds": 0.8,
    "session.idle_hours": 72,
    "session.absolute_days": 30,
    "session.attempts_per_minute": 10,
    "session.shortest_password": 8,
    "files.largest_mb": 50,
    "files.quota_gb": 50,
    "files.largest_megapixels": 80,
    "trash.days": 30,
    "attempts.per_minute": 6,
    "export.most_rows": 100_000,
    "imports.most_rows": 1_000_000,
    "imports.keep_days": 30,
    "keys.calls_per_minute": 6_000,
    "evidence.accuracy_m": 100,
    "schema.choices": {},
    "schema.most_objects": 100,
    "schema.most_indexes": 40,
    "access.most_roles": 200,
    "schema.undo_days": 30,
    "views.most_own": 100,
    "processes.least_nodes": 4,
    "processes.most_nodes": 12,
    "processes.most_requirements": 12,
    "processes.most": 40,
    "processes.most_carried": 20_000,
    "processes.most_tried": 1_000,
    "forms.most_tabs": 12,
    "forms.most_sections": 60,
    "metrics.most": 300,
    "approvals.most_flows": 100,
    "approvals.most_steps": 40,
    "approvals.most_asked": 50,
    "approvals.most_batch": 100,
    "calendar.region": "CN",
    "calendar.hours": {
        "mon": OFFICE, "tue": OFFICE, "wed": OFFICE, "thu": OFFICE, "fri": OFFICE, "sat": [], "sun": [],
        "make_up": OFFICE,
    },
    "seals.address": None,
}  # fmt: skip

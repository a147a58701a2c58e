"""Who does what is asked for, how soon, and how much there is of him. Documented in docs/settings.md."""

from typing import Any

DEFAULTS: dict[str, Any] = {
    "requests.kinds": {
        "demo": {"role": "presales", "within": "all", "respond_hours": 4, "due_hours": 24, "hours": 4},
        "joint_design": {
            "role": "presales",
            "within": "all",
            "respond_hours": 4,
            "due_hours": 40,
            "hours": 16,
        },
        "material": {"role": "marketing", "within": "all", "respond_hours": 4, "due_hours": 16, "hours": 2},
        "expert": {"role": "presales", "within": "all", "respond_hours": 4, "due_hours": 40, "hours": 8},
    },
    "requests.day_hours": 4,
}
"""Hours of `requests.kinds` are working hours; `hours` is what one request takes where nobody says."""

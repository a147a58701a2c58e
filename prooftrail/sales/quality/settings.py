"""What a well kept record is. Documented in docs/settings.md."""

from typing import Any

DEFAULTS: dict[str, Any] = {
    "quality.fields": {
        "customer": {
            "industry": 2,
            "region": 2,
            "grade": 1,
            "annual_purchase": 1,
            "phone": 1,
            "credit_code": 1,
        },
        "deal": {"amount": 2, "expected_on": 2, "product": 1},
        "lead": {"phone": 2, "industry": 1, "region": 1},
    },
    "quality.weights": {"complete": 60, "fresh": 30, "single": 10},
    "quality.stale_days": {"customer": 90, "deal": 30, "lead": 14},
    "quality.new_days": 14,
    "quality.least_records": 10,
    "quality.warn": True,
    "quality.cleaning_rows": 100,
}
"""Weights of fields and parts are whole numbers; a field that is not there is passed over."""

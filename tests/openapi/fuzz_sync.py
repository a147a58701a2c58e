"""Right requests for a phone's work, and the calls it may be made of."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

CALLS = (
    "log_activity", "advance_stage", "create_customer", "change_deal", "update_deal", "delete_product",
    "POST /api/v1/actions/log_activity", "PATCH /records/customer", "no_such_call", "create_", "",
)  # fmt: skip
SYNC: dict[str, Callable[..., Any]] = {
    "sync_push": lambda stand, operation: {
        "ops": [
            {"key": uuid4().hex, "call": "log_activity", "captured_at": None,
             "input": {"type": "call", "deal": stand.fresh("deal")}},
            {"key": uuid4().hex, "call": "change_customer", "record": stand.fresh("customer"),
             "input": {"phone": "13800000000"}, "captured_at": "2026-03-01T09:00:00+08:00"},
        ]
    },
    "sync_pull": lambda stand, operation: "/api/v1/sync/pull?limit=5",
}  # fmt: skip

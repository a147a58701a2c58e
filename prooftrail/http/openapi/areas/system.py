"""The server itself: its description, health, figures, and the clock of development."""

from collections.abc import Iterator
from typing import Any

from prooftrail.http.openapi.parts import (
    COUNT,
    TEXT,
    TIME,
    WRITE,
    Ground,
    Operation,
    body,
    nullable,
    record,
)
from prooftrail.platform.values import Label

TAG = "system"
FIGURES = (
    "For Prometheus. From this machine all of the server's; from elsewhere a key with the permission "
    "`metrics:read` sees the process and its own workspace."
)
CLOCK = (
    "The workspace's clock stands at this time; null returns to real time. Going forward does all that falls "
    "due, in time order, before it answers. Needs `clock:set`, and a server started with "
    "`PROOFTRAIL_DEV_CLOCK=1`."
)


def operations(ground: Ground) -> Iterator[Operation]:
    """None of them belongs to a workspace but the clock."""
    either: dict[str, Any] = {"security": [{}, {"key": []}, {"session": []}]}
    yield Operation("GET", "/openapi.json", "describe_api", Label("接口说明", "This description"),
                    "For the caller's workspace and rights; signed out, the shipped objects.",
                    {200: {"type": "object"}}, (401, 429, 503), tag=TAG, extra=either)  # fmt: skip
    yield Operation("GET", "/healthz", "alive", Label("存活", "Alive"), "The process answers.",
                    {200: record(status={"const": "ok"})}, (), tag=TAG, open=True)  # fmt: skip
    yield Operation("GET", "/readyz", "ready", Label("就绪", "Ready"), "The database answers too.",
                    {200: record(status={"const": "ready"})}, (503,), tag=TAG, open=True)  # fmt: skip
    yield Operation("GET", "/metrics", "metrics", Label("运行指标", "Figures"), FIGURES,
                    {200: {"media": "text/plain", "schema": TEXT}}, (401, 403, 429, 503), tag=TAG,
                    extra=either)  # fmt: skip
    if ground.dev_clock:
        moved = record(now=TIME, stands={"type": "boolean"}, swept=COUNT)
        yield Operation("POST", "/api/v1/dev/clock", "set_clock", Label("拨动时钟", "Set the clock"), CLOCK,
                        {200: moved}, [status for status in WRITE if status != 409], tag=TAG,
                        body=body(record(now=nullable(TIME))))  # fmt: skip

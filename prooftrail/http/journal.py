"""One line a request: which, whose, how it ended, how long it took. No query, no body, no name."""

import logging
import re
import time
from uuid import uuid4

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger("prooftrail.requests")
GIVEN = re.compile(rb"[A-Za-z0-9_-]{8,64}")
"""A request id that a proxy before us may have given."""

QUIET = ("/healthz", "/readyz", "/metrics")


class Journal:
    """Gives each request an id, says it in the answer, and logs the request when it is over."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and note how it ended."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        request, begun, status = _request_id(scope), time.monotonic(), 500
        state = scope.setdefault("state", {})
        state["request"] = request

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"].append((b"x-request-id", request.encode()))
            await send(message)

        with structlog.contextvars.bound_contextvars(request=request):
            try:
                await self.app(scope, receive, sending)
            finally:
                _note(scope, status, time.monotonic() - begun)
        return None


def _note(scope: Scope, status: int, seconds: float) -> None:
    route, state = getattr(scope.get("route"), "path", None), scope["state"]
    level = logging.DEBUG if route in QUIET else logging.ERROR if status >= 500 else logging.INFO
    log.log(level, "request", extra={
        "method": scope["method"], "route": route, "object": scope.get("path_params", {}).get("object"),
        "status": status, "ms": round(seconds * 1000, 1), "workspace": state.get("workspace"),
        "actor": state.get("actor"),
    })  # fmt: skip


def _request_id(scope: Scope) -> str:
    given = dict(scope["headers"]).get(b"x-request-id", b"")
    return given.decode() if GIVEN.fullmatch(given) else uuid4().hex

"""The web application: routes found by looking, refusals as answers, headers, static pages."""

import importlib
import logging
import mimetypes
import pkgutil
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import FileResponse, Response
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from prooftrail.http import routes
from prooftrail.http.answers import DATABASE_AWAY, away, language_of, log, refused
from prooftrail.http.calling import HEAD, Services
from prooftrail.http.journal import Journal
from prooftrail.http.measuring import Measure, Measured
from prooftrail.platform.refusal import Refusal

LONGEST_PATH = 200
STATIC = Path(__file__).parent.parent / "static"
PAGES = (
    "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; style-src 'self' "
    "'unsafe-inline'; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'self'"
)
PAGE = "/{path:path}"
HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(self), geolocation=(self), microphone=(self)"),
)
PACKED = ".gz"
"""What the build packed lies beside the file, so that no request pays for the best packing."""
LEAST_PACKED, PACKING = 2_000, 3
"""Bytes of an answer from which a slow line gains more than the processor loses, and how hard zlib tries."""
FIRST = ("exports", "records")
"""Routes are tried in turn: the busiest come first. An export's address would pass for a record's."""


def build(services: Services) -> FastAPI:
    """The application over its services."""
    app = FastAPI(title="Prooftrail", openapi_url=None, docs_url=None, redoc_url=None)
    app.state.services = services
    app.state.measured = Measured(services.workspaces.pool)
    names = sorted(
        module.name for module in pkgutil.iter_modules(routes.__path__) if module.name not in FIRST
    )
    for name in (*FIRST, *names):
        app.include_router(importlib.import_module(f"{routes.__name__}.{name}").router)
    app.add_exception_handler(Refusal, _refusal)
    app.add_exception_handler(HTTPException, _http)
    for error in DATABASE_AWAY:
        app.add_exception_handler(error, _away)
    app.add_exception_handler(Exception, _bug)
    app.add_middleware(GZipMiddleware, minimum_size=LEAST_PACKED, compresslevel=PACKING)
    app.add_middleware(Headers)
    app.add_middleware(Measure, measured=app.state.measured)
    app.add_middleware(Journal)
    _pages(app)
    return app


class Headers:
    """The security headers every answer has; pages get the policy that forbids inline script."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers to the first message of an answer; HEAD of a page is GET without its body."""
        head = scope["type"] == "http" and scope["method"] == "HEAD" and not scope["path"].startswith("/api/")

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                names = {name.lower() for name, _ in message["headers"]}
                message["headers"].extend(pair for pair in HEADERS if pair[0] not in names)
                if b"content-security-policy" not in names:
                    message["headers"].append((b"content-security-policy", PAGES.encode()))
                if scope["path"].startswith("/api/") and b"cache-control" not in names:
                    message["headers"].append((b"cache-control", b"no-store"))
            elif head:
                message = {**message, "body": b""}
            await send(message)

        inner = {**scope, "method": "GET", HEAD: True} if head else scope
        if scope["type"] == "http" and "\0" in scope["path"]:
            # No name we keep has this sign, and the database takes it in none: there is no such address.
            await _http(Request(scope), HTTPException(404))(scope, receive, sending)
            return
        await self.app(inner, receive, sending if scope["type"] == "http" else send)


def _refusal(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    return refused(error, language_of(request))


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    codes = {404: "no_such_address", 405: "no_such_method"}
    # The pages answer GET everywhere, so that another method at an address of the API nobody has is no 405.
    lost = request.url.path.startswith("/api/") and getattr(request.scope.get("route"), "path", "") == PAGE
    status = 404 if lost else error.status_code
    if status in codes:
        response = refused(Refusal(codes[status], "missing"), language_of(request))
        response.status_code = status
        if status == 405:
            response.headers.update(error.headers or {})
        return response
    return refused(Refusal("not_json", "malformed"), language_of(request))


def _away(request: Request, error: Exception) -> Response:
    return away(language_of(request))


def _bug(request: Request, error: Exception) -> Response:
    called = getattr(request.state, "request", "")
    log.error("bug", exc_info=error, extra={"request": called})
    response = refused(Refusal("bug", "missing"), language_of(request))
    response.status_code = 500
    response.headers["X-Request-ID"] = called
    return response


def _pages(app: FastAPI) -> None:
    """Desk at `/`, pocket at `/m`; every other address of either leads to its page."""

    @app.get(PAGE, include_in_schema=False)
    def page(request: Request, path: str) -> Response:
        if path.startswith("api/") or not path.isprintable() or len(path) > LONGEST_PATH:
            raise HTTPException(404)
        file = (STATIC / path).resolve()
        if not file.is_relative_to(STATIC):
            raise HTTPException(404)
        if path and file.is_file():
            fresh = "public, max-age=31536000, immutable" if path.startswith("assets/") else "no-cache"
            return _file(request, file, fresh)
        entry = STATIC / "m" / "index.html" if path == "m" or path.startswith("m/") else STATIC / "index.html"
        if "." in path.rsplit("/", 1)[-1] or not entry.is_file():
            raise HTTPException(404)
        return _file(request, entry, "no-cache")


def _file(request: Request, file: Path, fresh: str) -> Response:
    """A file of the build, packed where the browser takes it so and it was packed as it is now."""
    headers = {"Cache-Control": fresh, "Vary": "Accept-Encoding"}
    packed = file.with_name(file.name + PACKED)
    current = packed.is_file() and packed.stat().st_mtime_ns >= file.stat().st_mtime_ns
    if not current or "gzip" not in request.headers.get("accept-encoding", ""):
        return FileResponse(file, headers=headers)
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return FileResponse(packed, media_type=kind, headers=headers | {"Content-Encoding": "gzip"})


logging.getLogger("multipart").setLevel(logging.WARNING)

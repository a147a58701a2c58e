"""One request, one transaction: who calls, what he sent, and the answer or refusal he gets."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from fastapi import Request
from fastapi.responses import Response

from prooftrail.http.answers import DATABASE_AWAY, TOO_LONG, TURNED_BACK, away, locale_of, log, refused
from prooftrail.http.cookies import cookie_token, set_cookie
from prooftrail.platform.actions import Action
from prooftrail.platform.actions.replay import Answer, fingerprint_of, first_answer, keep_answer
from prooftrail.platform.events.attempts import note_attempt
from prooftrail.platform.events.listening import Listening
from prooftrail.platform.exports.running import Exports
from prooftrail.platform.files.store import Files
from prooftrail.platform.jobs.sweeps import Ground, Sweep
from prooftrail.platform.people.accounts import token_hash, workspace_of
from prooftrail.platform.people.throttle import Throttle
from prooftrail.platform.people.tokens import keep
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import is_storable
from prooftrail.platform.work import Caller, Work, Workspaces
from prooftrail.settings import ProcessSettings

TRIES = 3
HEAD = "prooftrail.head"
"""Said in the scope of a GET that was asked for as HEAD."""
LONGEST_BODY = 8 * 1024 * 1024
Answering = Callable[[Work], Response]


@dataclass
class Services:
    """Everything the routes use, put together in `app.py`."""

    settings: ProcessSettings
    workspaces: Workspaces
    files: Files
    actions: Mapping[str, Action]
    dsn: str
    ground: Ground
    sweeps: Sequence[Sweep] = ()
    throttle: Throttle = field(default_factory=Throttle)
    listening: Listening = field(init=False)
    exports: Exports = field(init=False)

    def __post_init__(self) -> None:
        self.listening = Listening(self.dsn, self.workspaces)
        self.exports = Exports(self.workspaces)

    def knock(self, request: Request, workspace: str, caller: Caller) -> None:
        """Refuse who is not signed in, and a key's call that is one too many."""
        with self.begin(workspace, caller, request):
            pass

    @contextmanager
    def begin(
        self, workspace: str, caller: Caller, request: Request | None = None, *, counted: bool = True
    ) -> Iterator[Work]:
        """A work of a caller's. Refuses who is not signed in, and a key's call that is one too many."""
        try:
            with self.workspaces.begin(workspace, caller) as work:
                if request is not None:
                    request.state.locale, request.state.workspace = work.locale, work.place.name
                    request.state.actor = str(work.actor.on_behalf or work.actor.person)
                if counted and work.actor.kind == "key" and caller.token is not None:
                    most = work.settings.value("keys.calls_per_minute")
                    self.throttle.admit(f"key:{caller.token.hex()}", most)
                yield work
        except Refusal as refusal:
            if refusal.code == "unknown_workspace":
                raise Refusal("not_signed_in", "unsigned") from None
            raise


def services(request: Request) -> Services:
    """The application's services."""
    found = request.app.state.services
    assert isinstance(found, Services)
    return found


async def read_body(request: Request) -> bytes:
    """The whole body. Refuses one that is too large before it is read."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > LONGEST_BODY:
            raise Refusal("body_too_large", "too_large", facts={"limit": LONGEST_BODY})
        parts.append(part)
    return b"".join(parts)


def decoded(body: bytes) -> Any:
    """JSON with exact decimals. Refuses what is not JSON, and JSON in another encoding than UTF-8."""
    try:
        return json.loads(body.decode(), parse_float=Decimal, parse_constant=_no_constant)
    except (ValueError, ArithmeticError, RecursionError):
        raise Refusal("not_json", "malformed") from None


def decoded_object(body: bytes) -> dict[str, Any]:
    """A JSON object. Refuses other JSON."""
    found = decoded(body)
    if not isinstance(found, dict):
        raise Refusal("not_an_object", "invalid", fields={"body": "not_an_object"})
    return found


def expect(said: Mapping[str, Any], allowed: Collection[str], needed: Collection[str] = frozenset()) -> None:
    """Refuse keys there are none of, and missing ones."""
    faults = {key[:80]: "unknown_field" for key in said if key not in allowed}
    faults |= {key: "required" for key in needed if said.get(key) is None}
    if faults:
        raise Refusal("invalid_fields", "invalid", facts={"object": "body"}, fields=faults)


def parameters(request: Request, *allowed: str) -> dict[str, str]:
    """Query parameters, each at most once. Refuses unknown ones."""
    found: dict[str, str] = {}
    for key, value in request.query_params.multi_items():
        if key not in allowed or key in found:
            raise Refusal(
                "unknown_parameter",
                "invalid",
                facts={"parameter": key[:80]},
                fields={key[:80]: "unknown_parameter"},
            )
        found[key] = value
    return found


def whole(said: str | None) -> int | None:
    """A whole number of at most twelve plain digits, or None."""
    return int(said) if said and said.isascii() and said.isdigit() and len(said) <= 12 else None


def limit_of(found: Mapping[str, str], usual: int, most: int) -> int:
    """The `limit` of a query, from 1 to `most`. Refuses others."""
    limit = whole(found["limit"]) if "limit" in found else usual
    if limit is None or not 1 <= limit <= most:
        raise Refusal("bad_limit", "invalid", facts={"most": most}, fields={"limit": "bad_limit"})
    return limit


def plain_text(said: Mapping[str, Any], name: str) -> str:
    """Text of at most 200 signs that a database can hold. Refuses other values."""
    value = said[name]
    if not isinstance(value, str) or len(value) > 200 or not is_storable(value):
        raise Refusal("invalid_fields", "invalid", facts={"object": "body"}, fields={name: "not_text"})
    return value


def record_id(said: str) -> UUID:
    """An id from a path. What is no id names nothing: missing."""
    try:
        return UUID(said) if len(said) == 36 else _missing()
    except ValueError:
        return _missing()


def token_of(request: Request) -> str:
    """The caller's key or session token. Refuses a caller without one."""
    header = request.headers.get("authorization", "")
    if header:
        scheme, _, key = header.partition(" ")
        if scheme.lower() == "bearer" and key.strip():
            return key.strip()
        raise Refusal("not_signed_in", "unsigned")
    if found := cookie_token(request):
        return found
    raise Refusal("not_signed_in", "unsigned")


def identify(request: Request) -> tuple[str, Caller]:
    """Workspace and caller of a request."""
    token = token_of(request)
    workspace = workspace_of(token)
    if workspace is None:
        raise Refusal("not_signed_in", "unsigned")
    address = request.client.host if request.client else None
    return workspace, Caller(token=token_hash(token), locale=locale_of(request), address=address)


def read(request: Request, answering: Answering) -> Response:
    """Answer inside a transaction of the caller's workspace."""
    return guarded(request, lambda: _inside(request, answering))


def write(
    request: Request,
    body: bytes,
    answering: Answering,
    *,
    looking: bool = False,
    action: Action | None = None,
) -> Response:
    """The same, once per Idempotency-Key, and only from our own pages where a cookie speaks.

    Who looks through another's eyes writes nothing; `looking` is what he may do all the same. An
    `action` that must be alone in the workspace gets such a transaction.
    """
    same_origin(request)
    key = request.headers.get("idempotency-key")
    said = asked(request.method, request.url.path, request.url.query, body)
    return guarded(request, lambda: write_once(request, key, said, answering, looking=looking, action=action))


def asked(method: str, path: str, query: str, body: bytes) -> bytes:
    """What a write asks for, as its key remembers it."""
    return f"{method} {path}?{query}\n".encode() + body


def write_once(
    request: Request,
    key: str | None,
    said: bytes,
    answering: Answering,
    *,
    looking: bool = False,
    action: Action | None = None,
) -> Response:
    """One write in a transaction of its own; `said` is what its key stands for. Refusals are raised."""

    def writing(work: Work) -> Response:
        if work.actor.read_only and not looking:
            raise Refusal("view_as_read_only", "forbidden")
        return answering(work) if key is None else _once(work, key, said, answering)

    return _inside(request, writing, action)


def guarded(request: Request, run: Callable[[], Response]) -> Response:
    """Run, and turn refusals and a missing database into answers."""
    locale = locale_of(request) or "zh"
    try:
        return run()
    except Refusal as refusal:
        return refused(refusal, getattr(request.state, "locale", locale))
    except DATABASE_AWAY as error:
        log.warning("database away: %s", type(error).__name__)
        return away(locale)


def _inside(request: Request, answering: Answering, action: Action | None = None) -> Response:
    """Once, and once more where another write was in the way: nothing of the first try is left."""
    for left in range(TRIES - 1, -1, -1):
        try:
            if action is not None and action.alone:
                return _alone(request, answering, action)
            return _attempt(request, answering)
        except TURNED_BACK as error:
            log.warning("turned back: %s, %d tries left", type(error).__name__, left)
        except TOO_LONG:
            raise Refusal("took_too_long", "busy", facts={"retry_after": 5}) from None
    raise Refusal("in_each_others_way", "busy", facts={"retry_after": 1})


def _attempt(request: Request, answering: Answering) -> Response:
    workspace, caller = identify(request)
    found = services(request)
    try:
        with found.begin(workspace, caller, request) as work:
            return _kept(request, work, answering)
    except Refusal as refusal:
        if refusal.attempt is not None:
            with found.workspaces.begin(workspace, caller) as second:
                note_attempt(second, refusal)
        raise


def _alone(request: Request, answering: Answering, action: Action) -> Response:
    """Who may not is refused in an ordinary transaction, before anybody has to wait for him."""
    workspace, caller = identify(request)
    found = services(request)
    with found.begin(workspace, caller, request) as work:
        if action.permission is not None:
            work.need(action.permission)
    return found.workspaces.design(workspace, caller, lambda work: _kept(request, work, answering))


def _kept(request: Request, work: Work, answering: Answering) -> Response:
    """The answer, with a fresh cookie where the session's text was exchanged."""
    fresh = keep(work, exchangeable="authorization" not in request.headers)
    response = answering(work)
    if fresh is not None and "set-cookie" not in response.headers:
        set_cookie(request, response, fresh)
    return response


def _once(work: Work, key: str, said: bytes, answering: Answering) -> Response:
    fingerprint = fingerprint_of(work, said)
    if (before := first_answer(work, key, fingerprint)) is not None:
        headers = {"Idempotent-Replay": "true"}
        return Response(before.reply, before.status, media_type="application/json", headers=headers)
    response = answering(work)
    keep_answer(work, key, Answer(response.status_code, bytes(response.body)))
    return response


def same_origin(request: Request) -> None:
    """Refuse what another site's page makes a browser send with our cookie."""
    if request.headers.get("authorization"):
        return
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    foreign = origin is not None and origin.split("://")[-1] != request.headers.get("host")
    if site in ("cross-site", "same-site") or (site is None and foreign):
        raise Refusal("foreign_origin", "forbidden")


def _no_constant(said: str) -> None:
    raise ValueError(said)


def _missing() -> UUID:
    raise Refusal("record_missing", "missing")

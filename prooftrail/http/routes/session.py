"""Signing in and out, who am I, and seeing through another's eyes."""

from collections.abc import Sequence

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from prooftrail.http.answers import answer
from prooftrail.http.calling import (
    Services,
    decoded_object,
    expect,
    guarded,
    parameters,
    plain_text,
    read,
    read_body,
    same_origin,
    services,
    write,
)
from prooftrail.http.cookies import clear_cookies, cookie_token, set_cookie
from prooftrail.platform.blueprint.organisation import DEMO_PASSWORD
from prooftrail.platform.people import accounts, tokens
from prooftrail.platform.people.me import DEMO_ENTRIES, me, set_locale
from prooftrail.platform.people.password import change_password
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.settings.defaults import DEFAULTS
from prooftrail.platform.work import Caller, Work

router = APIRouter(prefix="/api/v1")
ATTEMPTS = "session.attempts_per_minute"
TRIES_PER_ADDRESS = 10
"""A whole office signs in from one address."""


@router.get("/session/entries")
def entries(request: Request) -> Response:
    """The one-tap entries of a demo; none where there is none."""
    found = services(request)

    def answering() -> Response:
        parameters(request)
        if not found.settings.demo_allowed:
            return answer({"workspace": None, "entries": []})
        try:
            with found.workspaces.begin("demo", Caller(reason="entries")) as work:
                rows = work.execute(
                    f"select a.login, p.name, r.label from {work.place.schema}._account a "
                    f"join {work.place.schema}.person p on p.id = a.person "
                    f"left join {work.place.schema}._role r on r.key = p.roles[1], "
                    f"{work.place.schema}._meta m "
                    "where a.login = any(%s) and m.demo and a.ended_at is null",
                    [list(DEMO_ENTRIES)],
                ).fetchall()
        except Refusal:
            return answer({"workspace": None, "entries": []})
        order = {login: at for at, login in enumerate(DEMO_ENTRIES)}
        rows.sort(key=lambda row: order[row[0]])
        listed = [
            {"login": login, "name": name, "role": label or {"zh": "", "en": ""}}
            for login, name, label in rows
        ]
        return answer({"workspace": "demo" if listed else None, "entries": listed})

    return guarded(request, answering)


@router.post("/session")
def sign_in(request: Request, body: bytes = Depends(read_body)) -> Response:
    """A session cookie for the right password."""
    found = services(request)

    def answering() -> Response:
        same_origin(request)
        said = decoded_object(body)
        expect(said, {"workspace", "login", "password"}, {"workspace", "login", "password"})
        workspace, login, password = (plain_text(said, name) for name in ("workspace", "login", "password"))
        if password == DEMO_PASSWORD and not found.settings.demo_allowed:
            raise Refusal("demo_closed", "forbidden")
        address = request.client.host if request.client else ""
        tries = (f"account:{workspace}:{login}", f"address:{address}")
        try:
            with found.workspaces.begin(workspace, Caller(reason="sign in")) as work:
                _admit(found, tries, work.settings.value("session.attempts_per_minute"))
                issued = accounts.sign_in(work, login, password)
                _end_former(request, work)
        except Refusal as refusal:
            if refusal.code != "unknown_workspace":
                raise
            _admit(found, tries, DEFAULTS["session.attempts_per_minute"])
            accounts.verified(None, password)
            raise Refusal("wrong_password", "unsigned") from None
        for each in tries:
            found.throttle.forgive(each)
        response = answer({"workspace": workspace, "person": str(issued.person)})
        set_cookie(request, response, issued.text)
        return response

    return guarded(request, answering)


def _admit(found: Services, tries: Sequence[str], most: int) -> None:
    """Failed tries count per account, and tenfold per address: a whole office may share one."""
    account, address = tries
    found.throttle.admit(account, most)
    found.throttle.admit(address, most * 10)


def _end_former(request: Request, work: Work) -> None:
    """Who signs in again leaves no session of this browser behind."""
    former = cookie_token(request)
    if former is not None and accounts.workspace_of(former) == work.place.name:
        accounts.end_token(work, accounts.token_hash(former))


@router.delete("/session")
def sign_out(request: Request, body: bytes = Depends(read_body)) -> Response:
    """The session is over, here and on the server."""

    def answering(work: Work) -> Response:
        if work.caller.token is not None:
            accounts.end_token(work, work.caller.token)
        response = answer({})
        clear_cookies(response)
        return response

    return write(request, body, answering, looking=True)


@router.get("/me")
def who_am_i(request: Request) -> Response:
    """The caller."""

    def answering(work: Work) -> Response:
        parameters(request)
        return answer(me(work))

    return read(request, answering)


@router.patch("/me")
def change_me(request: Request, body: bytes = Depends(read_body)) -> Response:
    """The caller's language."""

    def answering(work: Work) -> Response:
        said = decoded_object(body)
        expect(said, {"locale"}, {"locale"})
        set_locale(work, said["locale"])
        return answer(me(work) | {"locale": said["locale"]})

    return write(request, body, answering)


@router.post("/me/password")
def change_own_password(request: Request, body: bytes = Depends(read_body)) -> Response:
    """Another password for who knows the old one. No Idempotency-Key keeps what was said."""
    same_origin(request)
    found = services(request)

    def answering(work: Work) -> Response:
        said = decoded_object(body)
        expect(said, {"old", "new"}, {"old", "new"})
        tries = f"password:{work.place.name}:{work.actor.person}"
        found.throttle.admit(tries, work.settings.value(ATTEMPTS))
        change_password(work, plain_text(said, "old"), plain_text(said, "new"))
        found.throttle.forgive(tries)
        return _exchanged(request, work)

    return read(request, answering)


@router.post("/session/view-as")
def view_as(request: Request, body: bytes = Depends(read_body)) -> Response:
    """See, read-only, what somebody else sees."""

    def answering(work: Work) -> Response:
        said = decoded_object(body)
        expect(said, {"login"}, {"login"})
        work.need("access:view_as")
        if work.actor.kind == "key" or work.caller.token is None or work.actor.read_only:
            raise Refusal("session_only", "forbidden")
        accounts.look_as(work, work.caller.token, plain_text(said, "login"))
        return _exchanged(request, work)

    return write(request, body, answering)


@router.delete("/session/view-as")
def own_eyes(request: Request, body: bytes = Depends(read_body)) -> Response:
    """Back to one's own eyes."""

    def answering(work: Work) -> Response:
        if work.caller.token is None or not (work.token and work.token["view_as"]):
            return answer({})
        accounts.look_as(work, work.caller.token, None)
        return _exchanged(request, work)

    return write(request, body, answering, looking=True)


def _exchanged(request: Request, work: Work) -> Response:
    """A new token, because what the session may do has changed."""
    response = answer({})
    if "authorization" not in request.headers and (text := tokens.exchange(work)):
        set_cookie(request, response, text)
    return response

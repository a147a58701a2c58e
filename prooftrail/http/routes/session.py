"""Signing in and out, who am I, and seeing through another's eyes."""

from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from prooftrail.http.answers import answer
from prooftrail.http.calling import (
    COOKIES,
    decoded_object,
    expect,
    guarded,
    parameters,
    read,
    read_body,
    services,
    write,
)
from prooftrail.platform.people import accounts
from prooftrail.platform.people.me import DEMO_ENTRIES, me, set_locale
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.work import Caller, Work

router = APIRouter(prefix="/api/v1")


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
        said = decoded_object(body)
        expect(said, {"workspace", "login", "password"}, {"workspace", "login", "password"})
        workspace, login, password = (_text(said, name) for name in ("workspace", "login", "password"))
        address = request.client.host if request.client else ""
        try:
            with found.workspaces.begin(workspace, Caller(reason="sign in")) as work:
                most = work.settings.value("session.attempts_per_minute")
                found.throttle.admit(f"sign-in:{workspace}:{login}:{address}", most)
                issued = accounts.sign_in(work, login, password)
        except Refusal as refusal:
            if refusal.code == "unknown_workspace":
                raise Refusal("wrong_password", "unsigned") from None
            raise
        response = answer({"workspace": workspace, "person": str(issued.person)})
        set_cookie(request, response, issued.text)
        return response

    return guarded(request, answering)


@router.delete("/session")
def sign_out(request: Request, body: bytes = Depends(read_body)) -> Response:
    """The session is over, here and on the server."""

    def answering(work: Work) -> Response:
        if work.caller.token is not None:
            accounts.end_token(work, work.caller.token)
        response = answer({})
        for name in COOKIES:
            response.delete_cookie(name, path="/", secure=name.startswith("__Host"))
        return response

    return write(request, body, answering)


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


@router.post("/session/view-as")
def view_as(request: Request, body: bytes = Depends(read_body)) -> Response:
    """See, read-only, what somebody else sees."""

    def answering(work: Work) -> Response:
        said = decoded_object(body)
        expect(said, {"login"}, {"login"})
        work.need("access:view_as")
        if work.actor.kind == "key" or work.caller.token is None or work.actor.read_only:
            raise Refusal("session_only", "forbidden")
        accounts.look_as(work, work.caller.token, _text(said, "login"))
        return answer({})

    return write(request, body, answering)


@router.delete("/session/view-as")
def own_eyes(request: Request, body: bytes = Depends(read_body)) -> Response:
    """Back to one's own eyes."""

    def answering(work: Work) -> Response:
        if work.caller.token is not None and work.actor.read_only:
            accounts.look_as(work, work.caller.token, None)
        return answer({})

    return write(request, body, answering)


def set_cookie(request: Request, response: Response, token: str) -> None:
    """A cookie only our own pages send; under TLS bound to this host."""
    secure = services(request).settings.tls or request.url.scheme == "https"
    name = COOKIES[0] if secure else COOKIES[1]
    response.set_cookie(
        name, token, httponly=True, samesite="lax", secure=secure, path="/", max_age=30 * 24 * 3600
    )


def _text(said: dict[str, Any], name: str) -> str:
    value = said[name]
    if not isinstance(value, str) or len(value) > 200 or "\x00" in value or not _utf8(value):
        raise Refusal("invalid_fields", "invalid", facts={"object": "body"}, fields={name: "not_text"})
    return value


def _utf8(value: str) -> bool:
    return not any("\ud800" <= sign <= "\udfff" for sign in value)

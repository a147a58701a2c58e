"""Links for people outside: making one, the page of what was sent, and its files."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, quote

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response

from prooftrail.http.answers import DATABASE_AWAY, STATUS, answer, away, language_of, log
from prooftrail.http.calling import (
    HEAD,
    decoded_object,
    expect,
    guarded,
    plain_text,
    read,
    read_body,
    record_id,
    same_origin,
    services,
)
from prooftrail.http.cookies import cookie_token
from prooftrail.http.link_page import closed_page, sheet_page
from prooftrail.http.question_page import question_page, thanks_page
from prooftrail.platform.links.doors import Leaf, door_of, give
from prooftrail.platform.links.questions import LONGEST_COMMENT, QUESTIONS, SCORES, Asking, read_score
from prooftrail.platform.links.rules.reading import is_reader
from prooftrail.platform.links.store import ADDRESS, Link, find, unknown_link, workspace_of_link
from prooftrail.platform.people.accounts import workspace_of
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import is_storable
from prooftrail.platform.work import Caller, Work

router = APIRouter()
INLINE = ("image/", "audio/", "video/", "application/pdf")
PAGE_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'self'; connect-src 'self'; img-src 'self'; "
    "media-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
QUESTION_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; media-src 'self'; sandbox"
PAPER_POLICY = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'"
"""A sandbox would keep browsers from drawing a PDF."""
SECRET = {
    "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "private, no-store",
}  # fmt: skip
MOST_OF_ADDRESS = 600
"""Calls of one address a minute, whatever they ask for: an office shares one, and a guess takes 2^191."""
LONGEST_READ = 300
"""Seconds one call may tell."""
RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")
Opening = Callable[[Work, Link, bool], Response]
"""What a link answers; the last argument says whether a person reads."""


@router.post("/api/v1/links")
def make_link(request: Request, body: bytes = Depends(read_body)) -> Response:
    """A link to what was sent, shown this once: so no Idempotency-Key keeps the reply."""
    same_origin(request)

    def answering(work: Work) -> Response:
        said = decoded_object(body)
        expect(said, {"object", "record"}, {"object", "record"})
        made = give(work, plain_text(said, "object"), record_id(str(said["record"])))
        return answer({"path": made.path, "url": made.url, "expires_at": made.expires_at}, 201)

    return read(request, answering)


@router.get("/l/{token}")
def show_link(request: Request, token: str) -> Response:
    """The page of what was sent, or the question that is asked."""

    def opening(work: Work, link: Link, reads: bool) -> Response:
        if link.object in QUESTIONS:
            return _questioned(request, work, QUESTIONS[link.object], link, token)
        sheet = door_of(link.object).show(work, link, reads=reads)
        page = sheet_page(sheet, f"{ADDRESS}{token}", language_of(request), work.zone)
        return HTMLResponse(page, headers=SECRET | {"Content-Security-Policy": PAGE_POLICY})

    return _opened(request, token, opening)


@router.post("/l/{token}/read")
def tell_reading(request: Request, token: str, body: bytes = Depends(read_body)) -> Response:
    """How many seconds the page was read, by who allowed that to be told."""

    def telling() -> Response:
        seconds = _seconds(decoded_object(body))

        def opening(work: Work, link: Link, reads: bool) -> Response:
            if reads:
                door_of(link.object).linger(work, link, seconds)
            return answer({"seconds": seconds})

        return _inside(request, token, opening)

    return guarded(request, telling)


@router.post("/l/{token}/answer")
def answer_link(request: Request, token: str, body: bytes = Depends(read_body)) -> Response:
    """The answer to the question behind a link: a form's, or JSON."""
    form = request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded")

    def opening(work: Work, link: Link, reads: bool) -> Response:
        asking = QUESTIONS.get(link.object)
        if asking is None:
            raise unknown_link()
        score, comment = _form(body) if form else _said(decoded_object(body))
        if score is None:
            return _questioned(request, work, asking, link, token, missed=True)
        asking.take(work, link, score, comment)
        if not form:
            return answer({"score": score})
        return Response(status_code=303, headers=SECRET | {"Location": f"{ADDRESS}{token}"})

    return _opened(request, token, opening)


@router.get("/l/{token}/{file}")
def give_linked_file(request: Request, token: str, file: str) -> Response:
    """One file of it; a piece of it where a player asks for one."""

    def opening(work: Work, link: Link, reads: bool) -> Response:
        counts = reads and request.query_params.get("seen") != "0"
        leaf = door_of(link.object).hand(work, link, record_id(file), reads=counts)
        content = services(request).files.content(work.place.name, leaf.sha256)
        return _served(content, leaf, request.headers.get("range"))

    return _opened(request, token, opening)


def _questioned(
    request: Request, work: Work, asking: Asking, link: Link, token: str, *, missed: bool = False
) -> Response:
    """The question's page; thanks where it was answered; the question again where no score was said."""
    found, locale = asking.ask(work, link), language_of(request)
    headers = SECRET | {"Content-Security-Policy": QUESTION_POLICY}
    if found.score is not None:
        return HTMLResponse(thanks_page(found, locale), headers=headers)
    page = question_page(found, f"{ADDRESS}{token}/answer", locale, work.zone, missed=missed)
    return HTMLResponse(page, 422 if missed else 200, headers=headers)


def _form(body: bytes) -> tuple[int | None, str]:
    """Score and words of a form; no score where none of the five was said."""
    try:
        said = parse_qs(body.decode(), keep_blank_values=True, max_num_fields=10)
    except ValueError:
        return None, ""
    comment = said.get("comment", [""])[0].replace("\r\n", "\n").replace("\x00", "")
    return read_score(said.get("score", [""])[0]), comment[:LONGEST_COMMENT]


def _said(said: dict[str, Any]) -> tuple[int, str]:
    expect(said, {"score", "comment"}, {"score"})
    score, comment = said["score"], said.get("comment") or ""
    fields = {} if type(score) is int and score in SCORES else {"score": "bad_value"}
    if not isinstance(comment, str) or len(comment) > LONGEST_COMMENT or not is_storable(comment):
        fields["comment"] = "bad_value"
    if fields:
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields=fields)
    return score, comment


def _seconds(said: dict[str, Any]) -> int:
    expect(said, {"seconds"}, {"seconds"})
    seconds = said["seconds"]
    if type(seconds) is not int or not 1 <= seconds <= LONGEST_READ:
        fields = {"seconds": "bad_value"}
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields=fields)
    return seconds


def _opened(request: Request, token: str, opening: Opening) -> Response:
    """Inside a transaction of the link's workspace. A browser gets a quiet page for every refusal."""
    if "text/html" not in request.headers.get("accept", ""):
        return guarded(request, lambda: _inside(request, token, opening))
    try:
        return _inside(request, token, opening)
    except Refusal as refusal:
        status = STATUS[refusal.kind]
        why = {"busy": "wait", "conflict": "answered"}.get(refusal.kind, "gone")
        status = status if why != "gone" else 404
        page = closed_page(language_of(request), why)
        return HTMLResponse(page, status, headers=SECRET | {"Content-Security-Policy": PAGE_POLICY})
    except DATABASE_AWAY as error:
        log.warning("database away: %s", type(error).__name__)
        return away(language_of(request))


def _inside(request: Request, token: str, opening: Opening) -> Response:
    found = services(request)
    address = request.client.host if request.client else ""
    found.throttle.admit(f"links:{address}", MOST_OF_ADDRESS)
    try:
        with found.workspaces.begin(workspace_of_link(token), Caller(reason="link")) as work:
            found.throttle.admit(f"link:{token[:80]}", work.settings.value("links.calls_per_minute"))
            return opening(work, find(work, token), _reads(request, work))
    except Refusal as refusal:
        raise (unknown_link() if refusal.code == "unknown_workspace" else refusal) from None


def _reads(request: Request, work: Work) -> bool:
    session = cookie_token(request)
    own = session is not None and workspace_of(session) == work.place.name
    purpose = request.headers.get("sec-purpose") or request.headers.get("purpose")
    return is_reader(request.headers.get("user-agent"), purpose, head=bool(request.scope.get(HEAD)), own=own)


def _served(content: bytes, leaf: Leaf, wanted: str | None) -> Response:
    how = "inline" if leaf.mime.startswith(INLINE) and leaf.mime != "image/svg+xml" else "attachment"
    policy = PAPER_POLICY if leaf.mime == "application/pdf" else FILE_POLICY
    headers = SECRET | {
        "Content-Disposition": f"{how}; filename*=UTF-8''{quote(leaf.name)}",
        "X-Content-Type-Options": "nosniff", "Content-Security-Policy": policy, "Accept-Ranges": "bytes",
    }  # fmt: skip
    piece = _piece(wanted, len(content))
    if piece is None:
        return Response(content, media_type=leaf.mime, headers=headers)
    first, last = piece
    headers["Content-Range"] = f"bytes {first}-{last}/{len(content)}"
    return Response(content[first : last + 1], 206, media_type=leaf.mime, headers=headers)


def _piece(wanted: str | None, size: int) -> tuple[int, int] | None:
    """First and last byte of a single range that lies within the file; None for the whole of it."""
    found = RANGE.fullmatch(wanted or "")
    if found is None or found.groups() == ("", ""):
        return None
    start, stop = found.groups()
    if not start:
        return (max(0, size - int(stop)), size - 1) if int(stop) else None
    last = min(int(stop), size - 1) if stop else size - 1
    return (int(start), last) if int(start) <= last else None

"""Public forms: the page, what is sent from it, and looks at a site that its visitors agreed to."""

import secrets
from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from urllib.parse import parse_qs

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response

from prooftrail.http.answers import DATABASE_AWAY, TURNED_BACK, answer, away, language_of, log
from prooftrail.http.calling import TRIES, decoded_object, expect, guarded, services
from prooftrail.http.intake_body import FORM, LONGEST, MULTIPART, Body, read_sent, read_short
from prooftrail.http.intake_page import TRAP, Filled, form_page, quiet_page, thanks_page
from prooftrail.platform.intake import visits
from prooftrail.platform.intake.doors import ADDRESS, Limits, Sending, Sheet, intake, unknown_form
from prooftrail.platform.intake.rules.origins import is_allowed, is_listed
from prooftrail.platform.intake.rules.told import Look, read_look, visitor_of
from prooftrail.platform.links.store import workspace_of_link
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import is_storable
from prooftrail.platform.work import Caller, Work

router = APIRouter()
Answer = TypeVar("Answer")
MOST_OF_ADDRESS = 600
"""Calls of one address a minute, whatever they ask for: an office shares one."""
LONGEST_NONCE = 64
QUIET = {"X-Robots-Tag": "noindex, nofollow", "Cache-Control": "private, no-store",
         "Referrer-Policy": "same-origin"}  # fmt: skip
"""The referrer stays, for without it browsers send a form under no origin."""
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'self'"
)
WHY = {"missing": ("gone", 404), "busy": ("wait", 429), "too_large": ("large", 413),
       "forbidden": ("foreign", 403)}  # fmt: skip


@router.get("/f/{token}")
def show_form(request: Request, token: str) -> Response:
    """The form's page."""
    locale = language_of(request)

    def showing(work: Work) -> Response:
        sheet = intake().sheet(work, token, locale)
        visitor = visitor_of(request.query_params.get("v")) or ""
        filled = Filled(secrets.token_urlsafe(18), visitor)
        return _page(form_page(sheet, f"{ADDRESS}{token}", locale, filled), sheet)

    return _quietly(request, lambda: _inside(request, token, showing))


def room_of(request: Request, token: str) -> int:
    """Bytes a sending with files may have; nought where the form takes none, or may not be sent from here."""

    def asking(work: Work) -> int:
        sheet = intake().sheet(work, token, language_of(request))
        if not is_allowed(request.headers.get("origin"), request.headers.get("host"), sheet.origins):
            return 0
        return sheet.limits.upload

    try:
        return _inside(request, token, asking)
    except (Refusal, *DATABASE_AWAY):
        return 0


read_body_sent = read_sent(room_of)


@router.post("/f/{token}")
def send_form(request: Request, token: str, body: Body = Depends(read_body_sent)) -> Response:
    """What was sent: a page again where a page sent it, JSON where a program did."""
    html = "text/html" in request.headers.get("accept", "")
    by_page = body.kind == FORM or (body.kind == MULTIPART and html)

    def sending() -> Response:
        return _inside(request, token, lambda work: _take(request, work, token, body, by_page=by_page))

    return _quietly(request, sending) if by_page else guarded(request, sending)


@router.post("/t/{token}")
def tell_visit(request: Request, token: str, body: bytes = Depends(read_short)) -> Response:
    """One look at a page of a site, by a visitor who agreed; or that he takes it back."""

    def telling(work: Work) -> Response:
        site = intake().site(work, token)
        _short(body, work.settings.value("capture.visit_kb") * 1024)
        if not is_listed(request.headers.get("origin"), site.origins):
            raise Refusal("origin_not_listed", "forbidden")
        address = _address(request)
        services(request).throttle.admit(
            f"visits:{work.place.name}:{address}", work.settings.value("capture.visits_per_minute")
        )
        said = decoded_object(body)
        if said.get("withdraw") is True:
            return _forget(work, said)
        look = read_look(said)
        if not isinstance(look, Look):
            raise Refusal("invalid_fields", "invalid", facts={"object": "body"}, fields=look)
        if said.get("consent") is not True:
            raise Refusal("consent_needed", "invalid", fields={"consent": "consent_needed"})
        return answer({"kept": visits.note(work, site.id, look, work.settings.value("capture.most_visits"))})

    return guarded(request, lambda: _inside(request, token, telling))


def _forget(work: Work, said: Mapping[str, Any]) -> Response:
    expect(said, {"withdraw", "visitor"}, {"visitor"})
    visitor = visitor_of(said["visitor"])
    if visitor is None:
        fields = {"visitor": "bad_value"}
        raise Refusal("invalid_fields", "invalid", facts={"object": "body"}, fields=fields)
    return answer({"gone": visits.take_back(work, visitor)})


def _take(request: Request, work: Work, token: str, body: Body, *, by_page: bool) -> Response:
    locale = language_of(request)
    sheet = intake().sheet(work, token, locale)
    _fits(body, sheet.limits)
    if not is_allowed(request.headers.get("origin"), request.headers.get("host"), sheet.origins):
        raise Refusal("origin_not_listed", "forbidden")
    _admit(request, token, sheet.limits)
    said = _said(body)
    thanks = answer({"thanks": sheet.thanks}, 201)
    if by_page:
        thanks = _page(thanks_page(sheet, locale), sheet)
    if body.kind in (FORM, MULTIPART) and any(said.pop(TRAP, [])):
        return thanks
    sending = _sending(said, request, body)
    try:
        with work.connection.transaction():
            intake().take(work, token, sending, services(request).files)
    except Refusal as refusal:
        if not by_page or refusal.kind != "invalid":
            raise
        told = refusal.said(locale)
        faults = told["fields"] if isinstance(told["fields"], dict) else {}
        wrong = {name: str(each) for name, each in faults.items()}
        filled = Filled(
            sending.nonce, sending.visitor or "", sending.answers, wrong, str(told["remedy"]),
            again=frozenset(sending.files),
        )  # fmt: skip
        return _page(form_page(sheet, f"{ADDRESS}{token}", locale, filled), sheet, 422)
    return thanks


def _said(body: Body) -> dict[str, Any]:
    """Questions with their answers; of a program, its JSON."""
    if body.kind == MULTIPART:
        if body.broken:
            raise Refusal("not_a_form", "malformed")
        return {name: list(each) for name, each in body.answers.items()}
    return _spoken(body.raw) if body.kind == FORM else decoded_object(body.raw)


def _spoken(body: bytes) -> dict[str, Any]:
    """Questions with their answers, as a page sends them."""
    try:
        found: dict[str, Any] = parse_qs(
            body.decode("ascii"),
            keep_blank_values=True,
            encoding="utf-8",
            errors="replace",
            max_num_fields=200,
        )
    except ValueError:
        raise Refusal("not_a_form", "malformed") from None
    return found


def _sending(said: Mapping[str, Any], request: Request, body: Body) -> Sending:
    """What was sent, either way of sending it. Refuses other shapes."""
    if body.kind in (FORM, MULTIPART):
        own = {"nonce", "visitor", "consent"}
        answers = {name: each for name, each in said.items() if name not in own}
        nonce, visitor = _last(said, "nonce"), _last(said, "visitor")
        consent = _last(said, "consent") == "true"
    else:
        expect(said, {"answers", "nonce", "visitor", "consent"}, {"answers", "nonce"})
        answers, nonce, visitor = _answers(said["answers"]), said["nonce"], said.get("visitor") or ""
        consent = said.get("consent") is True
    if not isinstance(nonce, str) or not 16 <= len(nonce) <= LONGEST_NONCE or not is_storable(nonce):
        raise Refusal("invalid_fields", "invalid", facts={"object": "body"}, fields={"nonce": "bad_value"})
    return Sending(answers, consent, nonce, visitor_of(visitor), language_of(request), body.files)


def _answers(said: Any) -> dict[str, list[str]]:
    wrong = Refusal("invalid_fields", "invalid", facts={"object": "body"}, fields={"answers": "bad_value"})
    if not isinstance(said, dict):
        raise wrong
    found = {name: each if isinstance(each, list) else [each] for name, each in said.items()}
    if not all(isinstance(each, str) and is_storable(each) for several in found.values() for each in several):
        raise wrong
    return found


def _last(said: Mapping[str, Any], name: str) -> str:
    return str((said.get(name) or [""])[-1])


def _fits(body: Body, limits: Limits) -> None:
    if body.kind == MULTIPART:
        if body.size > limits.upload:
            raise Refusal("body_too_large", "too_large", facts={"limit": limits.upload})
        return
    _short(body.raw, limits.body)


def _short(body: bytes, most: int) -> None:
    if len(body) > min(most, LONGEST):
        raise Refusal("body_too_large", "too_large", facts={"limit": min(most, LONGEST)})


def _admit(request: Request, token: str, limits: Limits) -> None:
    throttle, key = services(request).throttle, f"form:{token[:80]}"
    throttle.admit(f"{key}:{_address(request)}", limits.per_address)
    throttle.admit(key, limits.per_form)


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _inside(request: Request, token: str, answering: Callable[[Work], Answer]) -> Answer:
    """In a transaction of the form's workspace; once more where another write was in the way."""
    found = services(request)
    found.throttle.admit(f"forms:{_address(request)}", MOST_OF_ADDRESS)
    for left in range(TRIES - 1, -1, -1):
        try:
            with found.workspaces.begin(workspace_of_link(token), Caller(reason="capture")) as work:
                return answering(work)
        except TURNED_BACK as error:
            log.warning("turned back: %s, %d tries left", type(error).__name__, left)
        except Refusal as refusal:
            raise (unknown_form() if refusal.code == "unknown_workspace" else refusal) from None
    raise Refusal("in_each_others_way", "busy", facts={"retry_after": 1})


def _quietly(request: Request, run: Callable[[], Response]) -> Response:
    """A browser gets a quiet page for every refusal, a program what the contract says."""
    if "text/html" not in request.headers.get("accept", ""):
        return guarded(request, run)
    locale = language_of(request)
    try:
        return run()
    except Refusal as refusal:
        why, status = WHY.get(refusal.kind, ("broken", 400))
        if refusal.code == "form_closed":
            why, status = "closed", 410
        return _page(quiet_page(locale, why), None, status)
    except DATABASE_AWAY as error:
        log.warning("database away: %s", type(error).__name__)
        return away(locale)


def _page(text: str, sheet: Sheet | None, status: int = 200) -> Response:
    """A page that our own pages and the form's sites may show in a frame."""
    shown = " ".join([POLICY, *(sheet.origins if sheet else ())])
    return HTMLResponse(text, status, headers=QUIET | {"Content-Security-Policy": shown})

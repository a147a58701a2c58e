"""Answers: JSON that is already text, and the status each kind of refusal has."""

import json
import logging
from typing import Any
from uuid import UUID

import psycopg
import psycopg_pool
from fastapi import Request
from fastapi.responses import Response

from prooftrail.platform.files.store import StorageAway
from prooftrail.platform.refusal import Kind, Refusal
from prooftrail.platform.values import Locale

log = logging.getLogger(__name__)

STATUS: dict[Kind, int] = {
    "malformed": 400, "unsigned": 401, "forbidden": 403, "missing": 404, "conflict": 409, "locked": 409,
    "too_large": 413, "media": 415, "invalid": 422, "busy": 429,
}  # fmt: skip

DATABASE_AWAY = (
    psycopg.OperationalError, psycopg_pool.PoolTimeout, psycopg.InterfaceError,
    psycopg.errors.TransactionTimeout, psycopg.errors.IdleInTransactionSessionTimeout, StorageAway,
)  # fmt: skip

TURNED_BACK = (psycopg.errors.DeadlockDetected, psycopg.errors.SerializationFailure)
"""Two writes stood in each other's way, and this one was undone so that the other goes on."""

TOO_LONG = (psycopg.errors.QueryCanceled, psycopg.errors.LockNotAvailable)
"""The database is there, and this was more than one request may ask of it."""


def raw(text: str | bytes, status: int = 200) -> Response:
    """JSON text as it is."""
    return Response(text, status, media_type="application/json")


def answer(value: Any, status: int = 200) -> Response:
    """A value as JSON."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain)
    return raw(text.encode("utf-8", "replace"), status)  # a refusal may name what no UTF-8 can


def refused(refusal: Refusal, locale: Locale) -> Response:
    """The contract's refusal."""
    response = answer({"error": refusal.said(locale)}, STATUS[refusal.kind])
    if "retry_after" in refusal.facts:
        response.headers["Retry-After"] = str(refusal.facts["retry_after"])
    return response


def away(locale: Locale) -> Response:
    """The database is not there: the one allowed 5xx."""
    said = Refusal("database_away", "busy").said(locale)
    response = answer({"error": said | {"kind": "unavailable"}}, 503)
    response.headers["Retry-After"] = "2"
    return response


def locale_of(request: Request) -> Locale | None:
    """The language the caller's client asks for, or None where it does not say."""
    for part in request.headers.get("accept-language", "").split(","):
        tag = part.split(";")[0].strip().lower()
        if tag.startswith("zh"):
            return "zh"
        if tag.startswith("en"):
            return "en"
    return None


def language_of(request: Request) -> Locale:
    """The language for answers before anybody is known."""
    return locale_of(request) or "zh"


def _plain(value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if isinstance(value, set | frozenset | tuple):
        return list(value)
    return str(value)

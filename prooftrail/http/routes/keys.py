"""What speaks in the caller's name: list, make, end."""

from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from prooftrail.http.answers import answer
from prooftrail.http.calling import (
    decoded_object,
    expect,
    parameters,
    plain_text,
    read,
    read_body,
    record_id,
    same_origin,
    write,
)
from prooftrail.platform.people import tokens
from prooftrail.platform.work import Work

router = APIRouter(prefix="/api/v1/keys")


@router.get("")
def list_keys(request: Request) -> Response:
    """Sessions and keys with last use and expiry."""

    def answering(work: Work) -> Response:
        parameters(request)
        return answer({"items": tokens.listed(work)})

    return read(request, answering)


@router.post("")
def create_key(request: Request, body: bytes = Depends(read_body)) -> Response:
    """A key, shown this once: so no Idempotency-Key keeps the reply."""
    same_origin(request)

    def answering(work: Work) -> Response:
        said = decoded_object(body)
        expect(said, {"label", "scopes", "expires"}, {"label"})
        made = tokens.make_key(work, plain_text(said, "label"), said.get("scopes"), said.get("expires"))
        shown: dict[str, Any] = {"id": made.id, "key": made.text, "label": said["label"]}
        return answer(shown | {"scopes": said.get("scopes"), "expires_at": made.expires_at}, 201)

    return read(request, answering)


@router.delete("/{id}")
def end_key(request: Request, id: str, body: bytes = Depends(read_body)) -> Response:
    """It is worth nothing from now on."""

    def answering(work: Work) -> Response:
        tokens.end_own(work, record_id(id))
        return answer({})

    return write(request, body, answering)

"""Files in pieces, for lines that break."""

import re
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from prooftrail.http.answers import answer
from prooftrail.http.calling import (
    decoded_object,
    expect,
    parameters,
    plain_text,
    read_body,
    record_id,
    services,
    whole,
    write,
)
from prooftrail.platform.files.arriving import add_piece, begin, finish
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.work import Work

router = APIRouter(prefix="/api/v1/uploads")
DIGEST = re.compile(r"[0-9a-f]{64}")
SAID = ("captured_at", "place", "source")


@router.post("")
def begin_upload(request: Request, body: bytes = Depends(read_body)) -> Response:
    """A file announced under an id of the caller's making; said again, how far it has come."""

    def answering(work: Work) -> Response:
        said = decoded_object(body)
        expect(said, {"id", "size", "sha256"}, {"id", "size", "sha256"})
        size, digest = said["size"], plain_text(said, "sha256")
        if isinstance(size, bool) or not isinstance(size, int) or size < 1:
            raise _bad(size="bad_value")
        if not DIGEST.fullmatch(digest):
            raise _bad(sha256="bad_value")
        return answer(begin(work, _uuid(plain_text(said, "id")), size, bytes.fromhex(digest)))

    return write(request, body, answering)


@router.post("/{upload}/pieces")
def take_piece(request: Request, upload: str, body: bytes = Depends(read_body)) -> Response:
    """The next bytes, from `offset` on."""

    def answering(work: Work) -> Response:
        offset = whole(parameters(request, "offset").get("offset"))
        if offset is None:
            raise _bad(offset="bad_value")
        return answer(add_piece(work, record_id(upload), offset, body))

    return write(request, body, answering)


@router.post("/{upload}/file")
def finish_upload(request: Request, upload: str, body: bytes = Depends(read_body)) -> Response:
    """The file, once all of it is here, as if it had been handed in at once."""

    def answering(work: Work) -> Response:
        said = decoded_object(body)
        expect(said, {"name", *SAID}, {"name"})
        name, told = plain_text(said, "name"), {part: said.get(part) for part in SAID}
        content = finish(work, record_id(upload))
        return answer(services(request).files.take(work, content, name, **told).json(), 201)

    return write(request, body, answering)


def _uuid(said: str) -> UUID:
    try:
        return UUID(said)
    except ValueError:
        raise _bad(id="bad_value") from None


def _bad(**fields: Any) -> Refusal:
    return Refusal("invalid_fields", "invalid", facts={"object": "file"}, fields=fields)

"""One's own notifications."""

from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from prooftrail.http.answers import answer
from prooftrail.http.calling import decoded_object, expect, limit_of, parameters, read, read_body, write
from prooftrail.platform.notify.showing import count_unread, mark_read, show_inbox, show_settings
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.work import Work

router = APIRouter(prefix="/api/v1/notifications")
MOST = 500


@router.get("")
def list_notifications(request: Request) -> Response:
    """The caller's, the newest first."""

    def answering(work: Work) -> Response:
        found = parameters(request, "unread", "cursor", "limit")
        if found.get("unread", "false") not in ("true", "false"):
            raise Refusal(
                "invalid_fields", "invalid", facts={"object": "query"}, fields={"unread": "bad_value"}
            )
        limit = limit_of(found, 30, 200)
        return answer(show_inbox(work, found.get("unread") == "true", found.get("cursor"), limit))

    return read(request, answering)


@router.get("/count")
def count_notifications(request: Request) -> Response:
    """How many the caller has not read."""

    def answering(work: Work) -> Response:
        parameters(request)
        return answer({"unread": count_unread(work)})

    return read(request, answering)


@router.get("/settings")
def show_notification_settings(request: Request) -> Response:
    """By which ways the caller is told."""

    def answering(work: Work) -> Response:
        parameters(request)
        return answer(show_settings(work))

    return read(request, answering)


@router.post("/read")
def read_notifications(request: Request, body: bytes = Depends(read_body)) -> Response:
    """Mark some, or all, as read."""

    def answering(work: Work) -> Response:
        parameters(request)
        said = decoded_object(body)
        expect(said, {"ids", "all"})
        return answer({"unread": mark_read(work, _ids(said))})

    return write(request, body, answering)


def _ids(said: dict[str, object]) -> list[UUID] | None:
    found, whole = said.get("ids"), said.get("all")
    if whole is True and found is None:
        return None
    fault = Refusal("invalid_fields", "invalid", facts={"object": "body"}, fields={"ids": "bad_value"})
    if whole not in (None, False) or not isinstance(found, list) or len(found) > MOST:
        raise fault
    try:
        return [UUID(str(each)) for each in found]
    except ValueError:
        raise fault from None

"""A form with one file: its fields, the file's bytes and name."""

from collections.abc import Callable, Collection
from typing import Any

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException
from starlette.types import Message

from prooftrail.http.calling import identify, services
from prooftrail.platform.refusal import Refusal

LONGEST_UPLOAD = 200 * 1024 * 1024


async def read_form(request: Request, allowed: Collection[str]) -> tuple[dict[str, str], bytes, str]:
    """Fields, content and name. Refuses who is not signed in before anything is read, what is no such form,
    unknown parts, and a missing file."""
    workspace, caller = identify(request)
    await run_in_threadpool(services(request).knock, request, workspace, caller)
    length = request.headers.get("content-length", "")
    if length.isdigit() and int(length) > LONGEST_UPLOAD:
        raise _too_large()
    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        raise Refusal("not_multipart", "media", fields={"file": "not_multipart"})
    try:
        form = await Counted(request, LONGEST_UPLOAD, _too_large).request.form(max_files=1, max_fields=8)
    except (MultiPartException, ValueError, KeyError):
        raise Refusal("not_multipart", "malformed", fields={"file": "not_multipart"}) from None
    except Exception as error:
        if type(error).__name__ == "HTTPException":
            raise Refusal("not_multipart", "malformed", fields={"file": "not_multipart"}) from None
        raise
    said: dict[str, str] = {}
    upload: Any = None
    for key, value in form.multi_items():
        if key not in allowed:
            raise Refusal(
                "invalid_fields", "invalid", facts={"object": "body"}, fields={key[:80]: "unknown_field"}
            )
        if isinstance(value, UploadFile):
            upload = value
        else:
            said[key] = str(value)
    if upload is None:
        raise Refusal("invalid_fields", "invalid", facts={"object": "body"}, fields={"file": "required"})
    return said, await upload.read(), upload.filename or "file"


class Counted:
    """A request whose body is counted as it comes; above `most` bytes `too_long()` is raised, whatever length
    it said.
    """

    def __init__(self, request: Request, most: int, too_long: Callable[[], Exception]) -> None:
        self.size = 0
        self.request = Request(request.scope, self._receive)
        self._rest, self._most, self._too_long = request.receive, most, too_long

    async def _receive(self) -> Message:
        message = await self._rest()
        self.size += len(message.get("body", b""))
        if self.size > self._most:
            raise self._too_long()
        return message


def _too_large() -> Refusal:
    return Refusal("body_too_large", "too_large", facts={"limit": LONGEST_UPLOAD})

"""What was sent to a public form: words alone are read up to a small length, files as far as it allows."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException

from prooftrail.http.multipart import Counted
from prooftrail.platform.intake.doors import Attached

LONGEST = 256 * 1024
"""Bytes that are read at all where nothing is attached, whatever a form allows."""
MOST_FILES, MOST_ANSWERS = 40, 200
FORM, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"


@dataclass(frozen=True, slots=True)
class Body:
    """`raw` of words alone; with files `answers` and `files` by question. `broken`: no such form."""

    kind: str
    raw: bytes = b""
    size: int = 0
    answers: Mapping[str, Sequence[str]] = field(default_factory=dict)
    files: Mapping[str, Sequence[Attached]] = field(default_factory=dict)
    broken: bool = False


class _TooLong(Exception):
    """More came than may."""


async def read_short(request: Request) -> bytes:
    """The body, as far as any public form allows. What is longer is cut off and refused by its length."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > LONGEST:
            return b"\0" * (LONGEST + 1)
        parts.append(part)
    return b"".join(parts)


def read_sent(room_of: Callable[[Request, str], int]) -> Callable[[Request, str], Awaitable[Body]]:
    """A reader of bodies; `room_of` says how many bytes with files the form of a token takes."""

    async def reading(request: Request, token: str) -> Body:
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != MULTIPART:
            return Body(kind, await read_short(request))
        room = await run_in_threadpool(room_of, request, token)
        said = request.headers.get("content-length", "")
        if not room:
            return Body(kind, broken=True)
        if said.isdigit() and int(said) > room:
            return Body(kind, size=int(said))
        return await _parted(request, room)

    return reading


async def _parted(request: Request, room: int) -> Body:
    counted = Counted(request, room, _TooLong)
    answers: dict[str, list[str]] = {}
    files: dict[str, list[Attached]] = {}
    try:
        form = await counted.request.form(max_files=MOST_FILES, max_fields=MOST_ANSWERS)
    except _TooLong:
        return Body(MULTIPART, size=room + 1)
    except (MultiPartException, HTTPException, ValueError, KeyError):
        return Body(MULTIPART, broken=True)
    try:
        for name, value in form.multi_items():
            if not isinstance(value, UploadFile):
                answers.setdefault(name, []).append(value)
            elif value.filename or value.size:  # a question left blank comes as a file without either
                files.setdefault(name, []).append(Attached(value.filename or "", await value.read()))
    finally:
        await form.close()
    return Body(MULTIPART, b"", counted.size, answers, files)

"""Files in and out."""

from hashlib import sha256

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from prooftrail.http.answers import answer, locale_of, refused
from prooftrail.http.calling import decoded, parameters, read, record_id, services, write
from prooftrail.http.multipart import read_form
from prooftrail.platform.files.kinds import view_of
from prooftrail.platform.files.store import find
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.work import Work

router = APIRouter(prefix="/api/v1/files")
PARTS = ("file", "captured_at", "place", "source", "sha256")
INLINE = ("image/", "audio/", "video/", "application/pdf")
SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; media-src 'self'; img-src 'self'; sandbox"


@router.post("")
async def take_file(request: Request) -> Response:
    """A file, for a record field to take over."""
    try:
        said, content, name = await read_form(request, PARTS)
    except Refusal as refusal:
        return refused(refusal, locale_of(request) or "zh")

    digest = sha256(content).hexdigest()

    def answering(work: Work) -> Response:
        if work.actor.read_only:
            raise Refusal("view_as_read_only", "forbidden")
        if said.get("sha256", digest) != digest:
            raise Refusal("upload_damaged", "invalid", fields={"file": "upload_damaged"})
        place = decoded(said["place"].encode()) if said.get("place") else None
        stored = services(request).files.take(
            work,
            content,
            name,
            captured_at=said.get("captured_at"),
            place=place,
            source=said.get("source") or None,
        )
        return answer(stored.json(), 201)

    return await run_in_threadpool(write, request, content + repr(sorted(said.items())).encode(), answering)


@router.get("/{handle}")
def give_file(request: Request, handle: str) -> Response:
    """The original, as it came in."""

    def answering(work: Work) -> Response:
        parameters(request)
        found = find(work, record_id(handle))
        content = services(request).files.content(work.place.name, found["sha256"])
        return _served(content, found["mime"], found["name"])

    return read(request, answering)


@router.get("/{handle}/view")
def view_file(request: Request, handle: str) -> Response:
    """A picture made smaller, without what the camera wrote into it."""

    def answering(work: Work) -> Response:
        width = parameters(request, "w").get("w", "480")
        if width not in ("96", "240", "480", "960", "1440"):
            raise Refusal("invalid_fields", "invalid", facts={"object": "query"}, fields={"w": "bad_value"})
        found = find(work, record_id(handle))
        if not found["mime"].startswith("image/"):
            raise Refusal("no_picture", "media", facts={"mime": found["mime"]})
        content = services(request).files.content(work.place.name, found["sha256"])
        return _served(view_of(content, int(width)), "image/jpeg", "view.jpg")

    return read(request, answering)


def _served(content: bytes, mime: str, name: str) -> Response:
    from urllib.parse import quote

    how = "inline" if mime.startswith(INLINE) and mime != "image/svg+xml" else "attachment"
    return Response(content, media_type=mime, headers={
        "Content-Disposition": f"{how}; filename*=UTF-8''{quote(name)}", "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": SANDBOX, "Cache-Control": "private, max-age=3600",
    })  # fmt: skip

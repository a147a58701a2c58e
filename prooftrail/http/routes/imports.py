"""Files of rows in: start, look, apply, cancel, undo, and what was not taken."""

import json
from collections.abc import Callable, Iterator
from hashlib import sha256
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response, StreamingResponse
from starlette.concurrency import run_in_threadpool

from prooftrail.http.answers import answer, locale_of, refused
from prooftrail.http.calling import (
    decoded,
    guarded,
    identify,
    parameters,
    read,
    read_body,
    record_id,
    services,
    write,
)
from prooftrail.http.multipart import read_form
from prooftrail.platform.imports import rejected, starting
from prooftrail.platform.imports.guessing import guess
from prooftrail.platform.imports.mapping import check_form
from prooftrail.platform.imports.running import IMPORT
from prooftrail.platform.imports.showing import ROWS_OF, show, show_all, show_rows
from prooftrail.platform.imports.sources import Source, make_ready
from prooftrail.platform.imports.store import BUSY, Import, load
from prooftrail.platform.imports.surveying import survey
from prooftrail.platform.jobs.queue import defer
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.work import Work

router = APIRouter(prefix="/api/v1/imports")
PARTS = ("file", "object", "mapping", "dry_run")
TRUTH = {"": False, "false": False, "0": False, "true": True, "1": True}
MOST = 500


@router.post("/guess")
async def guess_import(request: Request) -> Response:
    """What a file seems to be: its columns, the field each fills, words that mean something else here."""
    try:
        said, content, _ = await read_form(request, ("file", "object", "mapping"))
    except Refusal as refusal:
        return refused(refusal, locale_of(request) or "zh")

    def run() -> Response:
        mapping = check_form(decoded((said.get("mapping") or "{}").encode()))
        source = make_ready(content, mapping)
        found = survey(source)
        return read(request, lambda work: answer(guess(work, source, found, said.get("object", ""), mapping)))

    return await run_in_threadpool(guarded, request, run)


@router.post("")
async def start_import(request: Request) -> Response:
    """Take a file; the worker checks it, and applies it unless it is a dry run."""
    try:
        said, content, name = await read_form(request, PARTS)
    except Refusal as refusal:
        return refused(refusal, locale_of(request) or "zh")
    digest = sha256(content).hexdigest()

    def run() -> Response:
        source = make_ready(content, check_form(decoded((said.get("mapping") or "{}").encode())))
        body = json.dumps([digest, name, sorted(said.items())]).encode()
        return write(request, body, lambda work: answering(work, source))

    def answering(work: Work, source: Source) -> Response:
        faults = {"object": "required"} if not said.get("object") else {}
        dry_run = TRUTH.get(said.get("dry_run", "").lower())
        faults |= {"dry_run": "not_boolean"} if dry_run is None else {}
        if faults:
            raise Refusal("invalid_fields", "invalid", facts={"object": "body"}, fields=faults)
        mapping = decoded((said.get("mapping") or "{}").encode())
        files = services(request).files
        id = starting.start(work, files, source, name, said["object"], mapping, dry_run=bool(dry_run))
        defer(work, IMPORT.name, id)
        return answer({"id": str(id)}, 202)

    return await run_in_threadpool(guarded, request, run)


@router.get("")
def list_imports(request: Request) -> Response:
    """One's imports, the newest first; everybody's for who may migrate."""

    def answering(work: Work) -> Response:
        found = parameters(request, "cursor", "limit")
        work.need("records:import")
        after = record_id(found["cursor"]) if "cursor" in found else None
        return answer(show_all(work, after, _limit(found, 50)))

    return read(request, answering)


@router.get("/{id}")
def get_import(request: Request, id: str) -> Response:
    """State, counts, warnings, and how far it is."""

    def answering(work: Work) -> Response:
        parameters(request)
        return answer(show(work, starting.seen(work, record_id(id))))

    return read(request, answering)


@router.get("/{id}/rows")
def list_rows(request: Request, id: str) -> Response:
    """The file's rows with what became of each; `verdict=rejected|left|alike` shows those alone."""

    def answering(work: Work) -> Response:
        found = parameters(request, "verdict", "after", "limit")
        after, verdict = found.get("after", "0"), found.get("verdict")
        if verdict not in (None, *ROWS_OF) or not (after.isdigit() and len(after) < 10):
            wrong = "after" if verdict in (None, *ROWS_OF) else "verdict"
            raise Refusal("invalid_fields", "invalid", facts={"object": "query"}, fields={wrong: "bad_value"})
        held = starting.seen(work, record_id(id))
        return answer(show_rows(work, held, verdict, int(after), _limit(found, 100)))

    return read(request, answering)


@router.get("/{id}/rejected")
def rejected_rows(request: Request, id: str) -> Response:
    """The rows that were not taken, with their reasons, as CSV."""

    def answering(work: Work) -> Response:
        parameters(request)
        held = starting.seen(work, record_id(id))
        stem = held.name.rsplit(".", 1)[0] or "rows"
        name = quote(f"rejected-{stem}.csv")
        return StreamingResponse(
            _pages(request, held.id, rejected.header(held, work.locale)),
            media_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}"},
        )

    return read(request, answering)


@router.post("/{id}/apply")
def apply_import(request: Request, id: str, body: bytes = Depends(read_body)) -> Response:
    """Write what was checked; one that broke off goes on."""
    return _go_on(request, id, body, starting.apply)


@router.post("/{id}/cancel")
def cancel_import(request: Request, id: str, body: bytes = Depends(read_body)) -> Response:
    """Stop it."""
    return _go_on(request, id, body, starting.cancel)


@router.post("/{id}/undo")
def undo_import(request: Request, id: str, body: bytes = Depends(read_body)) -> Response:
    """Take back what it did, but for what was touched since."""
    return _go_on(request, id, body, starting.undo)


def _go_on(request: Request, id: str, body: bytes, change: Callable[[Work, UUID], Import]) -> Response:
    def answering(work: Work) -> Response:
        parameters(request)
        held = load(work, change(work, record_id(id)).id)
        if held.state in BUSY:
            defer(work, IMPORT.name, held.id)
        return answer(show(work, held), 202)

    return write(request, body, answering)


def _pages(request: Request, id: UUID, first: bytes) -> Iterator[bytes]:
    """Each page in a transaction of its own, so that who may no longer see it gets no more of it."""
    yield first
    workspace, caller = identify(request)
    after: int | None = 0
    while after is not None:
        with services(request).workspaces.begin(workspace, caller) as work:
            piece, after = rejected.page(work, starting.seen(work, id), after)
        yield piece


def _limit(found: dict[str, str], usual: int) -> int:
    said = found.get("limit", str(usual))
    if not said.isdigit() or not 1 <= int(said[:6]) <= MOST:
        raise Refusal("bad_limit", "invalid", facts={"most": MOST}, fields={"limit": "bad_limit"})
    return int(said)

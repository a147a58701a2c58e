"""A leaver's phone hands over, and who headed him judges it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from prooftrail.http.answers import answer
from prooftrail.http.calling import (
    decoded_object,
    expect,
    guarded,
    identify,
    parameters,
    plain_text,
    read,
    read_body,
    record_id,
    same_origin,
    services,
    write,
)
from prooftrail.http.pushing import ordinary, read_op
from prooftrail.platform.leavers.judging import Left, claimed, listed, settle
from prooftrail.platform.leavers.taking import leaver, take_file, take_ops
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import is_storable
from prooftrail.platform.work import Caller, Work

router = APIRouter(prefix="/api/v1")
MOST_OPS, LONGEST_OP = 50, 64 * 1024
CALLS_PER_MINUTE = 120
OP = {"key", "call", "record", "version", "input", "captured_at", "about", "files"}
FILE = {"key", "kind", "told"}


@router.post("/sync/last")
def take_last(request: Request, body: bytes = Depends(read_body)) -> Response:
    """What a leaver's phone had not sent. Kept, not done: it answers how many were new."""

    def run() -> Response:
        parameters(request)
        with _leaving(request) as (work, person):
            said = decoded_object(body)
            expect(said, {"ops"}, {"ops"})
            return answer({"received": take_ops(work, person, _ops(said["ops"]))})

    return guarded(request, run)


@router.post("/sync/last/files")
def take_last_file(request: Request, body: bytes = Depends(read_body)) -> Response:
    """A file one of them speaks of, as it is."""

    def run() -> Response:
        found = parameters(request, "key", "name")
        with _leaving(request) as (work, person):
            expect(found, {"key", "name"}, {"key", "name"})
            if not body:
                raise Refusal("file_empty", "invalid", fields={"file": "file_empty"})
            take_file(work, person, plain_text(found, "key"), plain_text(found, "name"), body)
            return answer({})

    return guarded(request, run)


@router.get("/left")
def list_left(request: Request) -> Response:
    """What a work item hands over."""

    def answering(work: Work) -> Response:
        found = parameters(request, "item")
        expect(found, {"item"}, {"item"})
        return answer({"items": listed(work, record_id(found["item"]))})

    return read(request, answering)


@router.post("/left/{id}/take-over")
def take_over(request: Request, id: str, body: bytes = Depends(read_body)) -> Response:
    """Do it as the ordinary call, in the caller's name and by his rights; the history names both."""

    def answering(work: Work) -> Response:
        expect(decoded_object(body), set())
        left = claimed(work, record_id(id))
        work.cause = {"left_by": str(left.person)}
        op = read_op(_with_files(request, work, left))
        ordinary(op, services(request).actions).answering(work)
        settle(work, left, "taken")
        return answer({})

    return write(request, body, answering)


@router.post("/left/{id}/discard")
def discard(request: Request, id: str, body: bytes = Depends(read_body)) -> Response:
    """It is not to be done."""

    def answering(work: Work) -> Response:
        expect(decoded_object(body), set())
        settle(work, claimed(work, record_id(id)), "discarded")
        return answer({})

    return write(request, body, answering)


@contextmanager
def _leaving(request: Request) -> Iterator[tuple[Work, UUID]]:
    """The system's work in a leaver's workspace, and who he is. Refuses whoever is none."""
    same_origin(request)
    workspace, caller = identify(request)
    found = services(request)
    assert caller.token is not None
    found.throttle.admit(f"last:{caller.token.hex()}", CALLS_PER_MINUTE)
    try:
        with found.workspaces.begin(workspace, Caller(reason="hand over", locale=caller.locale)) as work:
            yield work, leaver(work, caller.token)
    except Refusal as refusal:
        if refusal.code == "unknown_workspace":
            raise Refusal("not_signed_in", "unsigned") from None
        raise


def _with_files(request: Request, work: Work, left: Left) -> dict[str, Any]:
    """The op as a phone of the caller's would push it: its files are his uploads."""
    said = {name: left.op.get(name) for name in OP - {"about", "files"}}
    evidence = [
        {
            "kind": each.kind,
            "file": str(services(request).files.take(work, each.content, each.name, **each.told).id),
        }
        for each in left.files
    ]
    if evidence:
        said["input"] = {**(said["input"] or {}), "evidence": evidence}
    return said


def _ops(said: Any) -> list[dict[str, Any]]:
    if not isinstance(said, list) or len(said) > MOST_OPS:
        raise Refusal("too_many_ops", "invalid", facts={"most": MOST_OPS}, fields={"ops": "too_many_ops"})
    return [_op(each) for each in said]


def _op(said: Any) -> dict[str, Any]:
    """As a push takes it, with what it is about and which files go with it."""
    if not isinstance(said, dict):
        raise Refusal("not_an_object", "invalid", fields={"op": "not_an_object"})
    expect(said, OP, {"key", "call"})
    read_op({name: value for name, value in said.items() if name not in ("about", "files")})
    text = json.dumps(said, ensure_ascii=False, default=str)
    files, about = said.get("files") or [], said.get("about")
    fits = isinstance(files, list) and len(files) <= MOST_OPS and all(_is_file(each) for each in files)
    if not fits or not isinstance(about, dict | None) or len(text) > LONGEST_OP or not is_storable(text):
        raise Refusal("invalid_fields", "invalid", facts={"object": "op"}, fields={"op": "bad_value"})
    return dict(json.loads(text)) | {"files": files}


def _is_file(said: Any) -> bool:
    if not isinstance(said, dict) or said.keys() - FILE:
        return False
    told = said.get("told") or {}
    known = isinstance(told, dict) and not told.keys() - {"captured_at", "place", "source"}
    return known and all(isinstance(said.get(name), str) for name in ("key", "kind"))

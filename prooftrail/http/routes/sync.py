"""A phone's work in, and what has changed for it since."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from prooftrail.http.answers import STATUS, raw
from prooftrail.http.calling import (
    decoded_object,
    expect,
    guarded,
    identify,
    limit_of,
    parameters,
    read,
    read_body,
    same_origin,
    services,
    write_once,
)
from prooftrail.http.lanes import lanes_of
from prooftrail.http.pushing import Op, ordinary, read_op
from prooftrail.platform.events.folding import end_of_log, fold
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.work import Work

router = APIRouter(prefix="/api/v1/sync")
MOST_OPS = 100
SIDE_BY_SIDE = 3
"""Lanes of one push that run at once: more only wait for each other on a server of two cores."""


@router.post("/push")
def push(request: Request, body: bytes = Depends(read_body)) -> Response:
    """Each op as the ordinary call, in a transaction of its own.

    What names the same records is done in the order given, the rest side by side. What follows a refused op
    on the same record is held back: it was done on top of it.
    """

    def run() -> Response:
        same_origin(request)
        workspace, caller = identify(request)
        services(request).knock(request, workspace, caller)
        parameters(request)
        return raw(f'{{"results":[{",".join(_done(request, _ops(body)))}]}}')

    return guarded(request, run)


@router.get("/pull")
def pull(request: Request) -> Response:
    """The caller's feed after a cursor, folded: each record once, as it now stands, or that it is gone.

    `after=latest` tells only where the log ends, for a phone that is about to read its lists anew.
    """

    def answering(work: Work) -> Response:
        found = parameters(request, "after", "limit")
        after, limit = found.get("after"), limit_of(found, 200, 500)
        return raw(end_of_log(work) if after == "latest" else fold(work, after, limit))

    return read(request, answering)


def _ops(body: bytes) -> list[Any]:
    said = decoded_object(body)
    expect(said, {"ops"}, {"ops"})
    ops = said["ops"]
    if not isinstance(ops, list) or len(ops) > MOST_OPS:
        raise Refusal("too_many_ops", "invalid", facts={"most": MOST_OPS}, fields={"ops": "too_many_ops"})
    return ops


def _done(request: Request, ops: list[Any]) -> list[str]:
    """Each op's result as JSON text, in the order given. Most of an op's time is waiting for the database."""
    found: dict[int, str] = {}

    def run(lane: list[int]) -> None:
        stopped: set[str] = set()
        for place in lane:
            found[place] = _one(request, ops[place], stopped)

    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        for each in [pool.submit(run, lane) for lane in lanes_of(ops)]:
            each.result()
    return [found[place] for place in range(len(ops))]


def _one(request: Request, said: Any, stopped: set[str]) -> str:
    """One op's result as JSON text."""
    key = said.get("key") if isinstance(said, dict) and isinstance(said.get("key"), str) else None
    op: Op | None = None
    try:
        op = read_op(said)
        if op.record is not None and op.record in stopped:
            raise Refusal("earlier_op_refused", "conflict")
        call = ordinary(op, services(request).actions)
        response = write_once(request, op.key, call.said, call.answering, action=call.action)
    except Refusal as refusal:
        if refusal.kind == "unsigned":
            raise
        if op is not None and op.record is not None:
            stopped.add(op.record)
        return _result(key, STATUS[refusal.kind], "error", _refused(request, refusal))
    return _result(key, response.status_code, "result", bytes(response.body).decode())


def _refused(request: Request, refusal: Refusal) -> str:
    said = refusal.said(getattr(request.state, "locale", "zh"))
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"), default=str)


def _result(key: str | None, status: int, name: str, said: str) -> str:
    return f'{{"key":{json.dumps(key)},"status":{status},"{name}":{said}}}'

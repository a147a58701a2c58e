"""Approvals: one's boxes, one sheet, the flows there are, and what a flow would do."""

from datetime import date

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from prooftrail.http.answers import answer
from prooftrail.http.calling import (
    decoded_object,
    expect,
    limit_of,
    parameters,
    read,
    read_body,
    record_id,
)
from prooftrail.platform.approvals.boxes import show_box
from prooftrail.platform.approvals.figures import show_figures
from prooftrail.platform.approvals.flows import find
from prooftrail.platform.approvals.previewing import preview, read_said
from prooftrail.platform.approvals.sheet import show_sheet
from prooftrail.platform.approvals.showing import show_flow, show_flows
from prooftrail.platform.approvals.standing_in import show_stand_ins
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.work import Work

router = APIRouter(prefix="/api/v1/approvals")
USUAL, MOST = 30, 100
FIRST, LAST = date(1970, 1, 1), date(2200, 1, 1)


@router.get("")
def list_approvals(request: Request) -> Response:
    """One of the caller's boxes."""

    def answering(work: Work) -> Response:
        found = parameters(request, "box", "cursor", "limit")
        limit = limit_of(found, USUAL, MOST)
        return answer(show_box(work, found.get("box", "todo"), found.get("cursor"), limit))

    return read(request, answering)


@router.get("/flows")
def list_flows(request: Request) -> Response:
    """The flows one may ask by; for designers drafts and retired ones, too."""

    def answering(work: Work) -> Response:
        found = parameters(request, "object")
        return answer(show_flows(work, found.get("object")))

    return read(request, answering)


@router.get("/figures")
def approval_figures(request: Request) -> Response:
    """Time per step, waiting per approver, returns by reason, in the caller's scope."""

    def answering(work: Work) -> Response:
        found = parameters(request, "from", "to")
        return answer(show_figures(work, _day(found.get("from"), "from"), _day(found.get("to"), "to")))

    return read(request, answering)


@router.get("/stand-ins")
def list_stand_ins(request: Request) -> Response:
    """Who decides for the caller, and for whom he decides, from today on."""

    def answering(work: Work) -> Response:
        parameters(request)
        return answer(show_stand_ins(work))

    return read(request, answering)


@router.post("/flows/preview")
def preview_flow(request: Request, body: bytes = Depends(read_body)) -> Response:
    """The way a flow would go for a record, and whom it would ask; nothing is started."""

    def answering(work: Work) -> Response:
        parameters(request)
        said = decoded_object(body)
        expect(said, {"flow", "object", "record"}, {"flow", "record"})
        flow = read_said(said["flow"])
        object = find(work, flow).object if isinstance(flow, str) else flow.object
        if said.get("object") not in (None, object):
            facts = {"flow": flow if isinstance(flow, str) else flow.key, "object": object}
            raise Refusal("flow_other_object", "invalid", facts=facts, fields={"object": "flow_other_object"})
        return answer(preview(work, flow, record_id(str(said["record"]))))

    return read(request, answering)


@router.get("/flows/{name}")
def show_one_flow(request: Request, name: str) -> Response:
    """One flow: in force, and for designers its draft and versions."""

    def answering(work: Work) -> Response:
        found = parameters(request, "version")
        return answer(show_flow(work, name, _number(found.get("version"), "version")))

    return read(request, answering)


@router.get("/{id}")
def show_approval(request: Request, id: str) -> Response:
    """One approval for somebody who takes part in it."""

    def answering(work: Work) -> Response:
        parameters(request)
        return answer(show_sheet(work, record_id(id)))

    return read(request, answering)


def _number(said: str | None, name: str) -> int | None:
    if said is None:
        return None
    if not (said.isascii() and said.isdigit() and len(said) < 10):
        raise Refusal("invalid_fields", "invalid", facts={"object": "query"}, fields={name: "bad_value"})
    return int(said)


def _day(said: str | None, name: str) -> date | None:
    if said is None:
        return None
    try:
        found = date.fromisoformat(said)
        if FIRST <= found < LAST:
            return found
        raise ValueError
    except ValueError:
        raise Refusal(
            "invalid_fields", "invalid", facts={"object": "query"}, fields={name: "not_date"}
        ) from None

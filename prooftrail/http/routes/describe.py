"""What there is: objects, processes, actions."""

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
    read,
    read_body,
    same_origin,
    services,
    write,
)
from prooftrail.http.routes.design import removed_only
from prooftrail.platform.actions import Action
from prooftrail.platform.processes.store import latest, versions
from prooftrail.platform.processes.telling import Telling
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema.describe import describe
from prooftrail.platform.schema.design.shown import list_removed_objects
from prooftrail.platform.work import Work

router = APIRouter(prefix="/api/v1")


@router.get("/objects")
def objects(request: Request) -> Response:
    """Every object the caller may know of, with the fields he may read."""

    def answering(work: Work) -> Response:
        if removed_only(parameters(request, "deleted")):
            return answer(list_removed_objects(work))
        return answer(describe(work.schema, work.access))

    return read(request, answering)


@router.get("/processes")
def processes(request: Request) -> Response:
    """The newest version of every process of an object, or all of them."""

    def answering(work: Work) -> Response:
        found = parameters(request, "object", "versions")
        reading = {"newest": latest, "all": versions}.get(found.get("versions", "newest"))
        if reading is None:
            faults = {"versions": "bad_value"}
            raise Refusal("invalid_fields", "invalid", facts={"object": "query"}, fields=faults)
        names = (
            [found["object"]]
            if "object" in found
            else [each.name for each in work.schema.objects.values() if each.staged]
        )
        names = [name for name in names if work.access.unbound or work.access.grant(name).read != "none"]
        telling = Telling(work)
        listed = [
            telling.process(each) for name in names for each in reading(work, work.schema.object(name).name)
        ]
        return answer({"items": listed})

    return read(request, answering)


@router.get("/actions")
def actions(request: Request) -> Response:
    """Every action with its input's schema."""

    def answering(work: Work) -> Response:
        parameters(request)
        listed = [
            {"name": each.name, "label": each.label.json(), "permission": each.permission,
             "input": each.input.model_json_schema()}
            for each in services(request).actions.values()
        ]  # fmt: skip
        return answer({"items": listed})

    return read(request, answering)


@router.post("/actions/{name}")
def run_action(request: Request, name: str, body: bytes = Depends(read_body)) -> Response:
    """Run one action."""

    found = services(request).actions.get(name)

    def running(heard: Any = None) -> Response:
        def answering(work: Work) -> Response:
            if found is None:
                raise unknown_action(name)
            work.heard = heard
            return acted(work, found, decoded_object(body))

        return write(request, body, answering, action=found)

    if found is None or found.asks is None:
        return running()
    return guarded(request, lambda: running(_heard(request, found, decoded_object(body))))


def _heard(request: Request, action: Action, said: dict[str, Any]) -> Any:
    """What a service outside answers before the action runs: it takes seconds, and nobody waits for it."""
    same_origin(request)
    found, (workspace, caller) = services(request), identify(request)
    with found.begin(workspace, caller, request, counted=False) as work:
        if work.actor.read_only:
            return None
        record, input = _said(said)
        question = action.question(work, record, input)
        if question is not None:
            most = work.settings.value("outbound.calls_per_minute")
            found.throttle.admit(f"asked:{workspace}:{work.actor.person}", most)
    return None if question is None else question()


def unknown_action(name: str) -> Refusal:
    """There is no such action."""
    return Refusal("unknown_action", "missing", facts={"action": name[:80]})


def acted(work: Work, action: Action, said: dict[str, Any]) -> Response:
    """One action run as a body says."""
    done = action.perform(work, *_said(said))
    return answer({"result": dict(done.result), "records": [each.reference() for each in done.written]})


def _said(said: dict[str, Any]) -> tuple[UUID | None, dict[str, Any]]:
    """The record and the input a body names."""
    expect(said, {"record", "input"})
    input = said.get("input", {})
    if not isinstance(input, dict):
        raise Refusal("invalid_fields", "invalid", facts={"object": "body"}, fields={"input": "bad_value"})
    return _record(said.get("record")), input


def _record(said: Any) -> UUID | None:
    if said is None:
        return None
    try:
        return UUID(said)
    except (ValueError, AttributeError, TypeError):
        raise Refusal(
            "invalid_fields", "invalid", facts={"object": "body"}, fields={"record": "not_reference"}
        ) from None

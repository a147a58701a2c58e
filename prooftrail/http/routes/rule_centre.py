"""Rules: what there is, what it would do, what it did; and the secret addresses of those that have one."""

from datetime import datetime
from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from prooftrail.http.answers import answer
from prooftrail.http.calling import (
    decoded_object,
    expect,
    guarded,
    limit_of,
    parameters,
    read,
    read_body,
    record_id,
    services,
)
from prooftrail.platform.automation.showing import show_rule, show_rules, show_runs, show_vocabulary
from prooftrail.platform.automation.trying import replay, try_rule
from prooftrail.platform.automation.webhooks import called, receive, unknown_hook, workspace_of_hook
from prooftrail.platform.fields import FieldFault
from prooftrail.platform.fields.time import instant
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.work import Caller, Work

router = APIRouter(prefix="/api/v1")


@router.get("/rules")
def list_rules(request: Request) -> Response:
    """Every rule, or those of an object."""

    def answering(work: Work) -> Response:
        return answer(show_rules(work, parameters(request, "object").get("object")))

    return read(request, answering)


@router.get("/rules/runs")
def list_runs(request: Request) -> Response:
    """The run log, newest first, and what was passed over."""

    def answering(work: Work) -> Response:
        said = parameters(request, "rule", "record", "state", "run", "cursor", "limit")
        record = record_id(said["record"]) if "record" in said else None
        run = record_id(said["run"]) if "run" in said else None
        return answer(show_runs(work, rule=said.get("rule"), record=record, state=said.get("state"), run=run,
                                before=said.get("cursor"), limit=limit_of(said, 50, 500)))  # fmt: skip

    return read(request, answering)


@router.get("/rules/vocabulary")
def rule_vocabulary(request: Request) -> Response:
    """What rules can be made of."""

    def answering(work: Work) -> Response:
        return answer(show_vocabulary(work, parameters(request, "object").get("object")))

    return read(request, answering)


@router.get("/rules/{name}")
def get_rule(request: Request, name: str) -> Response:
    """One rule with its draft and its versions."""

    def answering(work: Work) -> Response:
        parameters(request)
        return answer(show_rule(work, name))

    return read(request, answering)


@router.post("/rules/test")
def test_rule(request: Request, body: bytes = Depends(read_body)) -> Response:
    """What a rule would do to a record; nothing is written."""

    def answering(work: Work) -> Response:
        said = decoded_object(body)
        expect(said, {"rule", "record"}, {"rule"})
        record = record_id(str(said["record"])) if said.get("record") is not None else None
        return answer(try_rule(work, said["rule"], record))

    return read(request, answering)


@router.post("/rules/replay")
def replay_rule(request: Request, body: bytes = Depends(read_body)) -> Response:
    """How often a rule would have fired in a period; nothing is written."""

    def answering(work: Work) -> Response:
        said = decoded_object(body)
        expect(said, {"rule", "from", "to"}, {"rule", "from", "to"})
        return answer(replay(work, said["rule"], _moment(said, "from"), _moment(said, "to")))

    return read(request, answering)


@router.post("/hooks/{token}")
def call_hook(request: Request, token: str, body: bytes = Depends(read_body)) -> Response:
    """Fire the rule that has this secret address."""

    def answering() -> Response:
        found = services(request)
        key = request.headers.get("idempotency-key")
        try:
            with found.workspaces.begin(workspace_of_hook(token), Caller(reason="hook")) as work:
                most = work.settings.value("hooks.calls_per_minute")
                found.throttle.admit(f"hook:{token[:80]}", most)
                armed = called(work, token, len(body))
                said = decoded_object(body) if body.strip() else {}
                return answer(receive(work, armed, said, key), 202)
        except Refusal as refusal:
            raise (unknown_hook() if refusal.code == "unknown_workspace" else refusal) from None

    return guarded(request, answering)


def _moment(said: dict[str, Any], name: str) -> datetime:
    try:
        return instant(said[name])
    except FieldFault as fault:
        raise Refusal(
            "invalid_fields", "invalid", facts={"object": "body"}, fields={name: fault.code}
        ) from None

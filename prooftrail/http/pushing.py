"""What a phone did without the network, as the ordinary calls it stands for."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from fastapi.responses import Response

from prooftrail.http.calling import Answering, asked, expect, plain_text
from prooftrail.http.routes.describe import acted, unknown_action
from prooftrail.http.routes.records import changed, created, deleted
from prooftrail.platform.actions import Action
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.work import Work

ROOT = "/api/v1"
PARTS = {"key", "call", "record", "version", "input", "captured_at"}
VERBS = {"create": "POST", "change": "PATCH", "update": "PATCH", "delete": "DELETE"}
ADDRESS = re.compile(rf"(POST|PATCH|DELETE) (?:{ROOT})?/(records|actions)/(\w{{1,80}})(?:/([\w-]{{1,80}}))?")
WHEN = "occurred_at"


@dataclass(frozen=True)
class Op:
    """One thing done: its key, the ordinary call, the record it is about, and what the phone said of it.

    `call` is an action's name, the name of a record call (`create_customer`, `change_deal`, `delete_deal`),
    or the ordinary call's method and address.
    """

    key: str
    call: str
    record: str | None
    version: Any
    input: dict[str, Any]
    captured_at: datetime | None


@dataclass(frozen=True)
class Ordinary:
    """The call an op is run as; `said` is what its key remembers it by."""

    said: bytes
    answering: Answering
    action: Action | None = None


def read_op(said: Any) -> Op:
    """One op of the list. Refuses another shape, naming the parts."""
    if not isinstance(said, dict):
        raise Refusal("not_an_object", "invalid", fields={"op": "not_an_object"})
    expect(said, PARTS, {"key", "call"})
    input = said.get("input")
    if not isinstance(input, dict | None):
        raise _bad(input="bad_value")
    record = said.get("record")
    named = record if record is not None else (input or {}).get("id")
    return Op(
        plain_text(said, "key"),
        plain_text(said, "call"),
        plain_text({"record": named}, "record") if named is not None else None,
        said.get("version"),
        dict(input or {}),
        _time(said.get("captured_at")),
    )


def ordinary(op: Op, actions: Mapping[str, Action]) -> Ordinary:
    """The call an op stands for. Refuses one there is none of."""
    op = _addressed(op)
    if (action := actions.get(op.call)) is not None:
        return _act(op, action)
    verb, _, object = op.call.partition("_")
    if verb not in VERBS or not object:
        raise unknown_action(op.call)
    path, method = f"{ROOT}/records/{object}", VERBS[verb]
    if method == "POST":
        given = op.input | ({"id": op.record} if op.record is not None else {})
        return Ordinary(
            asked(method, path, "", _text(given)),
            lambda work: created(work, object, _dated(work, object, op, given)),
        )
    if op.record is None:
        raise _bad(record="required")
    record, path = op.record, f"{path}/{op.record}"
    if method == "DELETE":
        query = "" if op.version is None else f"version={op.version}"
        return Ordinary(
            asked(method, path, query, b""), lambda work: deleted(work, object, record, op.version)
        )
    given = op.input | ({"version": op.version} if op.version is not None else {})
    return Ordinary(
        asked(method, path, "", _text(given)), lambda work: changed(work, object, record, dict(given))
    )


def _act(op: Op, action: Action) -> Ordinary:
    """An action has its record apart from its input; one that makes a record is given its id within."""
    about = {"record": op.record} if op.record is not None and "id" not in op.input else {}

    def answering(work: Work) -> Response:
        known = WHEN in action.input.model_fields
        return acted(work, action, about | {"input": _filled(work, op, op.input) if known else op.input})

    path = f"{ROOT}/actions/{action.name}"
    return Ordinary(asked("POST", path, "", _text(about | {"input": op.input})), answering, action)


def _addressed(op: Op) -> Op:
    """An op said by method and address, as one said by name."""
    found = ADDRESS.fullmatch(op.call)
    if found is None:
        return op
    method, area, name, record = found.groups()
    if area == "actions":
        return replace(op, call=name if method == "POST" and record is None else op.call)
    verb = next(verb for verb, each in VERBS.items() if each == method)
    return replace(op, call=f"{verb}_{name}", record=record or op.record)


def _dated(work: Work, object: str, op: Op, given: dict[str, Any]) -> dict[str, Any]:
    known = WHEN in work.schema.object(object).fields
    return _filled(work, op, given) if known else dict(given)


def _filled(work: Work, op: Op, given: dict[str, Any]) -> dict[str, Any]:
    """What was done and not sent at once happened when the phone says, unless its clock is ahead of ours."""
    if given.get(WHEN) is not None or op.captured_at is None or op.captured_at >= work.now:
        return dict(given)
    return given | {WHEN: op.captured_at.isoformat()}


def _time(said: Any) -> datetime | None:
    if said is None:
        return None
    try:
        found = datetime.fromisoformat(said)
    except (ValueError, TypeError):
        raise _bad(captured_at="not_time") from None
    if found.tzinfo is None:
        raise _bad(captured_at="not_time")
    return found


def _text(value: dict[str, Any]) -> bytes:
    """A body as a browser spells it, so that the ordinary call with the same key is the same call."""
    said = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
    return said.encode("utf-8", "replace")


def _bad(**fields: str) -> Refusal:
    return Refusal("invalid_fields", "invalid", facts={"object": "op"}, fields=fields)

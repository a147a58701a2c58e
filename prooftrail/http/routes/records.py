"""Lists, single records, bulk, aggregates and gates of any object."""

import json
from typing import Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from prooftrail.http.answers import answer, raw
from prooftrail.http.calling import (
    decoded,
    decoded_object,
    expect,
    limit_of,
    parameters,
    read,
    read_body,
    record_id,
    whole,
    write,
)
from prooftrail.platform.events.attempts import note_attempt
from prooftrail.platform.processes.gate import show_gate
from prooftrail.platform.records import Change, Query, Written
from prooftrail.platform.records.reading import MOST
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.work import Work

router = APIRouter(prefix="/api/v1/records")
MOST_OPS = 1_000
LIST = ("filter", "sort", "limit", "cursor", "fields", "search", "count", "deleted")


def list_query(found: dict[str, str], most: int | None = None) -> Query:
    """A list's query from its parameters. Refuses what is malformed."""
    deleted = found.get("deleted", "no")
    if deleted not in ("no", "only"):
        raise Refusal("invalid_fields", "invalid", facts={"object": "query"}, fields={"deleted": "bad_value"})
    limit = most or limit_of(found, 50, MOST)
    fields = [name for name in found["fields"].split(",") if name] if found.get("fields") else None
    only: Literal["no", "only"] = "only" if deleted == "only" else "no"
    return Query(filter_of(found.get("filter")), found.get("sort", ""), limit,
                 found.get("cursor") or None,
                 fields, found.get("search", ""), only)  # fmt: skip


def filter_of(said: str | None) -> Any:
    """A filter from its parameter. Refuses what is not JSON."""
    if not said:
        return None
    try:
        return decoded(said.encode("utf-8", "replace"))
    except Refusal:
        raise Refusal("not_a_condition", "invalid", fields={"filter": "not_a_condition"}) from None


@router.get("/{object}")
def list_records(request: Request, object: str) -> Response:
    """One page of records."""

    def answering(work: Work) -> Response:
        found = parameters(request, *LIST)
        query = list_query(found)
        if found.get("count", "exact") != "exact":
            raise Refusal(
                "invalid_fields", "invalid", facts={"object": "query"}, fields={"count": "bad_value"}
            )
        page = work.records.page(object, query)
        counted = f',"count":{work.records.count(object, query)}' if "count" in found else ""
        return raw(f'{{"items":{page.items},"next":{json.dumps(page.next)}{counted}}}')

    return read(request, answering)


@router.post("/{object}")
def create_record(request: Request, object: str, body: bytes = Depends(read_body)) -> Response:
    """A new record; the client may give its id."""

    return write(request, body, lambda work: created(work, object, decoded_object(body)))


@router.get("/{object}/{record}")
def get_record(request: Request, object: str, record: str) -> Response:
    """One record."""

    def answering(work: Work) -> Response:
        parameters(request)
        work.schema.object(object)
        return raw(work.records.get(object, record_id(record)))

    return read(request, answering)


@router.patch("/{object}/{record}")
def change_record(request: Request, object: str, record: str, body: bytes = Depends(read_body)) -> Response:
    """Change fields; with the version the writer saw, others' changes of the same fields are a conflict."""

    return write(request, body, lambda work: changed(work, object, record, decoded_object(body)))


@router.delete("/{object}/{record}")
def delete_record(request: Request, object: str, record: str, body: bytes = Depends(read_body)) -> Response:
    """Into the trash."""

    def answering(work: Work) -> Response:
        found = parameters(request, "version")
        version = found.get("version")
        return deleted(work, object, record, version if whole(version) is None else whole(version))

    return write(request, body, answering)


@router.post("/{object}/bulk")
def bulk(request: Request, object: str, body: bytes = Depends(read_body)) -> Response:
    """Up to a thousand writes, each for itself or all or nothing."""

    def answering(work: Work) -> Response:
        said = decoded_object(body)
        expect(said, {"mode", "ops"}, {"mode", "ops"})
        if said["mode"] not in ("each", "all"):
            raise Refusal("invalid_fields", "invalid", facts={"object": "body"}, fields={"mode": "bad_value"})
        ops = said["ops"]
        if not isinstance(ops, list) or len(ops) > MOST_OPS:
            raise Refusal("too_many_ops", "invalid", facts={"most": MOST_OPS}, fields={"ops": "too_many_ops"})
        changes = [_change(object, op, at) for at, op in enumerate(ops)]
        if said["mode"] == "all":
            results: list[Any] = [_result(each) for each in work.records.apply(changes)]
        else:
            outcomes = work.records.apply_each(changes) if changes else []
            for each in outcomes:
                if isinstance(each, Refusal):
                    note_attempt(work, each)
            results = [
                {"error": o.said(work.locale)} if isinstance(o, Refusal) else _result(o) for o in outcomes
            ]
        return answer({"results": results})

    return write(request, body, answering)


@router.post("/{object}/aggregate")
def aggregate(request: Request, object: str, body: bytes = Depends(read_body)) -> Response:
    """Grouped measures in the caller's scope."""

    def answering(work: Work) -> Response:
        said = decoded_object(body)
        expect(said, {"filter", "group", "measures"}, {"measures"})
        if not isinstance(said["measures"], dict):
            raise Refusal(
                "bad_aggregate", "invalid", facts={"part": "measures"}, fields={"measures": "bad_aggregate"}
            )
        return raw(
            work.records.aggregate(object, said.get("filter"), said.get("group", []), said["measures"])
        )

    return read(request, answering)


@router.get("/{object}/{record}/gate")
def gate(request: Request, object: str, record: str) -> Response:
    """How the record stands before its next node."""
    return read(request, lambda work: answer(show_gate(work, object, record_id(record))))


def created(work: Work, object: str, values: dict[str, Any]) -> Response:
    """A new record of what a body says."""
    id = given_id(values.pop("id", None))
    return shown(work, work.records.create(object, values, id=id), 201)


def changed(work: Work, object: str, record: str, values: dict[str, Any]) -> Response:
    """A record changed by what a body says."""
    version = given_version(values.pop("version", None))
    return shown(work, work.records.update(object, record_id(record), values, version=version), 200)


def deleted(work: Work, object: str, record: str, version: Any) -> Response:
    """A record in the trash, and how it was there."""
    written = work.records.delete(object, record_id(record), version=given_version(version))
    return answer(written.reference())


def shown(work: Work, written: Written, status: int) -> Response:
    """The record as it now stands; only its reference where the writer no longer sees it."""
    try:
        return raw(work.records.get(written.object.name, written.id), status)
    except Refusal:
        return answer({"id": str(written.id), "version": written.version}, status)


def given_id(said: Any) -> UUID | None:
    """A client's id for a new record. Refuses what is no UUID."""
    if said is None:
        return None
    try:
        return UUID(said)
    except (ValueError, AttributeError, TypeError):
        raise Refusal(
            "invalid_fields", "invalid", facts={"object": "body"}, fields={"id": "not_reference"}
        ) from None


def given_version(said: Any) -> int | None:
    """The version a writer saw. Refuses what is no version."""
    if said is None or (isinstance(said, int) and not isinstance(said, bool) and 0 < said < 2**31):
        return said
    raise Refusal("invalid_fields", "invalid", facts={"object": "body"}, fields={"version": "bad_value"})


def _change(object: str, op: Any, at: int) -> Change:
    place = f"ops.{at}"
    if not isinstance(op, dict) or op.get("op") not in ("create", "update", "delete"):
        raise Refusal("invalid_fields", "invalid", facts={"object": "body"}, fields={place: "bad_value"})
    values = op.get("data", {})
    if not isinstance(values, dict) or set(op) - {"op", "id", "version", "data"}:
        raise Refusal("invalid_fields", "invalid", facts={"object": "body"}, fields={place: "bad_value"})
    id = given_id(op.get("id"))
    if op["op"] != "create" and id is None:
        raise Refusal(
            "invalid_fields", "invalid", facts={"object": "body"}, fields={f"{place}.id": "required"}
        )
    return Change(op["op"], object, id, values, given_version(op.get("version")))


def _result(written: Written) -> dict[str, Any]:
    return {"id": str(written.id), "version": written.version}

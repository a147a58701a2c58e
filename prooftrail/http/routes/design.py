"""Designing by REST: each call is the action of the same name, with the path as part of its input."""

from collections.abc import Mapping

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from prooftrail.http.answers import answer
from prooftrail.http.calling import decoded_object, guarded, parameters, read, read_body
from prooftrail.http.openapi.areas.design import CALLS
from prooftrail.http.performing import perform, route_calls
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema.design import ground, shown
from prooftrail.platform.work import Work

router = APIRouter(prefix="/api/v1/objects")


def removed_only(found: Mapping[str, str]) -> bool:
    """Whether `deleted=only` asks for what was removed. Refuses other values."""
    said = found.get("deleted", "no")
    if said not in ("no", "only"):
        raise Refusal("invalid_fields", "invalid", facts={"object": "query"}, fields={"deleted": "bad_value"})
    return said == "only"


@router.get("/{object}")
def get_object(request: Request, object: str) -> Response:
    """One object with the fields the caller may read."""

    def answering(work: Work) -> Response:
        parameters(request)
        return answer(shown.show_object(work, ground.find_object(work, object)))

    return read(request, answering)


@router.get("/{object}/fields")
def list_fields(request: Request, object: str) -> Response:
    """The fields of an object with their states; `deleted=only` lists the removed ones."""

    def answering(work: Work) -> Response:
        if removed_only(parameters(request, "deleted")):
            return answer(shown.list_removed_fields(work, object))
        return answer(shown.list_fields(work, object))

    return read(request, answering)


@router.get("/{object}/fields/{field}")
def get_field(request: Request, object: str, field: str) -> Response:
    """One field with its state."""

    def answering(work: Work) -> Response:
        parameters(request)
        kind = ground.find_object(work, object)
        found = work.access.readable(kind).get(field)
        if found is None:
            raise Refusal("unknown_field", "missing", facts={"object": object, "field": field[:80]})
        return answer(shown.show_field(work, kind, found))

    return read(request, answering)


@router.post("/{object}/fields/{field}/convert")
def convert_field(request: Request, object: str, field: str, body: bytes = Depends(read_body)) -> Response:
    """Another type: only tried with `dry_run`, else begun."""

    def choose() -> Response:
        dry_run = (decoded_object(body) if body.strip() else {}).get("dry_run", False)
        if not isinstance(dry_run, bool):
            faults = {"dry_run": "bad_value"}
            raise Refusal("invalid_fields", "invalid", facts={"object": "body"}, fields=faults)
        name, status = ("try_conversion", 200) if dry_run else ("convert_field", 202)
        return perform(request, body, name, status, frozenset({"dry_run"}))

    return guarded(request, choose)


route_calls(router, (each for each in CALLS if each.name != "convert_field"))

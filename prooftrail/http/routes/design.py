"""Designing by REST: each call is the action of the same name, with the path as part of its input."""

from collections.abc import Mapping

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from prooftrail.http.answers import answer
from prooftrail.http.calling import decoded_object, guarded, parameters, read, read_body, services, write
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


def perform(
    request: Request, body: bytes, name: str, path: Mapping[str, str], status: int,
    besides: frozenset[str] | set[str] = frozenset(),
) -> Response:  # fmt: skip
    """Run one designer's action; the body may not say what the path says. `besides` is not its input."""
    action = services(request).actions[name]

    def answering(work: Work) -> Response:
        parameters(request)
        said = decoded_object(body) if body.strip() else {}
        if twice := {key: "unknown_field" for key in said if key in path}:
            raise Refusal("invalid_fields", "invalid", facts={"object": "body"}, fields=twice)
        given = {key: value for key, value in said.items() if key not in besides}
        return answer(dict(action.perform(work, None, {**given, **path}).result), status)

    return write(request, body, answering, action=action)


@router.post("")
def define_object(request: Request, body: bytes = Depends(read_body)) -> Response:
    """A new object."""
    return perform(request, body, "define_object", {}, 201)


@router.get("/{object}")
def get_object(request: Request, object: str) -> Response:
    """One object with the fields the caller may read."""

    def answering(work: Work) -> Response:
        parameters(request)
        return answer(shown.show_object(work, ground.find_object(work, object)))

    return read(request, answering)


@router.patch("/{object}")
def change_object(request: Request, object: str, body: bytes = Depends(read_body)) -> Response:
    """Another label."""
    return perform(request, body, "change_object", {"object": object}, 200)


@router.delete("/{object}")
def hide_object(request: Request, object: str, body: bytes = Depends(read_body)) -> Response:
    """Out of sight; can be undone for a while."""
    return perform(request, body, "hide_object", {"object": object}, 200)


@router.post("/{object}/restore")
def restore_object(request: Request, object: str, body: bytes = Depends(read_body)) -> Response:
    """Undo the removal of an object, named by its name or id."""
    return perform(request, body, "restore_object", {"object": object}, 200)


@router.get("/{object}/fields")
def list_fields(request: Request, object: str) -> Response:
    """The fields of an object with their states; `deleted=only` lists the removed ones."""

    def answering(work: Work) -> Response:
        if removed_only(parameters(request, "deleted")):
            return answer(shown.list_removed_fields(work, object))
        return answer(shown.list_fields(work, object))

    return read(request, answering)


@router.post("/{object}/fields")
def define_field(request: Request, object: str, body: bytes = Depends(read_body)) -> Response:
    """A new field."""
    return perform(request, body, "define_field", {"object": object}, 201)


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


@router.patch("/{object}/fields/{field}")
def change_field(request: Request, object: str, field: str, body: bytes = Depends(read_body)) -> Response:
    """Another name, label, rule or option."""
    return perform(request, body, "change_field", {"object": object, "field": field}, 200)


@router.delete("/{object}/fields/{field}")
def hide_field(request: Request, object: str, field: str, body: bytes = Depends(read_body)) -> Response:
    """Out of sight; can be undone for a while."""
    return perform(request, body, "hide_field", {"object": object, "field": field}, 200)


@router.post("/{object}/fields/{field}/restore")
def restore_field(request: Request, object: str, field: str, body: bytes = Depends(read_body)) -> Response:
    """Undo the removal of a field, named by its name or id."""
    return perform(request, body, "restore_field", {"object": object, "field": field}, 200)


@router.post("/{object}/fields/{field}/convert")
def convert_field(request: Request, object: str, field: str, body: bytes = Depends(read_body)) -> Response:
    """Another type: only tried with `dry_run`, else begun."""
    path = {"object": object, "field": field}

    def choose() -> Response:
        dry_run = (decoded_object(body) if body.strip() else {}).get("dry_run", False)
        if not isinstance(dry_run, bool):
            faults = {"dry_run": "bad_value"}
            raise Refusal("invalid_fields", "invalid", facts={"object": "body"}, fields=faults)
        name, status = ("try_conversion", 200) if dry_run else ("convert_field", 202)
        return perform(request, body, name, path, status, {"dry_run"})

    return guarded(request, choose)

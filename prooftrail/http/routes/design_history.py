"""The designers' history: what was changed, by whom, and what of it can be taken back."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from prooftrail.http.answers import answer
from prooftrail.http.calling import parameters, read
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema.design import ground, undoing, uses
from prooftrail.platform.work import Work

router = APIRouter(prefix="/api/v1")
PAGE, MOST = 50, 200


@router.get("/design/history")
def design_history(request: Request) -> Response:
    """Changes of objects and fields, newest first."""

    def answering(work: Work) -> Response:
        found = parameters(request, "object", "after", "limit")
        work.need("schema:design")
        said = found.get("limit", str(PAGE))
        if not said.isascii() or not said.isdigit() or not 1 <= int(said) <= MOST:
            raise Refusal(
                "invalid_fields", "invalid", facts={"object": "query"}, fields={"limit": "bad_value"}
            )
        object = ground.find_object(work, found["object"]) if "object" in found else None
        return answer(undoing.history(work, object, found.get("after"), int(said)))

    return read(request, answering)


@router.get("/objects/{object}/fields/{field}/uses")
def field_uses(request: Request, object: str, field: str) -> Response:
    """What relies on a field: gates, rules of roles, and how many records hold a value."""

    def answering(work: Work) -> Response:
        parameters(request)
        work.need("schema:design")
        kind = ground.find_object(work, object)
        found = work.access.readable(kind).get(field)
        if found is None:
            raise Refusal("unknown_field", "missing", facts={"object": object, "field": field[:80]})
        return answer(uses.uses_of(work, kind, found))

    return read(request, answering)

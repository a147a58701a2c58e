"""What designers read: their history, what relies on a field, a name for what they are about to make."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from prooftrail.http.answers import answer
from prooftrail.http.calling import parameters, read
from prooftrail.platform.fields.options import LONGEST_LABEL
from prooftrail.platform.processes.showing import show_designs
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema.design import ground, undoing, uses
from prooftrail.platform.schema.design.definition import list_types
from prooftrail.platform.schema.design.names import propose
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


@router.get("/design/types")
def design_types(request: Request) -> Response:
    """The types a designer may choose, with the options each takes."""

    def answering(work: Work) -> Response:
        parameters(request)
        work.need("schema:design")
        return answer({"items": list_types()})

    return read(request, answering)


@router.get("/design/name")
def design_name(request: Request) -> Response:
    """A free API name for a label: `x_` and its pinyin; of a field where an object is named."""

    def answering(work: Work) -> Response:
        found = parameters(request, "label", "object")
        work.need("schema:design")
        if "object" in found:
            taken = set(ground.find_object(work, found["object"]).fields)
        else:
            taken = {each.name for each in (*work.schema.objects.values(), *work.schema.hidden.values())}
        return answer({"name": propose(found.get("label", "")[:LONGEST_LABEL], taken)})

    return read(request, answering)


@router.get("/design/processes")
def design_processes(request: Request) -> Response:
    """Processes with their drafts, versions and records in flight; the roles and kinds gates may name."""

    def answering(work: Work) -> Response:
        found = parameters(request, "object")
        object = ground.find_object(work, found["object"]) if "object" in found else None
        return answer(show_designs(work, object))

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

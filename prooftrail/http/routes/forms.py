"""Form layouts: the caller's own, what another role would meet, and all of them for designers."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from prooftrail.http.answers import answer
from prooftrail.http.calling import parameters, read
from prooftrail.platform.forms.shapes import DEVICES
from prooftrail.platform.forms.showing import preview_form, show_designs, show_form
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema.design.ground import find_object
from prooftrail.platform.work import Work

router = APIRouter(prefix="/api/v1/forms")


@router.get("")
def get_form(request: Request) -> Response:
    """The layout of one object: as the caller meets it, or as `role` would."""

    def answering(work: Work) -> Response:
        found = parameters(request, "object", "device", "role", "draft")
        object, device = find_object(work, needed(found, "object")), found.get("device", "desk")
        faults = {"device": "bad_value"} if device not in DEVICES else {}
        if found.get("draft", "no") not in ("no", "yes"):
            faults["draft"] = "bad_value"
        if faults:
            raise Refusal("invalid_fields", "invalid", facts={"object": "query"}, fields=faults)
        if "role" in found:
            drafts = found.get("draft") == "yes"
            return answer(preview_form(work, object, device, found["role"], drafts))
        return answer(show_form(work, object, device))

    return read(request, answering)


@router.get("/designs")
def list_forms(request: Request) -> Response:
    """Every layout of one object with its draft; for designers."""

    def answering(work: Work) -> Response:
        found = parameters(request, "object")
        return answer(show_designs(work, find_object(work, needed(found, "object"))))

    return read(request, answering)


def needed(found: dict[str, str], name: str) -> str:
    """A parameter that has to be there. Refuses where it is not."""
    if not found.get(name):
        raise Refusal("invalid_fields", "invalid", facts={"object": "query"}, fields={name: "required"})
    return found[name]

"""Saved views of a list."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from prooftrail.http.answers import answer
from prooftrail.http.calling import parameters, read
from prooftrail.http.routes.forms import needed
from prooftrail.platform.schema.design.ground import find_object
from prooftrail.platform.views.showing import show_views
from prooftrail.platform.work import Work

router = APIRouter(prefix="/api/v1/views")


@router.get("")
def list_views(request: Request) -> Response:
    """One's own views of an object and those shared with one, in order."""

    def answering(work: Work) -> Response:
        found = parameters(request, "object")
        return answer(show_views(work, find_object(work, needed(found, "object"))))

    return read(request, answering)

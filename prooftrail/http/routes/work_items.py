"""A work item with what helps to settle it. Lists and fields are those of any record."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from prooftrail.http.answers import answer
from prooftrail.http.calling import parameters, read, record_id
from prooftrail.platform.work import Work
from prooftrail.platform.workitems.showing import show_item

router = APIRouter(prefix="/api/v1/work-items")


@router.get("/{id}")
def show_work_item(request: Request, id: str) -> Response:
    """Cause, facts, similar past cases, ladder, and what the caller may do."""

    def answering(work: Work) -> Response:
        parameters(request)
        return answer(show_item(work, record_id(id)))

    return read(request, answering)

"""Names of administrative divisions, for everybody who shows a region."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from prooftrail.http.answers import answer
from prooftrail.http.calling import parameters, read
from prooftrail.platform.regions import divisions
from prooftrail.platform.work import Work

router = APIRouter(prefix="/api/v1")


@router.get("/regions")
def regions(request: Request) -> Response:
    """Every division there is a name for."""

    def answering(work: Work) -> Response:
        parameters(request)
        return answer({"items": [{"code": code, "label": each.json()} for code, each in divisions().items()]})

    return read(request, answering)

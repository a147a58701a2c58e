"""Metrics: what figures there are, and what one says with its arithmetic and its records."""

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from prooftrail.http.answers import answer
from prooftrail.http.calling import decoded_object, expect, parameters, read, read_body
from prooftrail.platform.metrics.asking import ASKED, ask
from prooftrail.platform.metrics.showing import show_metrics
from prooftrail.platform.work import Work

router = APIRouter(prefix="/api/v1/metrics")


@router.get("")
def list_metrics(request: Request) -> Response:
    """The definitions the caller may read."""

    def answering(work: Work) -> Response:
        parameters(request)
        return answer(show_metrics(work))

    return read(request, answering)


@router.post("/{name}/query")
def query_metric(request: Request, name: str, body: bytes = Depends(read_body)) -> Response:
    """A figure over the records in the caller's scope."""

    def answering(work: Work) -> Response:
        said = decoded_object(body)
        expect(said, set(ASKED[1:]))
        return answer(ask(work, name, **said))

    return read(request, answering)

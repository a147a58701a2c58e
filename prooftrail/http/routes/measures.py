"""Metrics: what figures there are, and what one says with its arithmetic and its records."""

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from prooftrail.http.answers import answer
from prooftrail.http.calling import decoded_object, expect, parameters, read, read_body
from prooftrail.platform.metrics.asking import ASKED, ask
from prooftrail.platform.metrics.reading import find_metric
from prooftrail.platform.metrics.showing import show_metrics, show_versions
from prooftrail.platform.metrics.targets import show_targets
from prooftrail.platform.metrics.trying import tried
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


@router.get("/{name}/targets")
def list_targets(request: Request, name: str) -> Response:
    """What a metric is to come to, for those whose records the caller sees."""

    def answering(work: Work) -> Response:
        parameters(request)
        return answer(show_targets(work, find_metric(work, name)))

    return read(request, answering)


@router.get("/{name}/versions")
def list_versions(request: Request, name: str) -> Response:
    """Every state a metric was in, the newest first, for who designs."""

    def answering(work: Work) -> Response:
        parameters(request)
        work.need("schema:design")
        return answer(show_versions(work, name))

    return read(request, answering)


@router.post("/try")
def try_metric(request: Request, body: bytes = Depends(read_body)) -> Response:
    """What a definition says that is not kept, for who designs."""

    def answering(work: Work) -> Response:
        work.need("schema:design")
        said = decoded_object(body)
        expect(said, {"definition", *ASKED[1:]})
        return answer(tried(work, said))

    return read(request, answering)

"""Figures for Prometheus: all of the server's from this machine, one's own by key from elsewhere."""

import logging

from fastapi import APIRouter, Request
from fastapi.responses import Response
from prometheus_client import CONTENT_TYPE_LATEST

from prooftrail.http.answers import DATABASE_AWAY
from prooftrail.http.calling import read, services
from prooftrail.http.measuring import Measured
from prooftrail.platform.jobs.figures import watch
from prooftrail.platform.work import Work

log = logging.getLogger(__name__)
router = APIRouter()
HERE = ("127.0.0.1", "::1")
FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")


@router.get("/metrics")
def metrics(request: Request) -> Response:
    """No values of records, no names of people: route templates, counts and times."""
    if local(request) and "authorization" not in request.headers:
        return _shown(request, None)

    def answering(work: Work) -> Response:
        work.need("metrics:read")
        return _shown(request, work.place.name)

    return read(request, answering)


def local(request: Request) -> bool:
    """Whether the caller is on this machine, and no proxy on this machine speaks for somebody else."""
    address = request.client.host if request.client else ""
    return address in HERE and not any(name in request.headers for name in FORWARDED)


def _shown(request: Request, only: str | None) -> Response:
    measured: Measured = request.app.state.measured
    try:
        seen = watch(services(request).workspaces.pool, only)
    except DATABASE_AWAY as error:
        log.warning("figures without the database: %s", type(error).__name__)
        seen = None
    return Response(measured.text(seen), media_type=CONTENT_TYPE_LATEST)

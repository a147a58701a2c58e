"""Whether we live, and whether we can work."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from prooftrail.http.answers import answer
from prooftrail.http.calling import guarded, services

router = APIRouter()


@router.get("/healthz")
def alive() -> Response:
    """The process answers."""
    return answer({"status": "ok"})


@router.get("/readyz")
def ready(request: Request) -> Response:
    """The database answers too."""

    def answering() -> Response:
        with services(request).workspaces.pool.connection(timeout=3) as connection:
            connection.execute("select 1")
        return answer({"status": "ready"})

    return guarded(request, answering)

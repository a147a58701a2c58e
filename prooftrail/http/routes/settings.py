"""What the workspace's settings are."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from prooftrail.http.answers import answer
from prooftrail.http.calling import read
from prooftrail.platform.settings.showing import show_settings
from prooftrail.platform.work import Work

router = APIRouter(prefix="/api/v1/settings")


@router.get("")
def list_settings(request: Request) -> Response:
    """Every setting with its value, its default and who set it since when; for who designs."""

    def answering(work: Work) -> Response:
        return answer(show_settings(work))

    return read(request, answering)

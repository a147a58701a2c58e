"""What goes outside, for administrators. Replaying, dropping and opening ways go by actions."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from prooftrail.http.answers import answer
from prooftrail.http.calling import limit_of, parameters, read
from prooftrail.platform.effects.actions import PERMISSION
from prooftrail.platform.effects.showing import show_channels, show_effects
from prooftrail.platform.work import Work

router = APIRouter(prefix="/api/v1/effects")


@router.get("")
def list_effects(request: Request) -> Response:
    """States and reasons of what is to go outside, the newest first."""

    def answering(work: Work) -> Response:
        work.need(PERMISSION)
        found = parameters(request, "state", "channel", "cursor", "limit")
        limit = limit_of(found, 50, 200)
        return answer(
            show_effects(work, found.get("state"), found.get("channel"), found.get("cursor"), limit)
        )

    return read(request, answering)


@router.get("/channels")
def list_channels(request: Request) -> Response:
    """The ways outside, without their secrets."""

    def answering(work: Work) -> Response:
        work.need(PERMISSION)
        parameters(request)
        return answer(show_channels(work))

    return read(request, answering)

"""The clock of development: there only where the server was started with it."""

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from prooftrail.http.answers import answer
from prooftrail.http.calling import (
    decoded_object,
    expect,
    guarded,
    identify,
    read_body,
    same_origin,
    services,
)
from prooftrail.platform.jobs.clock import need_clock, set_clock, wished

router = APIRouter(prefix="/api/v1/dev")


@router.post("/clock")
def move_clock(request: Request, body: bytes = Depends(read_body)) -> Response:
    """Set the workspace's clock; the answer comes when everything due on the way is done.

    Many transactions, because a year of sweeps does not fit into one.
    """
    found = services(request)
    if not found.settings.dev_clock:
        raise HTTPException(404)

    def answering() -> Response:
        same_origin(request)
        workspace, caller = identify(request)
        with found.workspaces.begin(workspace, caller) as work:
            request.state.locale = work.locale
            need_clock(work)
            said = decoded_object(body)
            expect(said, {"now"}, set() if "now" in said else {"now"})
            to, place, person = wished(said["now"]), work.place, work.actor.person
        moved = set_clock(found.ground, found.sweeps, place, to, person)
        return answer({"now": moved.now, "stands": moved.stands, "swept": moved.swept})

    return guarded(request, answering)

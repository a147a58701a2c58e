"""The event feed, in commit order, in the caller's scope."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from prooftrail.http.answers import raw
from prooftrail.http.calling import limit_of, parameters, read, record_id
from prooftrail.platform.events.feed import feed
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.work import Work

router = APIRouter(prefix="/api/v1")


@router.get("/events")
def events(request: Request) -> Response:
    """What happened after a cursor; `order=newest` reads backwards."""

    def answering(work: Work) -> Response:
        found = parameters(request, "after", "object", "record", "limit", "order")
        limit = limit_of(found, 100, 500)
        record = record_id(found["record"]) if "record" in found else None
        if found.get("order", "oldest") not in ("oldest", "newest"):
            raise Refusal(
                "invalid_fields", "invalid", facts={"object": "query"}, fields={"order": "bad_value"}
            )
        return raw(feed(work, after=found.get("after"), object=found.get("object"), record=record,
                        limit=limit, newest=found.get("order") == "newest").json())  # fmt: skip

    return read(request, answering)

"""The event feed, in commit order, in the caller's scope."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from prooftrail.http.answers import raw
from prooftrail.http.calling import parameters, read, record_id
from prooftrail.platform.events.feed import feed
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.work import Work

router = APIRouter(prefix="/api/v1")


@router.get("/events")
def events(request: Request) -> Response:
    """What happened after a cursor; `order=newest` reads backwards."""

    def answering(work: Work) -> Response:
        found = parameters(request, "after", "object", "record", "limit", "order")
        limit = found.get("limit", "100")
        if not limit.isdigit() or not 1 <= int(limit[:6]) <= 500:
            raise Refusal("bad_limit", "invalid", facts={"most": 500}, fields={"limit": "bad_limit"})
        record = record_id(found["record"]) if "record" in found else None
        if found.get("order", "oldest") not in ("oldest", "newest"):
            raise Refusal(
                "invalid_fields", "invalid", facts={"object": "query"}, fields={"order": "bad_value"}
            )
        return raw(feed(work, after=found.get("after"), object=found.get("object"), record=record,
                        limit=int(limit), newest=found.get("order") == "newest").json())  # fmt: skip

    return read(request, answering)

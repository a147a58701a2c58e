"""The working calendar of a year."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from prooftrail.http.answers import answer
from prooftrail.http.calling import parameters, read, whole
from prooftrail.platform.calendar.showing import show_year
from prooftrail.platform.calendar.store import check_region
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.work import Work

router = APIRouter(prefix="/api/v1/calendar")
FIRST, LAST = 2000, 2199


@router.get("")
def show_calendar(request: Request) -> Response:
    """Hours, and every day that is not what its weekday says."""

    def answering(work: Work) -> Response:
        found = parameters(request, "year", "region")
        year = whole(found["year"]) if "year" in found else work.today.year
        if year is None or not FIRST <= year <= LAST:
            facts = {"first": FIRST, "last": LAST}
            raise Refusal("bad_year", "invalid", facts=facts, fields={"year": "bad_year"})
        region = check_region(found.get("region") or work.settings.value("calendar.region"))
        return answer(show_year(work, region, year))

    return read(request, answering)

"""Records out as a file. The name sorts before `records`: `export` is the id of no record."""

from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import Response

from prooftrail.http.calling import identify, parameters, services
from prooftrail.http.routes.records import list_query
from prooftrail.http.streaming import Streamed
from prooftrail.platform.refusal import Refusal

router = APIRouter(prefix="/api/v1/records")


@router.get("/{object}/export")
async def export_records(request: Request, object: str) -> Response:
    """Every record of a list as CSV, with labels in the caller's language."""
    found = services(request)
    said = parameters(request, "format", "filter", "sort", "fields", "search")
    if said.pop("format", "csv") != "csv":
        raise Refusal("invalid_fields", "invalid", facts={"object": "query"}, fields={"format": "bad_value"})
    query = list_query(said)
    workspace, caller = identify(request)
    await found.listening.run(lambda: found.knock(request, workspace, caller))
    assert caller.token is not None
    seat = found.listening.sit(workspace, caller.token, deaf=True)
    try:
        export = await found.exports.begin(workspace, caller, object, query)
    except BaseException:
        found.listening.rise(seat)
        raise
    headers = {"Content-Type": "text/csv; charset=utf-8",
               "Content-Disposition": f"attachment; filename*=UTF-8''{quote(export.label)}.csv"}  # fmt: skip
    return Streamed(
        found.listening, seat, found.exports.pieces(export), headers, lambda: found.exports.end(export)
    )

"""Boards: which there are, one with its tiles, and all its figures in one call."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from prooftrail.http.answers import answer
from prooftrail.http.calling import decoded_object, expect, parameters, read, read_body
from prooftrail.platform.boards.answering import Answering
from prooftrail.platform.boards.asked import read_board, read_narrowing, read_period, read_wanted
from prooftrail.platform.boards.checking import checked
from prooftrail.platform.boards.exporting import export
from prooftrail.platform.boards.preview import as_role
from prooftrail.platform.boards.showing import show_board, show_boards
from prooftrail.platform.boards.store import find
from prooftrail.platform.work import Work

router = APIRouter(prefix="/api/v1/boards")


@router.get("")
def list_boards(request: Request) -> Response:
    """The caller's own boards and those shared with him."""

    def answering(work: Work) -> Response:
        parameters(request)
        return answer(show_boards(work))

    return read(request, answering)


@router.post("/preview")
def preview_board(request: Request, body: bytes = Depends(read_body)) -> Response:
    """What a board that is not kept yet would show, to the caller or to somebody with a role."""

    def answering(work: Work) -> Response:
        said = decoded_object(body)
        expect(said, {"board", "filter", "period", "role"})
        board = read_board(said.get("board"))
        checked(work, board)
        with as_role(work, said.get("role")) as person:
            found = _answering(work, said).board(board)
        return answer({**found, "as": person})

    return read(request, answering)


@router.get("/{key}")
def get_board(request: Request, key: str) -> Response:
    """One board."""

    def answering(work: Work) -> Response:
        parameters(request)
        return answer(show_board(work, key))

    return read(request, answering)


@router.post("/{key}/query")
def query_board(request: Request, key: str, body: bytes = Depends(read_body)) -> Response:
    """Every figure of a board, in the caller's scope."""

    def answering(work: Work) -> Response:
        said = decoded_object(body)
        expect(said, {"filter", "period", "tiles"})
        board = find(work, key).board()
        return answer(_answering(work, said).board(board, read_wanted(said.get("tiles"))))

    return read(request, answering)


@router.post("/{key}/workbook")
def take_workbook(request: Request, key: str, body: bytes = Depends(read_body)) -> Response:
    """A board as a workbook, of what the caller may see."""
    return _taken(request, key, body, "xlsx")


@router.post("/{key}/paper")
def take_paper(request: Request, key: str, body: bytes = Depends(read_body)) -> Response:
    """A board on paper, of what the caller may see."""
    return _taken(request, key, body, "pdf")


def _taken(request: Request, key: str, body: bytes, format: str) -> Response:
    def answering(work: Work) -> Response:
        said = decoded_object(body)
        expect(said, {"filter", "period"})
        narrowing, period = read_narrowing(said.get("filter")), read_period(said.get("period"))
        found = export(work, find(work, key), format, narrowing, period)
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(found.name)}"}
        return Response(found.content, media_type=found.mime, headers=headers)

    return read(request, answering)


def _answering(work: Work, said: Mapping[str, Any]) -> Answering:
    return Answering(work, read_narrowing(said.get("filter")), read_period(said.get("period")))

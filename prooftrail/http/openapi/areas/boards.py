"""Boards. Saving, publishing, sharing and retiring them goes by actions."""

from collections.abc import Iterator

from prooftrail.http.openapi.areas.measures import DAY, FILTER, VALUE
from prooftrail.http.openapi.parts import (
    COUNT,
    ID,
    LABEL,
    READ,
    TEXT,
    Ground,
    Operation,
    array,
    body,
    in_path,
    nullable,
    record,
    shape,
)
from prooftrail.platform.boards.exporting import MIMES
from prooftrail.platform.boards.shapes import COMPARES, KINDS, MOST_FILTERS, PARTS
from prooftrail.platform.fields.base import Shape
from prooftrail.platform.metrics.shapes import DIRECTIONS, UNITS
from prooftrail.platform.values import Label

TAG, ROOT = "boards", "/api/v1/boards"
YES: Shape = {"type": "boolean"}
BY: Shape = {"enum": [*PARTS, None]}
NUMBER: Shape = {"type": ["string", "number", "null"]}
PERIOD = record([], this=BY, last=nullable({"type": "integer", "minimum": 1}), by=BY,
                **{"from": nullable(DAY), "to": nullable(DAY)})  # fmt: skip
TILE = record(
    ["id", "kind", "label", "metric", "x", "y", "w", "h"], id=TEXT, kind={"enum": list(KINDS)}, label=LABEL,
    metric={"anyOf": [TEXT, array(TEXT)]}, group=array(TEXT), period=nullable(PERIOD),
    compare={"enum": [*COMPARES, None]}, target=NUMBER,
    thresholds=nullable(record([], good=NUMBER, bad=NUMBER)), filter=FILTER,
    limit=nullable({"type": "integer", "minimum": 1}), x=COUNT, y=COUNT, w=COUNT, h=COUNT,
)  # fmt: skip
BOARD = record(
    ["key", "label", "tiles"], key=TEXT, label=LABEL, description=nullable(LABEL), tiles=array(shape("Tile")),
    filters=array(TEXT), phone=array(TEXT), columns={"enum": [1, 2]},
)  # fmt: skip
SHARE = record(["to"], to={"enum": ["everybody", "role", "department", "person"]}, role=TEXT, department=ID,
               person=ID)  # fmt: skip
HEAD = {
    "key": TEXT, "label": LABEL, "description": nullable(LABEL), "version": COUNT, "revision": COUNT,
    "has_draft": YES, "published": YES, "retired": YES, "owner": nullable(record(id=ID, label=TEXT)),
    "mine": YES, "may_change": YES, "is_shared": YES, "shared": nullable(array(SHARE)), "tiles": COUNT,
    "phone": COUNT, "changed_at": nullable(TEXT),
}  # fmt: skip
VERSION = record(version=COUNT, at=TEXT, by=nullable(TEXT))
ROW: Shape = {"type": "object", "description": "As a metric's row, with what it was `before` where compared."}
MEASURED = record(
    key=TEXT, label=LABEL, unit={"enum": list(UNITS)}, direction={"enum": list(DIRECTIONS)}, version=COUNT,
    rows=array(ROW), count=COUNT, total=nullable(ROW), narrowed_not=array(TEXT),
)  # fmt: skip
AXIS = record(field=TEXT, label=LABEL, type=TEXT, values={"type": "object"}, order=array(TEXT))
ANSWER = record(
    ["id", "kind", "refusal"], id=TEXT, kind={"enum": list(KINDS)},
    refusal=nullable(record(code=TEXT, message=TEXT, remedy=nullable(TEXT))), object=TEXT,
    period=nullable(PERIOD), earlier=nullable(PERIOD), metrics=array(MEASURED), axes=array(AXIS),
)  # fmt: skip
PICKED = record(["object", "field"], object=TEXT, field=TEXT, value=VALUE)
NARROWING = record([], department=nullable(ID), person=nullable(ID),
                   fields=array(PICKED, maxItems=MOST_FILTERS))  # fmt: skip
QUESTION = record([], filter=nullable(NARROWING), period=nullable(PERIOD), tiles=nullable(array(TEXT)))
KEY = in_path("key", TEXT, "The board's key.")


def schemas(ground: Ground) -> dict[str, Shape]:
    """A tile, a board, what a tile answers, and a question."""
    return {"Tile": TILE, "Board": BOARD, "TileAnswer": ANSWER, "board.query": QUESTION}


def operations(ground: Ground) -> Iterator[Operation]:
    """The list, one, its figures, a preview."""
    about = "One's own boards and those shared with one. A board never widens what its reader may see."
    roles = array(record(key=TEXT, label=LABEL))
    yield Operation("GET", ROOT, "list_boards", Label("看板清单", "List boards"), about,
                    {200: record(items=array(record(**HEAD)), roles=roles)}, READ, tag=TAG)  # fmt: skip
    whole = record(**HEAD, board=nullable(shape("Board")), draft=nullable(shape("Board")),
                   versions=array(VERSION))  # fmt: skip
    about = "One board; its draft and versions only to who may change it."
    yield Operation("GET", f"{ROOT}/{{key}}", "get_board", Label("看板", "Board"), about, {200: whole},
                    (*READ, 404), tag=TAG, parameters=(KEY,))  # fmt: skip
    about = (
        "All tiles in one call, in the caller's scope. A tile whose metric is closed to him says so in "
        "`refusal`; the others answer. `filter` and `period` narrow every tile they apply to, and "
        "`narrowed_not` names the fields that did not apply."
    )
    answers = record(at=TEXT, tiles=array(shape("TileAnswer")))
    yield Operation("POST", f"{ROOT}/{{key}}/query", "query_board", Label("看板数据", "Figures of a board"),
                    about, {200: answers}, (*READ, 400, 404, 413), tag=TAG, parameters=(KEY,),
                    body=body(shape("board.query")))  # fmt: skip
    taken = record([], filter=nullable(NARROWING), period=nullable(PERIOD))
    more = " of what the caller may see. Needs the permission `records:export`; who took it stays in the log."
    for verb, format, label, about in (
        ("workbook", "xlsx", Label("看板导出 Excel", "Board as a workbook"), "A sheet for each tile,"),
        ("paper", "pdf", Label("看板导出 PDF", "Board on paper"), "Figures and tables as PDF,"),
    ):
        file = {"media": MIMES[format], "schema": {"type": "string", "format": "binary"}}
        yield Operation("POST", f"{ROOT}/{{key}}/{verb}", f"take_{verb}", label, about + more, {200: file},
                        (*READ, 400, 404, 413), tag=TAG, parameters=(KEY,), body=body(taken))  # fmt: skip
    about = (
        "The figures of a board that is not kept yet. With `role`, as one person who has it sees them; that "
        "needs the permission `access:view_as`."
    )
    preview = record(at=TEXT, tiles=array(shape("TileAnswer")), **{"as": nullable(record(id=ID, label=TEXT))})
    said = record(["board"], board=shape("Board"), filter=nullable(NARROWING), period=nullable(PERIOD),
                  role=nullable(TEXT))  # fmt: skip
    yield Operation("POST", f"{ROOT}/preview", "preview_board", Label("预览看板", "Preview board"), about,
                    {200: preview}, (*READ, 400, 413), tag=TAG, body=body(said))  # fmt: skip

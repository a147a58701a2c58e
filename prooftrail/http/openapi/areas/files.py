"""Files in and out."""

from collections.abc import Iterator

from prooftrail.http.openapi.parts import (
    ID,
    READ,
    TEXT,
    TIME,
    WRITE,
    Ground,
    Operation,
    form,
    in_path,
    in_query,
    nullable,
    record,
    shape,
)
from prooftrail.platform.fields.base import Shape
from prooftrail.platform.values import Label

BYTES: Shape = {"type": "string", "contentMediaType": "application/octet-stream"}
HANDLE = in_path("handle", ID, "The file's id.")


def operations(ground: Ground) -> Iterator[Operation]:
    """In, the original out, and a smaller view of a picture."""
    stored = record(
        id=ID,
        sha256={"type": "string", "pattern": "^[0-9a-f]{64}$"},
        name=TEXT,
        mime=TEXT,
        size={"type": "integer", "minimum": 1},
        captured_at=nullable(TIME),
        place=nullable(shape("Place")),
        source={"enum": ["camera", "gallery", None]},
    )
    given = record(
        ["file"],
        file=BYTES,
        captured_at=TIME,
        source={"enum": ["camera", "gallery"]},
        place={
            "type": "string",
            "contentMediaType": "application/json",
            "contentSchema": shape("PlaceInput"),
            "description": "A place, as JSON.",
        },
    )
    yield Operation(
        "POST",
        "/api/v1/files",
        "take_file",
        Label("上传文件", "Hand in a file"),
        "For a record's field to take over; until then only its uploader sees it.",
        {201: stored},
        (*WRITE, 415),
        tag="files",
        body=form(given),
    )
    yield Operation(
        "GET",
        "/api/v1/files/{handle}",
        "give_file",
        Label("下载文件", "Get a file"),
        "The original, to whoever may read the field that owns it.",
        {200: {"media": "*/*", "schema": BYTES}},
        (*READ, 404),
        tag="files",
        parameters=(HANDLE,),
    )
    width = in_query("w", {"enum": [96, 240, 480, 960, 1440], "type": "integer"}, "Pixels across.")
    yield Operation(
        "GET",
        "/api/v1/files/{handle}/view",
        "view_file",
        Label("查看图片", "View a picture"),
        "Made smaller, without what the camera wrote into it.",
        {200: {"media": "image/jpeg", "schema": BYTES}},
        (*READ, 404, 415),
        tag="files",
        parameters=(HANDLE, width),
    )

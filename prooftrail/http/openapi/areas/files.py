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
WIDTH = in_query("w", {"enum": [96, 240, 480, 960, 1440], "type": "integer"}, "Pixels across.")
STORED = record(
    id=ID, sha256={"type": "string", "pattern": "^[0-9a-f]{64}$"}, name=TEXT, mime=TEXT,
    size={"type": "integer", "minimum": 1}, captured_at=nullable(TIME), place=nullable(shape("Place")),
    source={"enum": ["camera", "gallery", None]},
)  # fmt: skip
PLACE = {"type": "string", "contentMediaType": "application/json", "contentSchema": shape("PlaceInput")}
GIVEN = record(["file"], file=BYTES, captured_at=TIME, source={"enum": ["camera", "gallery"]}, place=PLACE)
TAKE = "For a record's field to take over; until then only its uploader sees it."
GIVE = "The original, to whoever may read the field that owns it."
VIEW = "Made smaller, without what the camera wrote into it."


def operations(ground: Ground) -> Iterator[Operation]:
    """In, the original out, and a smaller view of a picture."""
    tag, path = "files", "/api/v1/files"
    yield Operation("POST", path, "take_file", Label("上传文件", "Hand in a file"), TAKE, {201: STORED},
                    (*WRITE, 415), tag=tag, body=form(GIVEN))  # fmt: skip
    original = {"media": "*/*", "schema": BYTES}
    yield Operation("GET", f"{path}/{{handle}}", "give_file", Label("下载文件", "Get a file"), GIVE,
                    {200: original}, (*READ, 404), tag=tag, parameters=(HANDLE,))  # fmt: skip
    picture = {"media": "image/jpeg", "schema": BYTES}
    yield Operation("GET", f"{path}/{{handle}}/view", "view_file", Label("查看图片", "View a picture"), VIEW,
                    {200: picture}, (*READ, 404, 415), tag=tag, parameters=(HANDLE, WIDTH))  # fmt: skip

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
    body,
    form,
    in_path,
    in_query,
    nullable,
    record,
    shape,
)
from prooftrail.platform.fields.base import Shape
from prooftrail.platform.files.store import SOURCES
from prooftrail.platform.values import Label

BYTES: Shape = {"type": "string", "contentMediaType": "application/octet-stream"}
HANDLE = in_path("handle", ID, "The file's id.")
WIDTH = in_query("w", {"enum": [96, 240, 480, 960, 1440], "type": "integer"}, "Pixels across.")
STORED = record(
    id=ID, sha256={"type": "string", "pattern": "^[0-9a-f]{64}$"}, name=TEXT, mime=TEXT,
    size={"type": "integer", "minimum": 1}, captured_at=nullable(TIME), place=nullable(shape("Place")),
    source={"enum": [*SOURCES, None]},
)  # fmt: skip
PLACE = {"type": "string", "contentMediaType": "application/json", "contentSchema": shape("PlaceInput")}
DIGEST: Shape = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
GIVEN = record(["file"], file=BYTES, captured_at=TIME, source={"enum": [*SOURCES]}, place=PLACE,
               sha256=DIGEST)  # fmt: skip
UPLOAD = in_path("upload", ID, "The upload's id.")
BYTE_COUNT: Shape = {"type": "integer", "minimum": 0, "maximum": 999_999_999_999}
STANDING = record(id=ID, size=BYTE_COUNT, offset=BYTE_COUNT)
ANNOUNCED = record(id=ID, size={"type": "integer", "minimum": 1}, sha256=DIGEST)
WHOLE = record(["name"], name={"type": "string", "maxLength": 200}, captured_at=nullable(TIME),
               place=nullable(shape("PlaceInput")), source={"enum": [*SOURCES, None]})  # fmt: skip
BEGIN = "Under an id made by the caller; said again it answers how far it has come, and goes on from there."
PIECE = "The next bytes, at most 8 MB; one that begins elsewhere than the last one ended is `upload_offset`."
FINISH = "The same as handing the file in at once. The bytes must be those that were announced."
TAKE = (
    "For a record's field to take over; until then only its uploader sees it. Bytes that are not those of a "
    "`sha256` that was said are refused."
)
GIVE = "The original, to whoever may read the field that owns it."
VIEW = "Made smaller, without what the camera wrote into it."


def operations(ground: Ground) -> Iterator[Operation]:
    """In, the original out, and a smaller view of a picture."""
    tag, path = "files", "/api/v1/files"
    yield Operation("POST", path, "take_file", Label("上传文件", "Hand in a file"), TAKE, {201: STORED},
                    (*WRITE, 415), tag=tag, body=form(GIVEN))  # fmt: skip
    yield from _in_pieces(tag)
    original = {"media": "*/*", "schema": BYTES}
    yield Operation("GET", f"{path}/{{handle}}", "give_file", Label("下载文件", "Get a file"), GIVE,
                    {200: original}, (*READ, 404), tag=tag, parameters=(HANDLE,))  # fmt: skip
    picture = {"media": "image/jpeg", "schema": BYTES}
    yield Operation("GET", f"{path}/{{handle}}/view", "view_file", Label("查看图片", "View a picture"), VIEW,
                    {200: picture}, (*READ, 404, 415), tag=tag, parameters=(HANDLE, WIDTH))  # fmt: skip


def _in_pieces(tag: str) -> Iterator[Operation]:
    path = "/api/v1/uploads"
    octets: Shape = {"required": True, "content": {"application/octet-stream": {"schema": BYTES}}}
    yield Operation("POST", path, "begin_upload", Label("开始分段上传", "Begin an upload"), BEGIN,
                    {200: STANDING}, (*WRITE, 404), tag=tag, body=body(ANNOUNCED))  # fmt: skip
    yield Operation("POST", f"{path}/{{upload}}/pieces", "take_piece", Label("上传一段", "Upload a piece"),
                    PIECE, {200: STANDING}, (*WRITE, 404), tag=tag,
                    parameters=(UPLOAD, in_query("offset", BYTE_COUNT, "Where it begins.")),
                    body=octets)  # fmt: skip
    yield Operation("POST", f"{path}/{{upload}}/file", "finish_upload", Label("完成上传", "Finish an upload"),
                    FINISH, {201: STORED}, (*WRITE, 404, 415), tag=tag, parameters=(UPLOAD,),
                    body=body(WHOLE))  # fmt: skip

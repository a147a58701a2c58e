"""A leaver's phone hands over; who headed him judges it."""

from collections.abc import Iterator

from prooftrail.http.openapi.areas.files import BYTES
from prooftrail.http.openapi.parts import (
    COUNT,
    ID,
    READ,
    TEXT,
    TIME,
    WRITE,
    Ground,
    Operation,
    array,
    body,
    in_path,
    in_query,
    nullable,
    record,
    shape,
)
from prooftrail.http.openapi.record_shapes import VERSION
from prooftrail.platform.fields.base import Shape
from prooftrail.platform.values import Label

KEY: Shape = {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[ -~]+$"}
LAST = (
    "For the session of somebody who left, for as many days as `phone.hand_over_days` says; it opens nothing "
    "else. Kept apart, once per key, and handed to who headed him as a work item: nothing of it is done."
)
FILE = "The bytes of a file an operation speaks of by `key`, at most 8 MB."
TAKE = (
    "The ordinary call, in the caller's name and by his rights, its files his uploads; the history names him "
    "and who left. Refused as the ordinary call would be."
)
GONE = (400, 401, 403, 413, 422, 429, 503)


def operations(ground: Ground) -> Iterator[Operation]:
    """In, and out again."""
    octets: Shape = {"required": True, "content": {"application/octet-stream": {"schema": BYTES}}}
    one = in_path("id", ID, "The operation that was handed over.")
    yield Operation("POST", "/api/v1/sync/last", "take_last", Label("离职交接", "Hand over"), LAST,
                    {200: record(received=COUNT)}, GONE, tag="sync",
                    body=body(record(ops=array(shape("LastOp"), maxItems=50))))  # fmt: skip
    yield Operation("POST", "/api/v1/sync/last/files", "take_last_file",
                    Label("离职交接的文件", "File of a hand-over"), FILE, {200: record()}, GONE, tag="sync",
                    parameters=(in_query("key", KEY, "What the operation calls it.", required=True),
                                in_query("name", KEY, "Its name.", required=True)),
                    body=octets)  # fmt: skip
    said = record(
        id=ID, call=TEXT, about=nullable({"type": "object"}), input={"type": "object"},
        captured_at=nullable(TIME), files=COUNT, state={"enum": ["waiting", "taken", "discarded"]},
        received_at=TIME, decided_by=nullable(TEXT), may={"type": "boolean"},
    )  # fmt: skip
    yield Operation("GET", "/api/v1/left", "list_left", Label("离职交来的", "What was handed over"),
                    "What a work item of a leaver's phone hands over.", {200: record(items=array(said))},
                    (*READ, 404), tag="sync",
                    parameters=(in_query("item", ID, "The work item.", required=True),))  # fmt: skip
    yield Operation("POST", "/api/v1/left/{id}/take-over", "take_over_left", Label("接过来", "Take over"),
                    TAKE, {200: record()}, (*WRITE, 404, 415), tag="sync", parameters=(one,),
                    body=body(record()))  # fmt: skip
    yield Operation("POST", "/api/v1/left/{id}/discard", "discard_left", Label("不要了", "Discard"),
                    "It is not to be done.", {200: record()}, (*WRITE, 404), tag="sync", parameters=(one,),
                    body=body(record()))  # fmt: skip


def schemas(ground: Ground) -> dict[str, Shape]:
    """One thing a leaver had done."""
    told = record([], captured_at=nullable(TIME), place=nullable({"type": "object"}),
                  source={"enum": ["camera", "gallery", None]})  # fmt: skip
    op = record(
        ["key", "call"], key=KEY, call={"type": "string", "maxLength": 200}, record=nullable(ID),
        version=nullable(VERSION), input=nullable({"type": "object"}), captured_at=nullable(TIME),
        about=nullable({"type": "object"}),
        files=array(record(["key", "kind"], key=KEY, kind=TEXT, told=told), maxItems=50),
    )  # fmt: skip
    return {"LastOp": op}

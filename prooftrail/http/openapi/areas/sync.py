"""A phone's work in, and what has changed for it since."""

from collections.abc import Iterator

from prooftrail.http.openapi.parts import (
    ID,
    READ,
    TEXT,
    TIME,
    Ground,
    Operation,
    array,
    body,
    in_query,
    nullable,
    record,
    shape,
)
from prooftrail.http.openapi.record_shapes import VERSION, objects
from prooftrail.platform.fields.base import Shape
from prooftrail.platform.values import Label

MOST_OPS = 100
PUSH = (
    "Each op runs as the ordinary call, in a transaction of its own, with its `key` as Idempotency-Key: sent "
    "again it is answered again and not done again. `call` is an action's name, the name of a record call "
    "(`create_customer`, `change_deal`, `delete_deal`), or the ordinary call's method and address. A refused "
    "op holds back what follows on the same record, nothing else. `captured_at` is when it was done: it "
    "becomes `occurred_at` where the call knows one and was given none."
)
PULL = (
    "The caller's feed after a cursor, each record once: as it now stands, or null where it is gone or out "
    "of his sight. A cursor from before a restore is `cursor_expired`: read everything anew; so does who "
    "gets another `sight` than before: what he may see, or how it looks, has changed without an event."
)


def operations(ground: Ground) -> Iterator[Operation]:
    """In and out."""
    result = record(
        ["key", "status"],
        key=nullable(TEXT),
        status={"type": "integer", "minimum": 200, "maximum": 499},
        result={"type": "object"},
        error=shape("Error"),
    )
    yield Operation(
        "POST",
        "/api/v1/sync/push",
        "sync_push",
        Label("手机上做的", "Work of a phone"),
        PUSH,
        {200: record(results=array(result))},
        (400, 401, 403, 413, 422, 429, 503),
        tag="sync",
        body=body(record(ops=array(shape("Op"), maxItems=MOST_OPS))),
    )
    change = record(
        object={"enum": [each.name for each in objects(ground)]}, record=ID, data=nullable({"type": "object"})
    )
    yield Operation(
        "GET",
        "/api/v1/sync/pull",
        "sync_pull",
        Label("有什么变了", "What has changed"),
        PULL,
        {200: record(changes=array(change), next=TEXT, more={"type": "boolean"}, sight=TEXT)},
        (*READ, 409),
        tag="sync",
        parameters=(
            in_query("after", TEXT, "`next` of the pull before, or `latest`, the end; without: the start."),
            in_query(
                "limit",
                {"type": "integer", "minimum": 1, "maximum": 500, "default": 200},
                "Events to fold.",
            ),
        ),
    )


def schemas(ground: Ground) -> dict[str, Shape]:
    """One thing done on a phone."""
    op = record(
        ["key", "call"],
        key={"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[ -~]+$"},
        call={"type": "string", "maxLength": 200},
        record=nullable(ID),
        version=nullable(VERSION),
        input=nullable({"type": "object"}),
        captured_at=nullable(TIME),
    )
    return {"Op": op}

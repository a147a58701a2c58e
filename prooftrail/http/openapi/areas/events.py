"""The history as a feed, and as a stream."""

from collections.abc import Iterator

from prooftrail.http.openapi.parts import (
    ID,
    READ,
    TEXT,
    TIME,
    Ground,
    Operation,
    array,
    extensible,
    in_query,
    nullable,
    record,
    shape,
)
from prooftrail.http.openapi.record_shapes import objects
from prooftrail.platform.fields.base import Shape
from prooftrail.platform.values import Label

STREAM = (
    "Server-sent events: `{object, record, version, action}` for every change the caller may know of, from "
    "now on or from a cursor; `event: rights` when his rights have changed."
)
LAST: Shape = {
    "name": "Last-Event-ID",
    "in": "header",
    "schema": TEXT,
    "description": "The cursor of the last event that arrived: browsers send it by themselves.",
}


def operations(ground: Ground) -> Iterator[Operation]:
    """The feed and the stream."""
    names = [each.name for each in objects(ground)]
    asked = (
        in_query("after", TEXT, "`next` of the page before; the beginning without it."),
        in_query("object", {"enum": names}, "Only of this object."),
        in_query("record", ID, "Only of this record."),
        in_query(
            "limit", {"type": "integer", "minimum": 1, "maximum": 500, "default": 100}, "Entries of a page."
        ),
        in_query("order", {"enum": ["oldest", "newest"]}, "`newest` reads backwards."),
    )
    page = record(items=array(shape("Event")), next=nullable(TEXT))
    yield Operation(
        "GET",
        "/api/v1/events",
        "list_events",
        Label("历史", "History"),
        "What happened after a cursor, in commit order, in the caller's scope. A cursor from before a "
        "restore is `cursor_expired`: start again.",
        {200: page},
        (*READ, 404, 409),
        tag="events",
        parameters=asked,
    )
    yield Operation(
        "GET",
        "/api/v1/stream",
        "stream",
        Label("实时变更", "Live changes"),
        STREAM,
        {200: {"media": "text/event-stream", "schema": TEXT}},
        (*READ, 409),
        tag="events",
        parameters=(in_query("after", TEXT, "A cursor to go on from."), UNREAD, LAST),
    )


UNREAD = in_query("unread", {"enum": ["true", "false"]}, "Also tell how many notifications are unread.")


def schemas(ground: Ground) -> dict[str, Shape]:
    """One entry of the history."""
    pair = array({}, minItems=2, maxItems=2)
    actor = record(
        ["kind", "id"], kind={"enum": ["person", "key", "system"]}, id=nullable(ID), on_behalf=nullable(ID)
    )
    changes: Shape = {"type": "object", "additionalProperties": pair, "description": "`{field: [old, new]}`"}
    event = extensible(
        [
            "cursor",
            "recorded_at",
            "occurred_at",
            "actor",
            "action",
            "object",
            "record",
            "version",
            "changes",
            "because",
        ],
        cursor=TEXT,
        recorded_at=TIME,
        occurred_at=TIME,
        actor=actor,
        action=TEXT,
        object=nullable(TEXT),
        record=nullable(ID),
        version=nullable({"type": "integer"}),
        changes=changes,
        because=nullable({"type": "object"}),
    )
    return {"Event": event}

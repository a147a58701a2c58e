"""Records: for each object its list, records, bulk, aggregate, gate and export, with their own schemas."""

from collections.abc import Iterator, Sequence
from typing import Any

from prooftrail.http.openapi.parts import (
    COUNT,
    READ,
    TEXT,
    WRITE,
    Ground,
    Operation,
    array,
    body,
    in_query,
    nullable,
    record,
    shape,
)
from prooftrail.http.openapi.record_shapes import VERSION, objects, record_schemas, results, seen
from prooftrail.http.openapi.shapes import RECORD
from prooftrail.platform.fields.base import Shape
from prooftrail.platform.records.ordering import MOST_KEYS
from prooftrail.platform.records.reading import MOST
from prooftrail.platform.records.search import LONGEST
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.values import Label

ROOT = "/api/v1/records"
WORDS = {
    "list": (Label("{}列表", "List {}"),
             "One page of the records in the caller's scope, newest first unless `sort` says otherwise."),
    "create": (Label("新建{}", "Create {}"),
               "A new record; the client may give its id (UUID, version 7 preferred)."),
    "bulk": (Label("批量写入{}", "Bulk write {}"),
             "Up to 1,000 writes: `each` for itself, or `all` or nothing."),
    "aggregate": (Label("{}汇总", "Aggregate {}"),
                  "Groups and measures over the records in the caller's scope."),
    "export": (Label("导出{}", "Export {}"),
               "Every record of a list as a file for spreadsheets, labels in the caller's language. Needs "
               "the permission, is capped by a setting, and is recorded with filter and count."),
    "get": (Label("查看{}", "Get {}"), "One record."),
    "change": (Label("修改{}", "Change {}"),
               "The named fields. With the `version` that was seen, a field somebody else changed since is a "
               "conflict (409 with base, theirs and mine); other fields merge."),
    "delete": (Label("删除{}", "Delete {}"), "Into the trash, from which it can be restored for 30 days."),
    "gate": (Label("{}关口", "Gate of {}"),
             "How the record stands before its next node, and what is missing."),
}  # fmt: skip
"""By verb: its label around the object's name, and what it does."""


def schemas(ground: Ground) -> dict[str, Shape]:
    """Those of every object."""
    return record_schemas(ground)


def operations(ground: Ground) -> Iterator[Operation]:
    """The calls of every object the caller may know of."""
    for object in objects(ground):
        yield from _whole(ground, object)
        yield from _single(object)


def operation(
    object: ObjectType, method: str, tail: str, verb: str, answers: Any, refusals: Sequence[int],
    parameters: Sequence[Shape] = (), given: Shape | None = None,
) -> Operation:  # fmt: skip
    """One call of an object; the verb begins the operation's id."""
    label, about = WORDS[verb]
    named = Label(label.zh.format(object.label.zh), label.en.format(object.label.en.lower()))
    return Operation(
        method, f"{ROOT}/{object.name}{tail}", f"{verb}_{object.name}", named, about, answers, refusals,
        f"{ROOT}/{{object}}{tail}", object.name, parameters, given,
    )  # fmt: skip


def _whole(ground: Ground, object: ObjectType) -> Iterator[Operation]:
    name = object.name
    page = record(["items", "next"], items=array(shape(f"record.{name}")), next=nullable(TEXT), count=COUNT)
    rows = record(rows=array({"type": "object", "additionalProperties": shape("Cell")}))
    create, bulk, added = (body(shape(f"{each}.{name}")) for each in ("create", "bulk", "aggregate"))
    asked = list_parameters(ground, object)
    yield operation(object, "GET", "", "list", {200: page}, READ, asked)
    taken = [each for each in asked if each["name"] in ("filter", "sort", "fields", "search")]
    taken.append(in_query("format", {"enum": ["csv"]}, "What is made."))
    sheet = {"media": "text/csv", "schema": TEXT}
    yield operation(object, "GET", "/export", "export", {200: sheet}, (*READ, 404), taken)
    yield operation(object, "POST", "", "create", {201: seen(name)}, WRITE, (), create)
    yield operation(object, "POST", "/bulk", "bulk", {200: results()}, (*WRITE, 404), (), bulk)
    yield operation(object, "POST", "/aggregate", "aggregate", {200: rows}, (*READ, 400, 413), (), added)


def _single(object: ObjectType) -> Iterator[Operation]:
    name, path = object.name, "/{record}"
    change = body(shape(f"change.{name}"))
    version = in_query("version", VERSION, "The version that was seen.")
    reading, writing = (*READ, 404), (*WRITE, 404)
    yield operation(object, "GET", path, "get", {200: shape(f"record.{name}")}, reading, (RECORD,))
    yield operation(object, "PATCH", path, "change", {200: seen(name)}, writing, (RECORD,), change)
    yield operation(object, "DELETE", path, "delete", {200: shape("Written")}, writing, (RECORD, version))
    if object.staged:
        yield operation(object, "GET", f"{path}/gate", "gate", {200: shape("Gate")}, reading, (RECORD,))


def list_parameters(ground: Ground, object: ObjectType) -> list[Shape]:
    """What a list may be asked."""
    readable = ground.access.readable(object)
    keys = [f"{turn}{each.name}" for each in readable.values() if each.type.sortable for turn in ("", "-")]
    listed = {"style": "form", "explode": False}
    condition = {"application/json": {"schema": shape(f"filter.{object.name}")}}
    return [
        {
            "name": "filter",
            "in": "query",
            "description": "A condition, as percent-encoded JSON.",
            "content": condition,
        },
        in_query(
            "sort", array({"enum": keys}, maxItems=MOST_KEYS), "Fields, `-` before one for falling.", **listed
        ),
        in_query(
            "limit", {"type": "integer", "minimum": 1, "maximum": MOST, "default": 50}, "Rows of a page."
        ),
        in_query("cursor", TEXT, "`next` of the page before, asked with the same order."),
        in_query("fields", array({"enum": list(readable)}), "Only these, beside id and version.", **listed),
        in_query(
            "search", {"type": "string", "maxLength": LONGEST}, "Words of names, pinyin initials or codes."
        ),
        in_query("count", {"enum": ["exact"]}, "Count all, too."),
        in_query("deleted", {"enum": ["no", "only"]}, "`only` looks into the trash."),
    ]

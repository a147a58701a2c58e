"""Records: for each object its list, records, bulk, aggregate, gate and export, with their own schemas."""

from collections.abc import Iterator
from typing import Any

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
    extensible,
    in_query,
    nullable,
    record,
    shape,
)
from prooftrail.http.openapi.shapes import RECORD
from prooftrail.platform.fields import Field
from prooftrail.platform.fields.base import Shape
from prooftrail.platform.records.aggregate import BOUNDED, MOST_GROUPS, MOST_MEASURES, NUMERIC, PERIODS
from prooftrail.platform.records.filters import JOINS, MOST_LISTED
from prooftrail.platform.records.ordering import MOST_KEYS
from prooftrail.platform.records.reading import MOST
from prooftrail.platform.records.search import LONGEST
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.values import Label

ROUTE = "/api/v1/records/{object}"
VERSION: Shape = {"type": "integer", "minimum": 1, "maximum": 2**31 - 1}
MOST_OPS = 1_000
"""How many writes one bulk call may hold."""


def operations(ground: Ground) -> Iterator[Operation]:
    """The calls of every object the caller may know of."""
    for object in objects(ground):
        yield from _whole(ground, object)
        yield from _single(object)


def objects(ground: Ground) -> list[ObjectType]:
    """The objects the caller may know of."""
    access = ground.access
    found = ground.schema.objects.values()
    return [each for each in found if access.unbound or access.grant(each.name).read != "none"]


def schemas(ground: Ground) -> dict[str, Shape]:
    """What is read, created, changed and asked, for every object."""
    found: dict[str, Shape] = {"Gate": _gate(), "Cell": _cell()}
    for object in objects(ground):
        readable = ground.access.readable(object)
        writable = [
            each for each in readable.values() if ground.access.writable(object, each) and not each.derived
        ]
        given = {each.name: _written(each) for each in writable}
        needed = [each.name for each in writable if each.required]
        found[f"record.{object.name}"] = _read(object, readable)
        found[f"create.{object.name}"] = record(needed, id=ID, **given)
        found[f"change.{object.name}"] = record([], version=VERSION, **given)
        found[f"filter.{object.name}"] = _filter(object, readable)
        found[f"bulk.{object.name}"] = _bulk(object)
        found[f"aggregate.{object.name}"] = _aggregate(object, readable)
    return found


def _whole(ground: Ground, object: ObjectType) -> Iterator[Operation]:
    name, path, zh, en = object.name, f"/api/v1/records/{object.name}", object.label.zh, object.label.en
    page = record(["items", "next"], items=array(shape(f"record.{name}")), next=nullable(TEXT), count=COUNT)
    asked = list_parameters(ground, object)
    yield Operation(
        "GET",
        path,
        f"list_{name}",
        Label(f"{zh}列表", f"List {en.lower()}"),
        "One page of the records in the caller's scope, newest first unless `sort` says otherwise.",
        {200: page},
        READ,
        ROUTE,
        name,
        asked,
    )
    yield Operation(
        "POST",
        path,
        f"create_{name}",
        Label(f"新建{zh}", f"Create {en.lower()}"),
        "A new record; the client may give its id (UUID, version 7 preferred).",
        {201: seen(name)},
        WRITE,
        ROUTE,
        name,
        (),
        body(shape(f"create.{name}")),
    )
    yield Operation(
        "POST",
        f"{path}/bulk",
        f"bulk_{name}",
        Label(f"批量写入{zh}", f"Bulk write {en.lower()}"),
        "Up to 1,000 writes: `each` for itself, or `all` or nothing.",
        {200: _results()},
        (*WRITE, 404),
        f"{ROUTE}/bulk",
        name,
        (),
        body(shape(f"bulk.{name}")),
    )
    rows = array({"type": "object", "additionalProperties": shape("Cell")})
    yield Operation(
        "POST",
        f"{path}/aggregate",
        f"aggregate_{name}",
        Label(f"{zh}汇总", f"Aggregate {en.lower()}"),
        "Groups and measures over the records in the caller's scope.",
        {200: record(rows=rows)},
        (*READ, 400, 413),
        f"{ROUTE}/aggregate",
        name,
        (),
        body(shape(f"aggregate.{name}")),
    )


def _single(object: ObjectType) -> Iterator[Operation]:
    name, zh, en = object.name, object.label.zh, object.label.en.lower()
    path, route = f"/api/v1/records/{name}/{{record}}", f"{ROUTE}/{{record}}"
    yield Operation(
        "GET",
        path,
        f"get_{name}",
        Label(f"查看{zh}", f"Get {en}"),
        "One record.",
        {200: shape(f"record.{name}")},
        (*READ, 404),
        route,
        name,
        (RECORD,),
    )
    yield Operation(
        "PATCH",
        path,
        f"change_{name}",
        Label(f"修改{zh}", f"Change {en}"),
        "The named fields. With the `version` that was seen, a field somebody else changed since is a "
        "conflict (409 with base, theirs and mine); other fields merge.",
        {200: seen(name)},
        (*WRITE, 404),
        route,
        name,
        (RECORD,),
        body(shape(f"change.{name}")),
    )
    yield Operation(
        "DELETE",
        path,
        f"delete_{name}",
        Label(f"删除{zh}", f"Delete {en}"),
        "Into the trash, from which it can be restored for 30 days.",
        {200: shape("Written")},
        (*WRITE, 404),
        route,
        name,
        (RECORD, in_query("version", VERSION, "The version that was seen.")),
    )
    if object.staged:
        yield Operation(
            "GET",
            f"{path}/gate",
            f"gate_{name}",
            Label(f"{zh}关口", f"Gate of {en}"),
            "How the record stands before its next node, and what is missing.",
            {200: shape("Gate")},
            (*READ, 404),
            f"{route}/gate",
            name,
            (RECORD,),
        )


def seen(name: str) -> Shape:
    """The record; only its id and version where the writer no longer sees it."""
    return {"anyOf": [shape(f"record.{name}"), record(id=ID, version=VERSION)]}


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


def _read(object: ObjectType, readable: dict[str, Field]) -> Shape:
    properties: dict[str, Any] = {}
    for name, each in readable.items():
        said = each.type.shape(each) if name in ("id", "version") else nullable(each.type.shape(each))
        properties[name] = said | {"x-label": each.label.json(), "x-type": each.type.key}
    found = record(["id", "version"], **properties)
    return found | {"title": object.label.en, "x-label": object.label.json(), "x-title": object.title}


def _written(each: Field) -> Shape:
    accepted = each.type.accepts(each)
    return (accepted if each.required else nullable(accepted)) | {"x-label": each.label.json()}


def _filter(object: ObjectType, readable: dict[str, Field]) -> Shape:
    """`[field, op, value]` for each field of the object, any field dotted through a reference, or a join."""
    tests = [
        _test({"const": each.name}, each.type.operators, _operand(each))
        for each in readable.values()
        if each.type.operators
    ]
    dotted = _test({"type": "string", "pattern": r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$"}, None, {})
    again = shape(f"filter.{object.name}")
    joined = {"type": "array", "prefixItems": [{"enum": list(JOINS)}], "items": again, "minItems": 2}
    return {"anyOf": [*tests, dotted, joined]}


def _test(field: Shape, operators: tuple[str, ...] | None, value: Shape) -> Shape:
    how: Shape = TEXT if operators is None else {"enum": list(operators)}
    return {"type": "array", "prefixItems": [field, how, value], "minItems": 2, "maxItems": 3}


def _operand(each: Field) -> Shape:
    one = ID if each.type.key in ("reference", "person", "department", "about") else each.type.accepts(each)
    empty = {"type": ["boolean", "null"]}
    return {"anyOf": [one, array(one, maxItems=MOST_LISTED), empty]} if each.type.key != "file" else empty


def _bulk(object: ObjectType) -> Shape:
    create = record(["op"], op={"const": "create"}, id=ID, data=shape(f"create.{object.name}"))
    update = record(
        ["op", "id"], op={"const": "update"}, id=ID, version=VERSION, data=shape(f"change.{object.name}")
    )
    delete = record(["op", "id"], op={"const": "delete"}, id=ID, version=VERSION)
    return record(
        mode={"enum": ["each", "all"]}, ops=array({"anyOf": [create, update, delete]}, maxItems=MOST_OPS)
    )


def _results() -> Shape:
    return record(results=array({"anyOf": [record(id=ID, version=VERSION), record(error=shape("Error"))]}))


def _aggregate(object: ObjectType, readable: dict[str, Field]) -> Shape:
    fields = list(readable.values())
    sorted_by = [each.name for each in fields if each.type.sortable]
    dated = [each.name for each in fields if each.type.key in ("date", "time")]
    period = record(["field"], field={"enum": dated}, by={"enum": list(PERIODS)})
    group = {"anyOf": [{"enum": sorted_by}, period]}
    ways = [
        _measure(["sum", "avg"], [each.name for each in fields if each.type.key in NUMERIC]),
        _measure(["min", "max"], [each.name for each in fields if each.type.key in BOUNDED]),
        _measure(["count", "distinct"], sorted_by),
    ]
    measures = {
        "type": "object",
        "propertyNames": {"pattern": "^[A-Za-z_][A-Za-z0-9_]{0,39}$"},
        "minProperties": 1,
        "maxProperties": MOST_MEASURES,
        "additionalProperties": {"anyOf": [{"const": ["count"]}, *ways]},
    }
    return record(
        ["measures"],
        filter=shape(f"filter.{object.name}"),
        group=array(group, maxItems=MOST_GROUPS),
        measures=measures,
    )


def _measure(how: list[str], names: list[str]) -> Shape:
    return {"type": "array", "prefixItems": [{"enum": how}, {"enum": names}], "minItems": 2, "maxItems": 2}


def _cell() -> Shape:
    plain: list[Shape] = [{"type": ["string", "number", "boolean", "null"]}]
    return {
        "description": "A group's value or a measure.",
        "anyOf": [*plain, shape("Money"), shape("Reference")],
    }


def _gate() -> Shape:
    why = record(code=TEXT, facts={"type": "object"}, evidence=nullable(TEXT))
    ask = extensible(
        ["key", "type", "have", "short_by", "state", "why", "remedy"],
        key=TEXT,
        type={"enum": ["evidence", "field"]},
        kind=nullable(TEXT),
        field=nullable(TEXT),
        label=shape("Label"),
        have=COUNT,
        short_by=COUNT,
        state={"enum": ["missing", "waiting", "proven"]},
        why=array(why),
        remedy=record(["action", "input"], action=TEXT, input={"type": "object"}),
    )
    way_out = record(to=TEXT, label=shape("Label"), fields=array(TEXT))
    return record(
        process=TEXT,
        version={"type": "integer"},
        stage=TEXT,
        entered_at=nullable(TIME),
        next=nullable(TEXT),
        advance={"enum": ["auto", "ask", None]},
        open={"type": "boolean"},
        requirements=array(ask),
        exits=array(way_out),
    )

"""The schemas of records: what is read, created, changed, asked, written in bulk and added up, by object."""

from typing import Any

from prooftrail.http.openapi.parts import (
    COUNT,
    ID,
    TEXT,
    TIME,
    Ground,
    array,
    extensible,
    nullable,
    record,
    shape,
)
from prooftrail.platform.fields import Field
from prooftrail.platform.fields.base import Shape
from prooftrail.platform.records.aggregate import (
    BOUNDED,
    MOST_GROUPS,
    MOST_MEASURES,
    NUMERIC,
    PERIODS,
    SPANNED,
)
from prooftrail.platform.records.filters import JOINS, MOST_LISTED
from prooftrail.platform.records.lengths import SECONDS
from prooftrail.platform.records.spans import NOW
from prooftrail.platform.schema import ObjectType

VERSION: Shape = {"type": "integer", "minimum": 1, "maximum": 2**31 - 1}
MOST_OPS = 1_000
"""How many writes one bulk call may hold."""


def objects(ground: Ground) -> list[ObjectType]:
    """The objects the caller may know of."""
    access = ground.access
    found = ground.schema.objects.values()
    return [each for each in found if access.unbound or access.grant(each.name).read != "none"]


def record_schemas(ground: Ground) -> dict[str, Shape]:
    """What is read, created, changed and asked, for every object."""
    found: dict[str, Shape] = {"Gate": _gate(), "Cell": _cell()}
    for object in objects(ground):
        readable = ground.access.readable(object)
        writable = [
            each for each in readable.values() if ground.access.writable(object, each) and not each.derived
        ]
        given = {each.name: _written(each) for each in writable}
        born = {name: _written(each) for name, each in readable.items() if each.options.get("at_birth")
                and ground.access.settable(object, each)}  # fmt: skip
        needed = [each.name for each in writable if each.required]
        found[f"record.{object.name}"] = _read(object, readable)
        found[f"create.{object.name}"] = record(needed, id=ID, **given, **born)
        found[f"change.{object.name}"] = record([], version=VERSION, **given)
        found[f"filter.{object.name}"] = _filter(object, readable)
        found[f"bulk.{object.name}"] = _bulk(object)
        found[f"aggregate.{object.name}"] = _aggregate(object, readable)
    return found


def seen(name: str) -> Shape:
    """The record; only its id and version where the writer no longer sees it."""
    return {"anyOf": [shape(f"record.{name}"), record(id=ID, version=VERSION)]}


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
    """`[field, op, value]`: with one value, a list, two, or none; dotted through a reference; or joined."""
    tests = [_compared(each) for each in readable.values() if set(each.type.operators) - SPECIAL]
    tests += [_special(readable, op, value) for op, value in LISTED.items()]
    dotted = _test({"type": "string", "pattern": r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$"}, TEXT, {}, 2)
    again = shape(f"filter.{object.name}")
    joined = {"type": "array", "prefixItems": [{"enum": list(JOINS)}], "items": again, "minItems": 2}
    return {"anyOf": [*tests, dotted, joined]}


LISTED: dict[str, Shape] = {
    "in": array({}, maxItems=MOST_LISTED),
    "between": array({}, minItems=2, maxItems=2),
    "empty": {"type": ["boolean", "null"]},
}
"""Operators that take something else than one value of the field."""
SPECIAL = frozenset(LISTED)


def _compared(each: Field) -> Shape:
    one = (
        ID
        if each.type.key in ("reference", "person", "department", "about", "links")
        else each.type.accepts(each)
    )
    operators = [op for op in each.type.operators if op not in SPECIAL]
    return _test({"const": each.name}, {"enum": operators}, one, 3)


def _special(readable: dict[str, Field], op: str, value: Shape) -> Shape:
    names = [each.name for each in readable.values() if op in each.type.operators]
    return _test({"enum": names}, {"const": op}, value, 2 if op == "empty" else 3)


def _test(field: Shape, how: Shape, value: Shape, least: int) -> Shape:
    return {"type": "array", "prefixItems": [field, how, value], "minItems": least, "maxItems": 3}


def _bulk(object: ObjectType) -> Shape:
    create = record(["op"], op={"const": "create"}, id=ID, data=shape(f"create.{object.name}"))
    update = record(
        ["op", "id"], op={"const": "update"}, id=ID, version=VERSION, data=shape(f"change.{object.name}")
    )
    delete = record(["op", "id"], op={"const": "delete"}, id=ID, version=VERSION)
    return record(
        mode={"enum": ["each", "all"]}, ops=array({"anyOf": [create, update, delete]}, maxItems=MOST_OPS)
    )


def results() -> Shape:
    """What became of each write of a bulk call."""
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
        _lasting(dated),
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


def _lasting(dated: list[str]) -> Shape:
    """How long something took: `["avg", ["days", until, since]]`."""
    ends: list[Shape] = [{"enum": [*SECONDS]}, {"enum": [*dated, NOW]}, {"enum": dated}]
    span: Shape = {"type": "array", "prefixItems": ends, "minItems": 3, "maxItems": 3}
    return {"type": "array", "prefixItems": [{"enum": [*SPANNED, "count"]}, span],
            "minItems": 2, "maxItems": 2}  # fmt: skip


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

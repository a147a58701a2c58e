"""What there is: objects, processes, and one search over all of it."""

from collections.abc import Iterator

from prooftrail.http.openapi.areas.records import objects
from prooftrail.http.openapi.parts import (
    COUNT,
    LABEL,
    READ,
    TEXT,
    Ground,
    Operation,
    array,
    extensible,
    in_query,
    nullable,
    record,
    shape,
)
from prooftrail.platform.fields import field_types
from prooftrail.platform.fields.base import Shape
from prooftrail.platform.records.search import LONGEST
from prooftrail.platform.values import Label

YES: Shape = {"type": "boolean"}


def operations(ground: Ground) -> Iterator[Operation]:
    """Three lists."""
    yield Operation(
        "GET",
        "/api/v1/objects",
        "list_objects",
        Label("对象与字段", "Objects and fields"),
        "Every object the caller may know of, with the fields he may read.",
        {200: record(version={"type": "integer"}, items=array(shape("Object")))},
        READ,
        tag="objects",
    )
    staged = [each.name for each in objects(ground) if each.staged]
    yield Operation(
        "GET",
        "/api/v1/processes",
        "list_processes",
        Label("流程", "Processes"),
        "The newest version of every process.",
        {200: record(items=array(shape("Process")))},
        (*READ, 404),
        tag="objects",
        parameters=(in_query("object", {"enum": staged}, "Of this object."),),
    )
    found = record(
        object=TEXT, id={"type": "string", "format": "uuid"}, label=nullable(TEXT), hint=nullable(TEXT)
    )
    yield Operation(
        "GET",
        "/api/v1/search",
        "search",
        Label("搜索", "Search"),
        "Names, pinyin initials and codes; the best few of each object.",
        {200: record(items=array(found))},
        READ,
        tag="objects",
        parameters=(
            in_query("q", {"type": "string", "maxLength": LONGEST}, "What to look for."),
            in_query("limit", {"type": "integer", "minimum": 1, "maximum": 50, "default": 20}, "At most."),
        ),
    )


def schemas(ground: Ground) -> dict[str, Shape]:
    """An object with its fields; a process with its nodes."""
    field = extensible(
        [
            "name",
            "label",
            "type",
            "options",
            "required",
            "unique",
            "personal",
            "custom",
            "writable",
            "sortable",
            "filterable",
            "operators",
        ],
        name=TEXT,
        label=LABEL,
        type={"enum": sorted(field_types())},
        options={"type": "object"},
        required=YES,
        unique=YES,
        personal=YES,
        custom=YES,
        writable=YES,
        sortable=YES,
        filterable=YES,
        operators=array(TEXT),
    )
    object = extensible(
        ["name", "label", "title", "can", "fields"],
        name=TEXT,
        label=LABEL,
        title=TEXT,
        owned=YES,
        staged=YES,
        custom=YES,
        can=record(create=YES, write=YES, delete=YES, export=YES),
        fields=array(shape("Field")),
    )
    ask = extensible(["key", "type", "label"], key=TEXT, type={"enum": ["evidence", "field"]}, label=LABEL)
    node = record(
        key=TEXT,
        label=LABEL,
        end={"enum": ["won", "lost", None]},
        advance={"enum": ["auto", "ask"]},
        limit_days=nullable(COUNT),
        requires=array(ask),
    )
    process = record(key=TEXT, object=TEXT, label=LABEL, version={"type": "integer"}, nodes=array(node))
    return {"Field": field, "Object": object, "Process": process}

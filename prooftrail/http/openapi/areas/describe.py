"""What there is: objects, processes, and one search over all of it."""

from collections.abc import Iterator

from prooftrail.http.openapi.parts import (
    COUNT,
    ID,
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
from prooftrail.http.openapi.record_shapes import objects
from prooftrail.platform.fields import field_types
from prooftrail.platform.fields.base import Shape
from prooftrail.platform.fields.derived import Derived
from prooftrail.platform.records.search import LONGEST
from prooftrail.platform.values import Label

YES: Shape = {"type": "boolean"}
PLAIN = sorted(key for key, each in field_types().items() if not isinstance(each, Derived))
"""Types values have; a derived field has one of these as its `result`."""
FIELD = extensible(
    ["id", "name", "label", "type", "result", "options", "required", "unique", "state", "personal", "custom",
     "writable", "sortable", "filterable", "operators"],
    id=TEXT, state={"enum": ["live", "building", "failed"]}, failure={"type": "object"}, name=TEXT,
    label=LABEL, type={"enum": sorted(field_types())}, result={"enum": PLAIN},
    options={"type": "object"}, required=YES,
    unique=YES, personal=YES, custom=YES, writable=YES, sortable=YES, filterable=YES, operators=array(TEXT),
)  # fmt: skip
OBJECT = extensible(
    ["name", "label", "title", "can", "fields"],
    name=TEXT, label=LABEL, title=TEXT, owned=YES, staged=YES, custom=YES, fields=array(shape("Field")),
    can=record(create=YES, write=YES, delete=YES, export=YES),
)  # fmt: skip
ASK = extensible(
    ["key", "type", "label"], key=TEXT, type={"enum": ["evidence", "field", "formula", "confirmation"]},
    label=LABEL, kind=TEXT, field=TEXT, formula=TEXT, tree={"type": "object"}, role=TEXT, ask_server=YES,
)  # fmt: skip
NODE = record(
    key=TEXT, label=LABEL, end={"enum": ["won", "lost", None]}, advance={"enum": ["auto", "ask"]},
    limit_days=nullable(COUNT), role=nullable(TEXT), output=nullable(LABEL), requires=array(ASK),
)  # fmt: skip
PROCESS = record(key=TEXT, object=TEXT, label=LABEL, version={"type": "integer"}, site=nullable(TEXT),
                 retired=YES, nodes=array(NODE))  # fmt: skip
FOUND = record(object=TEXT, id=ID, label=nullable(TEXT), hint=nullable(TEXT))


def schemas(ground: Ground) -> dict[str, Shape]:
    """An object with its fields; a process with its nodes."""
    return {"Field": FIELD, "Object": OBJECT, "Process": PROCESS}


def operations(ground: Ground) -> Iterator[Operation]:
    """Three lists."""
    item = {"anyOf": [shape("Object"), shape("Removed")]}
    deleted = in_query("deleted", {"enum": ["no", "only"]}, "`only` lists what was removed; for designers.")
    yield Operation("GET", "/api/v1/objects", "list_objects", Label("对象与字段", "Objects and fields"),
                    "Every object the caller may know of, with the fields he may read.",
                    {200: record(version={"type": "integer"}, items=array(item))}, READ, tag="objects",
                    parameters=(deleted,))  # fmt: skip
    yield Operation("GET", "/api/v1/regions", "list_regions", Label("行政区划", "Regions"),
                    "Names of administrative divisions by code.",
                    {200: record(items=array(record(code=TEXT, label=LABEL)))}, READ, tag="objects",
                    )  # fmt: skip
    staged = [each.name for each in objects(ground) if each.staged]
    asked = in_query("object", {"enum": staged}, "Of this object.")
    which = in_query("versions", {"enum": ["newest", "all"]}, "`all` lists earlier versions, too.")
    yield Operation("GET", "/api/v1/processes", "list_processes", Label("流程", "Processes"),
                    "The newest version of every process. What a gate asks for and the caller may not know "
                    "of is marked `ask_server`.", {200: record(items=array(shape("Process")))},
                    (*READ, 404), tag="objects", parameters=(asked, which))  # fmt: skip
    said = in_query("q", {"type": "string", "maxLength": LONGEST}, "What to look for.")
    most = in_query("limit", {"type": "integer", "minimum": 1, "maximum": 50, "default": 20}, "At most.")
    yield Operation("GET", "/api/v1/search", "search", Label("搜索", "Search"),
                    "Names, pinyin initials and codes; the best few of each object.",
                    {200: record(items=array(FOUND))}, READ, tag="objects",
                    parameters=(said, most))  # fmt: skip

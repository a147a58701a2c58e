"""Saved views of lists. Keeping, sharing and deleting them goes by actions."""

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
    in_query,
    nullable,
    record,
    shape,
)
from prooftrail.http.openapi.record_shapes import objects
from prooftrail.platform.fields.base import Shape
from prooftrail.platform.values import Label
from prooftrail.platform.views.checking import NAMED
from prooftrail.platform.views.shapes import CHARTS, DENSITIES, KINDS, STEPS

TAG, ROOT = "views", "/api/v1/views"
YES: Shape = {"type": "boolean"}
ROLE = record(key=TEXT, label=LABEL)
COLUMN = record(field=TEXT, width=nullable({"type": "integer"}))
SHARE = record(["to"], to={"enum": ["everybody", "role", "department"]}, role=TEXT, department=ID)
DROPPED = record([], columns=COUNT, filter=COUNT, sort=COUNT, **dict.fromkeys(NAMED, COUNT))
VIEW = record(
    id=ID, name=LABEL, kind={"enum": list(KINDS)}, position=COUNT, version=COUNT, frozen=COUNT,
    density={"enum": [*DENSITIES, None]}, columns=array(COLUMN), sort=TEXT,
    filter={"type": ["array", "null"]},
    **dict.fromkeys(NAMED, nullable(TEXT)), chart={"enum": [*CHARTS, None]}, step={"enum": [*STEPS, None]},
    owner=nullable(record(id=ID, label=nullable(TEXT))), mine=YES, may_change=YES,
    shared={"anyOf": [array(SHARE), {"type": "null"}]}, is_shared=YES,
    dropped={"anyOf": [DROPPED, {"type": "null"}]},
)  # fmt: skip


def schemas(ground: Ground) -> dict[str, Shape]:
    """One view as its reader meets it."""
    return {"View": VIEW}


def operations(ground: Ground) -> Iterator[Operation]:
    """The list."""
    names = [each.name for each in objects(ground)]
    of = in_query("object", {"enum": names}, "Of this object.") | {"required": True}
    about = (
        "One's own views of an object and those shared with one, in order. A view never widens what one "
        "may see; what it names and one may not read is left out, and `dropped` counts it."
    )
    yield Operation("GET", ROOT, "list_views", Label("视图清单", "List views"), about,
                    {200: record(object=TEXT, items=array(shape("View")), roles=array(ROLE))}, (*READ, 404),
                    tag=TAG, parameters=(of,))  # fmt: skip

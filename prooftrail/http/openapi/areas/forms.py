"""Form layouts: as one meets them, and as they are designed. Changing them goes by actions."""

from collections.abc import Iterator

from prooftrail.http.openapi.parts import (
    COUNT,
    ID,
    LABEL,
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
from prooftrail.platform.forms.shapes import DEVICES
from prooftrail.platform.values import Label

TAG, ROOT = "forms", "/api/v1/forms"
CONDITION: Shape = {"type": "array", "minItems": 2}
RULE: Shape = {"anyOf": [{"const": True}, CONDITION]}
YES: Shape = {"type": "boolean"}
ITEM = extensible([], field=TEXT, table=TEXT, columns=array(TEXT), writable=YES, wide=YES, visible=CONDITION,
                  required=RULE, read_only=RULE, default=extensible(["value"], when=CONDITION))  # fmt: skip
SECTION = extensible(["label", "items"], label=LABEL, columns={"enum": [1, 2, 3]}, visible=CONDITION,
                     required=RULE, read_only=RULE, rest=YES, items=array(ITEM))  # fmt: skip
TAB = extensible(["label", "sections"], label=LABEL, visible=CONDITION, sections=array(SECTION))
DEVICE = nullable({"enum": list(DEVICES)})
SOURCE = record(device=DEVICE, role=nullable(TEXT), version=COUNT)
VERSION = record(
    version=COUNT, revision=COUNT, at=TIME, by=nullable(ID), layout=nullable(shape("FormLayout"))
)
DESIGN = record(device=DEVICE, role=nullable(TEXT), published=nullable(VERSION), draft=nullable(VERSION))


def schemas(ground: Ground) -> dict[str, Shape]:
    """One layout."""
    return {"FormLayout": record(tabs=array(TAB))}


def operations(ground: Ground) -> Iterator[Operation]:
    """One's own form, and the designer's view of all of them."""
    names = [each.name for each in objects(ground)]
    of = in_query("object", {"enum": names}, "Of this object.") | {"required": True}
    asked = (
        of,
        in_query("device", {"enum": list(DEVICES)}, "On this device."),
        in_query("role", TEXT, "As somebody with this role alone would meet it; for designers."),
        in_query("draft", {"enum": ["no", "yes"]}, "With `role`: drafts count as published."),
    )
    form = record(
        object=TEXT, device={"enum": list(DEVICES)}, source=nullable(SOURCE), layout=shape("FormLayout")
    )
    yield Operation("GET", ROOT, "get_form", Label("表单布局", "Get a form"),
                    "The layout of an object as the caller meets it; fields he may not read are absent.",
                    {200: form}, (*READ, 404), tag=TAG, parameters=asked)  # fmt: skip
    role = record(key=TEXT, label=LABEL)
    listed = record(object=TEXT, items=array(DESIGN), roles=array(role), generated=shape("FormLayout"))
    yield Operation("GET", f"{ROOT}/designs", "list_forms", Label("表单设计", "List form designs"),
                    "Every layout of an object with its draft. Needs the permission `schema:design`.",
                    {200: listed}, (*READ, 404), tag=TAG, parameters=(of,))  # fmt: skip

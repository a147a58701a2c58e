"""Designing: objects and fields of one's own, each call the action of the same name."""

from collections.abc import Iterator

from prooftrail.http.openapi.calls import Call, bodies, described
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
    in_path,
    in_query,
    nullable,
    record,
    shape,
)
from prooftrail.platform.fields.base import Shape
from prooftrail.platform.schema.design.undoing import SUBJECTS
from prooftrail.platform.values import NAME, Label

TAG, ROOT = "objects", "/api/v1/objects"
ONE, EACH = f"{ROOT}/{{object}}", f"{ROOT}/{{object}}/fields/{{field}}"
NAMED: Shape = {"type": "string", "pattern": f"^{NAME.pattern}$"}
OBJECT = in_path("object", NAMED, "The object's name; a removed one's id, too.")
DRY_RUN: Shape = {"type": "boolean", "default": False}
FIELD = in_path("field", NAMED, "The field's name; a removed one's id, too.")
DELETED = in_query("deleted", {"enum": ["no", "only"]}, "`only` lists what was removed.")
REMOVED = record(id=TEXT, name=TEXT, hidden_at=TIME, restorable_until=TIME)
ROOM = record(used=COUNT, most=COUNT)
BUDGET = record(fields=ROOM, indexes=ROOM)
USES = record(
    items=array(extensible(["kind", "key", "label"], kind={"enum": ["gate", "role"]}, key=TEXT, label=LABEL)),
    filled=COUNT, most_counted=COUNT,
)  # fmt: skip
ABOUT = extensible(["name", "label", "there"], name=TEXT, there={"type": "boolean"})
SUBJECT = extensible(["key", "label"], key=TEXT, label=LABEL)
HISTORY = record(
    items=array(extensible(
        ["id", "recorded_at", "actor", "action", "object", "field", "changes", "undone", "undoes",
         "can_undo"],
        id=ID, recorded_at=TIME, action=TEXT, object=ABOUT, undone={"type": "boolean"},
        can_undo={"type": "boolean"}, **dict.fromkeys(SUBJECTS, nullable(SUBJECT)),
    )),
    next=nullable(TEXT),
)  # fmt: skip
PAGED = (
    in_query("object", NAMED, "Of one object alone."),
    in_query("after", TEXT, "The cursor `next` of the page before."),
    in_query("limit", {"type": "integer", "minimum": 1, "maximum": 200}, "50 where it is left out."),
)
TYPE = record(type=TEXT, uniquable={"type": "boolean"}, points_to=nullable(TEXT), options={"type": "object"})
LABELLED = (
    in_query("label", TEXT, "What people will call it."),
    in_query("object", NAMED, "The object the field is for."),
)
TRIED = record(
    rows=COUNT, converts=COUNT, fails=COUNT,
    examples=array(record(record=ID, value=TEXT, code=TEXT, reason=TEXT)),
)  # fmt: skip
SEEN = (*READ, 404)
PATHS = {"object": OBJECT, "field": FIELD}
CALLS = (
    Call("define_object", "POST", ROOT, shape("Object"), 201),
    Call("change_object", "PATCH", ONE, shape("Object")),
    Call("hide_object", "DELETE", ONE, REMOVED),
    Call("restore_object", "POST", f"{ONE}/restore", shape("Object")),
    Call("define_field", "POST", f"{ONE}/fields", shape("Field"), 201),
    Call("change_field", "PATCH", EACH, shape("Field")),
    Call("hide_field", "DELETE", EACH, REMOVED),
    Call("restore_field", "POST", f"{EACH}/restore", shape("Field")),
    Call("convert_field", "POST", f"{EACH}/convert", shape("Field"), 202, {"dry_run": DRY_RUN}, {200: TRIED}),
)


def schemas(ground: Ground) -> dict[str, Shape]:
    """What each call takes beside its path."""
    gone = extensible(["id", "name", "label", "hidden_at", "restorable_until"], id=TEXT, name=TEXT)
    return {"Removed": gone, **bodies(ground, TAG, CALLS)}


def operations(ground: Ground) -> Iterator[Operation]:
    """Reading first, then the designer's verbs."""
    listed = record(
        ["object", "version", "items"], object=TEXT, version={"type": "integer"},
        items=array({"anyOf": [shape("Field"), shape("Removed")]}), budget=BUDGET,
    )  # fmt: skip
    label = Label("查看对象", "Get an object")
    yield Operation("GET", ONE, "get_object", label, "One object with the fields the caller may read.",
                    {200: shape("Object")}, SEEN, tag=TAG, parameters=(OBJECT,))  # fmt: skip
    label, path = Label("字段清单", "List fields"), f"{ONE}/fields"
    yield Operation("GET", path, "list_fields", label, "The fields the caller may read, with their states.",
                    {200: listed}, SEEN, tag=TAG, parameters=(OBJECT, DELETED))  # fmt: skip
    label = Label("查看字段", "Get a field")
    yield Operation("GET", EACH, "get_field", label, "One field with its state.", {200: shape("Field")}, SEEN,
                    tag=TAG, parameters=(OBJECT, FIELD))  # fmt: skip
    label = Label("字段用在哪里", "What uses a field")
    yield Operation("GET", f"{EACH}/uses", "list_field_uses", label,
                    "Gates and roles that name it; for designers.", {200: USES}, SEEN, tag=TAG,
                    parameters=(OBJECT, FIELD))  # fmt: skip
    label = Label("字段类型", "Field types")
    yield Operation("GET", "/api/v1/design/types", "list_types", label,
                    "The types a designer may choose, with the options each takes; for designers.",
                    {200: record(items=array(TYPE))}, SEEN, tag=TAG)  # fmt: skip
    label = Label("建议名称", "Propose a name")
    yield Operation("GET", "/api/v1/design/name", "propose_name", label,
                    "A free API name for a label, of a field where an object is named; for designers.",
                    {200: record(name=NAMED)}, SEEN, tag=TAG, parameters=LABELLED)  # fmt: skip
    label = Label("设计历史", "Designers' history")
    yield Operation("GET", "/api/v1/design/history", "list_design_history", label,
                    "Changes of objects and fields, newest first; the action `undo_design` undoes one.",
                    {200: HISTORY}, SEEN, tag=TAG, parameters=PAGED)  # fmt: skip
    label = Label("流程设计", "List process designs")
    yield Operation("GET", "/api/v1/design/processes", "list_process_designs", label,
                    "Processes with drafts, versions and records in flight; for designers.",
                    {200: _designs()}, SEEN, tag=TAG, parameters=PAGED[:1])  # fmt: skip
    yield from described(ground, TAG, CALLS, PATHS)


def _designs() -> Shape:
    """Every process as designers see it, with the roles and kinds of evidence gates may name."""
    version = extensible(["key", "version", "nodes", "revision", "at", "by"], revision=COUNT, at=TIME)
    flight = record(version=COUNT, node=TEXT, records=COUNT)
    design = record(
        key=TEXT, object=TEXT, label=LABEL, retired={"type": "boolean"}, published=nullable(version),
        draft=nullable(version), versions=array(record(version=COUNT, at=TIME, by=nullable(ID))),
        flight=array(flight),
    )  # fmt: skip
    kind = extensible(["key", "label"], key=TEXT, label=LABEL, camera_only={"type": "boolean"})
    return record(items=array(design), roles=array(record(key=TEXT, label=LABEL)), kinds=array(kind))

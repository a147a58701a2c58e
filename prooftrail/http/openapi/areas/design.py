"""Designing: objects and fields made, changed, removed and brought back."""

from collections.abc import Iterator, Sequence
from typing import Any

from prooftrail.http.openapi.parts import (
    READ,
    TEXT,
    TIME,
    WRITE,
    Ground,
    Operation,
    array,
    body,
    extensible,
    in_path,
    in_query,
    record,
    shape,
)
from prooftrail.http.openapi.record_shapes import objects
from prooftrail.platform.fields.base import Shape
from prooftrail.platform.values import Label

OBJECTS = "/api/v1/objects"
OBJECT = f"{OBJECTS}/{{object}}"
FIELDS = f"{OBJECT}/fields"
FIELD = f"{FIELDS}/{{field}}"
REMOVED = extensible(
    ["id", "name", "hidden_at", "restorable_until"], id=TEXT, name=TEXT, hidden_at=TIME, restorable_until=TIME
)
DELETED: Shape = {"enum": ["no", "only"], "default": "no"}
ALWAYS = "created_at"
"""A field every object has: an example that is always right."""


def schemas(ground: Ground) -> dict[str, Shape]:
    """What was removed, and when that can no longer be undone."""
    return {"Removed": REMOVED}


def operations(ground: Ground) -> Iterator[Operation]:
    """Objects, then fields; each change is the action of the same name."""
    object = in_path("object", {"enum": [each.name for each in objects(ground)]}, "The object's API name.")
    field = in_path("field", TEXT | {"examples": [ALWAYS]}, "The field's API name.")
    removed = in_path("object", TEXT, "A removed object, by its name or id.")
    gone = in_path("field", TEXT, "A removed field, by its name or id.")
    yield _write(ground, "POST", OBJECTS, "define_object", {201: shape("Object")}, (), True)
    yield _read(OBJECT, "get_object", Label("一个对象", "One object"), shape("Object"), (object,))
    yield _write(ground, "PATCH", OBJECT, "change_object", {200: shape("Object")}, (object,), True)
    yield _write(ground, "DELETE", OBJECT, "hide_object", {200: shape("Removed")}, (object,))
    yield _write(ground, "POST", f"{OBJECT}/restore", "restore_object", {200: shape("Object")}, (removed,))
    yield _fields(object)
    yield _write(ground, "POST", FIELDS, "define_field", {201: shape("Field")}, (object,), True)
    yield _read(FIELD, "get_field", Label("一个字段", "One field"), shape("Field"), (object, field))
    yield _write(ground, "PATCH", FIELD, "change_field", {200: shape("Field")}, (object, field), True)
    yield _write(ground, "DELETE", FIELD, "hide_field", {200: shape("Removed")}, (object, field))
    yield _write(
        ground, "POST", f"{FIELD}/restore", "restore_field", {200: shape("Field")}, (object, gone), True
    )


def _fields(object: Shape) -> Operation:
    items = array({"anyOf": [shape("Field"), shape("Removed")]})
    listed = record(object=TEXT, version={"type": "integer"}, items=items)
    about = "The fields of an object with their states; `deleted=only` lists the removed ones, for designers."
    deleted = in_query("deleted", DELETED, "What was removed instead.")
    return Operation("GET", FIELDS, "list_fields", Label("字段清单", "Fields"), about, {200: listed},
                     (*READ, 404), tag="objects", parameters=(object, deleted))  # fmt: skip


def _read(path: str, id: str, label: Label, shown: Shape, parameters: Sequence[Shape]) -> Operation:
    about = "As far as the caller may read it."
    return Operation("GET", path, id, label, about, {200: shown}, (*READ, 404), tag="objects",
                     parameters=parameters)  # fmt: skip


def _write(
    ground: Ground, method: str, path: str, name: str, answers: dict[int, Shape],
    parameters: Sequence[Shape], said: bool = False,
) -> Operation:  # fmt: skip
    """A designer's action by REST; `said` where there is something to say beside the path."""
    action = ground.actions[name]
    about = f"{(action.run.__doc__ or '').strip()} Needs the permission `{action.permission}`."
    known = {each["name"] for each in parameters}
    return Operation(
        method, path, name, action.label, about, answers, (*WRITE, 404), tag="objects",
        parameters=tuple(parameters), body=body(_input(ground, name, known)) if said else None,
    )  # fmt: skip


def _input(ground: Ground, name: str, known: set[str]) -> Shape:
    """The action's input without what the path says."""
    template = f"#/components/schemas/input.{name}.{{model}}"
    found: dict[str, Any] = ground.actions[name].input.model_json_schema(ref_template=template)
    kept = {key: each for key, each in found["properties"].items() if key not in known}
    needed = [key for key in found.get("required", ()) if key not in known]
    return {"type": "object", "properties": kept, "required": needed, "additionalProperties": False}

"""Designing: objects and fields of one's own, each call the action of the same name."""

from collections.abc import Iterator, Sequence
from typing import Any

from prooftrail.http.openapi.areas.actions import input_schema
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
from prooftrail.platform.fields.base import Shape
from prooftrail.platform.values import NAME, Label

TAG, ROOT = "objects", "/api/v1/objects"
ONE, EACH = f"{ROOT}/{{object}}", f"{ROOT}/{{object}}/fields/{{field}}"
NAMED: Shape = {"type": "string", "pattern": f"^{NAME.pattern}$"}
OBJECT = in_path("object", NAMED, "The object's name; a removed one's id, too.")
FIELD = in_path("field", NAMED, "The field's name; a removed one's id, too.")
DELETED = in_query("deleted", {"enum": ["no", "only"]}, "`only` lists what was removed.")
REMOVED = record(id=TEXT, name=TEXT, hidden_at=TIME, restorable_until=TIME)
SEEN, CHANGED = (*READ, 404), (*WRITE, 404)
CALLS: Sequence[tuple[str, str, str, int, Shape]] = (
    ("define_object", "POST", ROOT, 201, shape("Object")),
    ("change_object", "PATCH", ONE, 200, shape("Object")),
    ("hide_object", "DELETE", ONE, 200, REMOVED),
    ("restore_object", "POST", f"{ONE}/restore", 200, shape("Object")),
    ("define_field", "POST", f"{ONE}/fields", 201, shape("Field")),
    ("change_field", "PATCH", EACH, 200, shape("Field")),
    ("hide_field", "DELETE", EACH, 200, REMOVED),
    ("restore_field", "POST", f"{EACH}/restore", 200, shape("Field")),
)
"""Action, method, path, good status and its answer."""


def schemas(ground: Ground) -> dict[str, Shape]:
    """What each call takes beside its path."""
    gone = extensible(["id", "name", "label", "hidden_at", "restorable_until"], id=TEXT, name=TEXT)
    found: dict[str, Shape] = {"Removed": gone}
    for name, _, path, _, _ in CALLS:
        if given := _given(ground, name, path):
            found[f"design.{name}"] = given
    return found


def operations(ground: Ground) -> Iterator[Operation]:
    """Reading first, then the designer's verbs."""
    listed = record(
        object=TEXT, version={"type": "integer"}, items=array({"anyOf": [shape("Field"), shape("Removed")]})
    )
    label = Label("查看对象", "Get an object")
    yield Operation("GET", ONE, "get_object", label, "One object with the fields the caller may read.",
                    {200: shape("Object")}, SEEN, tag=TAG, parameters=(OBJECT,))  # fmt: skip
    label, path = Label("字段清单", "List fields"), f"{ONE}/fields"
    yield Operation("GET", path, "list_fields", label, "The fields the caller may read, with their states.",
                    {200: listed}, SEEN, tag=TAG, parameters=(OBJECT, DELETED))  # fmt: skip
    label = Label("查看字段", "Get a field")
    yield Operation("GET", EACH, "get_field", label, "One field with its state.", {200: shape("Field")}, SEEN,
                    tag=TAG, parameters=(OBJECT, FIELD))  # fmt: skip
    for name, method, path, status, answer in CALLS:
        if name in ground.actions:
            yield _call(ground, name, method, path, {status: answer})


def _call(ground: Ground, name: str, method: str, path: str, answers: dict[int, Shape]) -> Operation:
    action = ground.actions[name]
    about = f"{(action.run.__doc__ or '').strip()} Needs the permission `{action.permission}`."
    parameters = [each for each in (OBJECT, FIELD) if f"{{{each['name']}}}" in path]
    given = body(shape(f"design.{name}")) if _given(ground, name, path) else None
    return Operation(
        method, path, name, action.label, about, answers, CHANGED, tag=TAG, parameters=parameters, body=given
    )


def _given(ground: Ground, name: str, path: str) -> dict[str, Any] | None:
    """The action's input without what the path says; None where nothing is left."""
    if name not in ground.actions:
        return None
    said, _ = input_schema(ground.actions[name])
    left = {key: each for key, each in said["properties"].items() if f"{{{key}}}" not in path}
    required = [key for key in said.get("required", ()) if key in left]
    return {**said, "properties": left, "required": required} if left else None

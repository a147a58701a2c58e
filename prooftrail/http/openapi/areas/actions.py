"""Actions: the product's verbs, each with the input it takes."""

from collections.abc import Iterator

from prooftrail.http.openapi.parts import (
    ID,
    READ,
    TEXT,
    WRITE,
    Ground,
    Operation,
    array,
    body,
    input_schema,
    nullable,
    record,
    shape,
)
from prooftrail.platform.actions import Action
from prooftrail.platform.fields.base import Shape
from prooftrail.platform.values import Label

ROUTE = "/api/v1/actions/{name}"


def operations(ground: Ground) -> Iterator[Operation]:
    """The list, and one call for each action."""
    item = record(name=TEXT, label=shape("Label"), permission=nullable(TEXT), input={"type": "object"})
    yield Operation(
        "GET",
        "/api/v1/actions",
        "list_actions",
        Label("动作清单", "List actions"),
        "Every action with its input's schema.",
        {200: record(items=array(item))},
        READ,
        tag="actions",
    )
    for each in ground.actions.values():
        yield _one(each)


def schemas(ground: Ground) -> dict[str, Shape]:
    """Each action's input, and what that is made of."""
    found: dict[str, Shape] = {}
    for each in ground.actions.values():
        said, parts = input_schema(each)
        found |= {f"input.{each.name}": said, **parts}
    return found


def _one(each: Action) -> Operation:
    answer = record(result={"type": "object"}, records=array(shape("Written")))
    about = (each.run.__doc__ or each.label.en).strip()
    if each.permission is not None:
        about += f" Needs the permission `{each.permission}`."
    needed = ["input"] if input_schema(each)[0].get("required") else []
    given = record(needed, record=nullable(ID), input=shape(f"input.{each.name}"))
    return Operation(
        "POST",
        f"/api/v1/actions/{each.name}",
        f"do_{each.name}",
        each.label,
        about,
        {200: answer},
        (*WRITE, 404),
        ROUTE,
        "actions",
        (),
        body(given),
    )

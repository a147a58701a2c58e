"""Calls that are an action under a path of its own: a table of them is described here and routed from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from prooftrail.http.openapi.parts import WRITE, Ground, Operation, body, input_schema, shape
from prooftrail.platform.fields.base import Shape


@dataclass(frozen=True)
class Call:
    """An action by REST: what the path says is part of its input, and may not stand in the body.

    `more` is what the body may say beside the action's input; `others` are good answers of other statuses.
    """

    name: str
    method: str
    path: str
    answer: Shape
    status: int = 200
    more: Mapping[str, Shape] = field(default_factory=dict)
    others: Mapping[int, Shape] = field(default_factory=dict)

    def given(self, ground: Ground) -> Shape | None:
        """The body: the action's input without what the path says; None where nothing is left."""
        said, _ = input_schema(ground.actions[self.name])
        left = {key: each for key, each in said["properties"].items() if f"{{{key}}}" not in self.path}
        left |= self.more
        required = [key for key in said.get("required", ()) if key in left]
        return {**said, "properties": left, "required": required} if left else None


def bodies(ground: Ground, tag: str, calls: Sequence[Call]) -> dict[str, Shape]:
    """The bodies of a table's calls as components."""
    found = {f"{tag}.{each.name}": each.given(ground) for each in calls if each.name in ground.actions}
    return {name: given for name, given in found.items() if given is not None}


def described(
    ground: Ground, tag: str, calls: Sequence[Call], parts: Mapping[str, dict[str, Any]]
) -> Iterator[Operation]:
    """Each call of a table; `parts` are the parameters that may stand in its path."""
    for each in calls:
        if each.name not in ground.actions:
            continue
        action = ground.actions[each.name]
        about = f"{(action.run.__doc__ or '').strip()} Needs the permission `{action.permission}`."
        given = body(shape(f"{tag}.{each.name}")) if each.given(ground) is not None else None
        yield Operation(
            each.method, each.path, each.name, action.label, about, {each.status: each.answer, **each.others},
            (*WRITE, 404), tag=tag, body=given,
            parameters=[part for key, part in parts.items() if f"{{{key}}}" in each.path],
        )  # fmt: skip

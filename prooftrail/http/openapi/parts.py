"""What an operation is described with, and the pieces every description is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from prooftrail.platform.access.grants import Access
from prooftrail.platform.actions import Action
from prooftrail.platform.fields.base import Shape
from prooftrail.platform.schema import Schema
from prooftrail.platform.values import Label, Locale

READ = (401, 403, 422, 429, 503)
"""How any call that only reads may be refused."""
WRITE = (400, 401, 403, 409, 413, 422, 429, 503)
"""How any call that writes may be refused."""

ID: Shape = {"type": "string", "format": "uuid"}
TIME: Shape = {"type": "string", "format": "date-time"}
TEXT: Shape = {"type": "string"}
COUNT: Shape = {"type": "integer", "minimum": 0}
LABEL: Shape = {"$ref": "#/components/schemas/Label"}


@dataclass(frozen=True)
class Ground:
    """Whom the description is for: the schema he works under, what he may read, and his language."""

    schema: Schema
    access: Access
    actions: Mapping[str, Action]
    locale: Locale = "zh"
    dev_clock: bool = False
    cookie: str = "prooftrail"


@dataclass(frozen=True)
class Operation:
    """One call. `route` is the application's template, `path` what the caller sees of it.

    `answers` holds the good replies: a JSON Schema, or a media type with its schema.
    """

    method: str
    path: str
    id: str
    label: Label
    about: str
    answers: Mapping[int, Any]
    refusals: Sequence[int] = READ
    route: str = ""
    tag: str = ""
    parameters: Sequence[Shape] = ()
    body: Shape | None = None
    open: bool = False
    extra: Mapping[str, Any] = field(default_factory=dict)

    def json(self, locale: Locale) -> dict[str, Any]:
        """The operation object."""
        said: dict[str, Any] = {
            "operationId": self.id,
            "tags": [self.tag],
            "summary": self.label.said(locale),
            "description": self.about,
            "x-label-zh": self.label.zh,
            "x-label-en": self.label.en,
            "x-route": self.route or self.path,
        }
        keyed = self.method != "GET" and 409 in self.refusals
        parameters = [*self.parameters, *([ref("parameters", "IdempotencyKey")] if keyed else [])]
        if parameters:
            said["parameters"] = parameters
        if self.body is not None:
            said["requestBody"] = self.body
        good = {str(status): good_answer(status, shown) for status, shown in self.answers.items()}
        said["responses"] = good | {str(status): ref("responses", f"r{status}") for status in self.refusals}
        if self.open:
            said["security"] = []
        return said | dict(self.extra)


def good_answer(status: int, shown: Any) -> dict[str, Any]:
    """A reply: `{"media": type, "schema": …}`, or a JSON Schema."""
    media = shown.get("media", "application/json")
    schema = shown["schema"] if "media" in shown else shown
    return {"description": HTTPStatus(status).phrase, "content": {media: {"schema": schema}}}


def ref(kind: str, name: str) -> dict[str, str]:
    """A reference to a component."""
    return {"$ref": f"#/components/{kind}/{name}"}


def shape(name: str) -> dict[str, str]:
    """A reference to a schema."""
    return ref("schemas", name)


def body(schema: Shape) -> Shape:
    """A JSON body."""
    return {"required": True, "content": {"application/json": {"schema": schema}}}


def form(schema: Shape) -> Shape:
    """A multipart body."""
    return {"required": True, "content": {"multipart/form-data": {"schema": schema}}}


def record(needed: Sequence[str] | None = None, /, **properties: Any) -> Shape:
    """An object of these properties and no others; each is required unless `needed` says which are."""
    return extensible(needed, **properties) | {"additionalProperties": False}


def extensible(needed: Sequence[str] | None = None, /, **properties: Any) -> Shape:
    """An object that may hold more than these properties."""
    found: Shape = {"type": "object", "properties": properties}
    required = list(properties) if needed is None else list(needed)
    return found | ({"required": required} if required else {})


def array(items: Shape, **limits: int) -> Shape:
    """A list of one kind of thing."""
    return {"type": "array", "items": items, **limits}


def nullable(schema: Shape) -> Shape:
    """The same, or nothing."""
    if isinstance(schema.get("type"), str) and "enum" not in schema:
        return schema | {"type": [schema["type"], "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


def in_query(name: str, schema: Shape, about: str, **extra: Any) -> Shape:
    """A query parameter."""
    return {"name": name, "in": "query", "description": about, "schema": schema, **extra}


def in_path(name: str, schema: Shape, about: str) -> Shape:
    """A part of the path."""
    return {"name": name, "in": "path", "required": True, "description": about, "schema": schema}


def input_schema(action: Action) -> tuple[dict[str, Any], dict[str, Shape]]:
    """The schema of an action's input, and the components it refers to."""
    name = f"input.{action.name}"
    said = action.input.model_json_schema(ref_template=f"#/components/schemas/{name}.{{model}}")
    return said, {f"{name}.{part}": each for part, each in said.pop("$defs", {}).items()}

"""Putting the description together, and keeping it while nothing it says has changed."""

import importlib
import json
import pkgutil
from collections.abc import Iterator
from typing import Any

from prooftrail.http.openapi import areas, shapes
from prooftrail.http.openapi.parts import Ground, Operation
from prooftrail.platform.fields.base import Shape

ABOUT = (
    "Sales in which every claim is backed by evidence. Records are flat; money, place, reference and file "
    "have their shapes; times carry a zone. Refusals say what would make them pass, in the language of "
    "`Accept-Language`. What a caller may not read is not listed here either."
)


def described(ground: Ground) -> bytes:
    """The document as JSON text, kept with the schema it describes, by rights and language."""
    key = ("openapi", rights(ground), ground.locale, ground.dev_clock)
    found = ground.schema.compiled.get(key)
    if found is None:
        found = json.dumps(describe_api(ground), ensure_ascii=False, separators=(",", ":")).encode()
        ground.schema.compiled[key] = found
    assert isinstance(found, bytes)
    return found


def rights(ground: Ground) -> tuple[Any, ...]:
    """What of the caller's rights the description depends on."""
    access = ground.access
    closed = tuple(name for name in ground.schema.objects if access.grant(name).read == "none")
    ruled = tuple((name, rule[name]) for rule in (access.hidden, access.frozen) for name in sorted(rule))
    return (access.unbound, closed, ruled)


def describe_api(ground: Ground) -> dict[str, Any]:
    """The OpenAPI document."""
    paths: dict[str, dict[str, Any]] = {}
    tags: dict[str, None] = {}
    for each in operations(ground):
        paths.setdefault(each.path, {})[each.method.lower()] = each.json(ground.locale)
        tags[each.tag] = None
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Prooftrail",
            "version": "1",
            "description": ABOUT,
            "x-schema-version": ground.schema.version,
        },
        "servers": [{"url": "/"}],
        "security": [{"key": []}, {"session": []}],
        "tags": [{"name": name} for name in tags],
        "paths": paths,
        "components": {
            "schemas": shapes.schemas() | shapes.refusals() | schemas(ground),
            "responses": shapes.responses(),
            "parameters": shapes.parameters(),
            "securitySchemes": shapes.security(ground.cookie),
        },
    }


def operations(ground: Ground) -> Iterator[Operation]:
    """Every call there is, area by area."""
    for area in described_areas():
        yield from area.operations(ground)


def schemas(ground: Ground) -> dict[str, Shape]:
    """The schemas the areas bring."""
    found: dict[str, Shape] = {}
    for area in described_areas():
        if hasattr(area, "schemas"):
            found |= area.schemas(ground)
    return found


def described_areas() -> list[Any]:
    """One module for each area, found by looking into the folder."""
    names = sorted(module.name for module in pkgutil.iter_modules(areas.__path__))
    return [importlib.import_module(f"{areas.__name__}.{name}") for name in names]

"""A blueprint small enough to read, with one of every kind of component, and ways to change it."""

import copy
from collections.abc import Callable
from typing import Any

from prooftrail.platform.blueprint.folder import Blueprint, dump, read_texts

Parts = dict[str, Any]


def words(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


def slip(count: int = 1) -> dict[str, Any]:
    return {
        "key": "slip",
        "type": "evidence",
        "kind": "cold_slip",
        "count": count,
        "label": words("温度单", "Slip"),
    }


def node(key: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "label": words(key, key), **more}


HEAD = {"key": "cold", "version": 1, "label": words("冷链", "Cold"), "files": [
    "objects.yaml", "roles.yaml", "processes.yaml", "forms.yaml", "views.yaml", "settings.yaml"]}  # fmt: skip
FIELDS = {
    "x_volume": {"label": words("容积", "Volume"), "type": "integer"},
    "x_kind": {"label": words("温区", "Zone"), "type": "choice", "options": {"choices": [
        {"key": "hot", "label": words("高温", "Warm")}, {"key": "cold", "label": words("低温", "Cold")}]}},
    "x_half": {"label": words("半容积", "Half"), "type": "formula", "options": {"formula": "x_volume / 2"}},
}  # fmt: skip
WARM = {"key": "warm", "label": words("断链", "Got warm")}
OF = {"label": words("客户", "Customer"), "type": "reference", "options": {"object": "customer"}}
FILES: Parts = {
    "objects.yaml": {"objects": {
        "customer": {"fields": FIELDS},
        "deal": {"fields": {"lost_reason": {"choices": [WARM]}}},
        "x_room": {
            "staged": True, "label": words("冷库", "Cold room"), "title": words("库名", "Room"),
            "fields": {"x_of": OF},
        },
    }},
    "roles.yaml": {"keeper": {
        "label": words("库管", "Keeper"), "fields": {"customer": {"x_volume": "read"}},
        "permissions": ["records:export"],
        "grants": {"customer": {"read": "own", "write": "own", "create": True}, "x_room": {"read": "all"}},
    }},
    "processes.yaml": {
        "evidence_kinds": {"cold_slip": {"label": words("温度单", "Slip")}},
        "processes": [{"key": "cold_sale", "object": "deal", "label": words("冷链", "Cold"), "nodes": [
            node("begun"), node("cooled"), node("won", end="won", requires=[slip()]),
            node("lost", end="lost", advance="ask", requires=[
                {"key": "why", "type": "field", "field": "lost_reason", "label": words("原因", "Why")}]),
        ]}],
    },
    "forms.yaml": {"forms": [{"object": "customer", "role": "keeper", "layout": {"tabs": [
        {"label": words("冷", "Cold"), "sections": [{"label": words("库", "Room"), "items": [
            {"field": "name"}, {"field": "x_volume", "required": ["x_kind", "=", "cold"]},
            {"table": "x_room.x_of", "columns": ["name"]}]}]}]}}]},
    "views.yaml": {"views": {"big": {
        "object": "customer", "name": words("大库", "Big ones"), "filter": ["x_volume", ">", 100],
        "sort": "-x_volume", "columns": [{"field": "name"}, {"field": "x_volume"}],
        "shared": [{"to": "role", "role": "keeper"}]}}},
    "settings.yaml": {"settings": {"trash.days": 45}},
}  # fmt: skip


def cold(version: int = 1, change: Callable[[Parts], None] | None = None, key: str = "cold") -> Blueprint:
    """The blueprint, at a version, perhaps changed."""
    return read_texts(texts(version, change, key))


def texts(
    version: int = 1, change: Callable[[Parts], None] | None = None, key: str = "cold"
) -> dict[str, str]:
    """Its files."""
    said = copy.deepcopy(FILES)
    if change is not None:
        change(said)
    head = HEAD | {"version": version, "key": key, "files": list(said)}
    return {"blueprint.yaml": dump(head), **{name: dump(each) for name, each in said.items()}}


def fields(said: Parts) -> Any:
    """The customer's fields."""
    return said["objects.yaml"]["objects"]["customer"]["fields"]

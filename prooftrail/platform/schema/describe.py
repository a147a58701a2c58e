"""The schema as a client needs it to draw lists and forms."""

from typing import TYPE_CHECKING, Any

from prooftrail.platform.fields import Field, field_type
from prooftrail.platform.schema.build import Schema
from prooftrail.platform.schema.model import ObjectType
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.access.grants import Access


SHOWN = (
    "choices",
    "object",
    "limit",
    "places",
    "most",
    "open",
    "indexed",
    "pinyin",
    "on_delete",
    "pattern",
    "gapless",
    "camera_only",
)


def describe(schema: Schema, access: "Access") -> dict[str, Json]:
    """`{"version","items"}`; objects without read right are left out."""
    items: list[Json] = []
    for object in schema.objects.values():
        grant = access.grant(object.name)
        if grant.read == "none" and not access.unbound:
            continue
        items.append(describe_object(object, access))
    return {"version": schema.version, "items": items}


def describe_object(object: ObjectType, access: "Access") -> dict[str, Json]:
    """One object as the API shows it, with the fields the caller may read."""
    grant = access.grant(object.name)
    fields: list[Json] = [describe_field(object, each, access) for each in access.readable(object).values()]
    can: dict[str, Json] = {
        "create": grant.create and object.creatable, "write": grant.write != "none", "delete": grant.delete,
        "export": grant.export,
    }  # fmt: skip
    return {
        "name": object.name, "label": object.label.json(), "title": object.title, "owned": object.owned,
        "staged": object.staged, "custom": object.custom, "can": can, "fields": fields,
    }  # fmt: skip


def describe_field(object: ObjectType, each: Field, access: "Access") -> dict[str, Json]:
    """One field as the API shows it."""
    shown = (
        SHOWN if not each.made or not access.may("schema:design") else (*SHOWN, *field_type(each.made).takes)
    )
    options: dict[str, Any] = {key: value for key, value in each.options.items() if key in shown}
    if options.get("object") == "self":
        options["object"] = object.name
    return {
        "id": each.id, "name": each.name, "label": each.label.json(), "type": each.made or each.type.key,
        "result": each.type.key,
        "options": options, "required": each.required, "unique": each.unique or each.asks_unique,
        "state": each.state,
        "personal": each.personal, "custom": each.custom,
        "writable": access.writable(object, each) and not each.derived
        and access.grant(object.name).write != "none",
        "sortable": each.type.sortable, "filterable": bool(each.type.operators),
        "operators": list(each.type.operators),
    }  # fmt: skip

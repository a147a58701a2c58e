"""What designers did, in the log: `schema.…` events, about an object and perhaps one of its fields."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from prooftrail.platform.events.log import Entry
from prooftrail.platform.fields import Field, field_type
from prooftrail.platform.schema.model import ObjectType
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

PREFIX = "schema."
OWN = "design."
"""What people arrange for themselves and each other, views above all."""
FORMS = f"{PREFIX}form_"
"""Layouts name every field and condition: only who designs is told of them."""
BOARDS = f"{PREFIX}board_"
"""A board may be somebody's own: only who designs is told of it."""


def note(
    work: "Work", action: str, object: ObjectType, field: Field | None = None,
    changes: Mapping[str, Json] | None = None, **more: Json,
) -> None:  # fmt: skip
    """One event; `changes` is `{what: [old, new]}` of the definition itself, `more` goes to its reasons."""
    because: dict[str, Json] = {"object": {"id": object.id, "name": object.name}, **more}
    if field is not None:
        because["field"] = {"id": field.id, "name": field.name}
    if work.undoes is not None:
        because["undoes"] = str(work.undoes)
    work.events.write([
        Entry(work.epoch, work.real_now, work.now, work.actor.kind, work.actor.person, f"{PREFIX}{action}",
              work.actor.on_behalf, object.id, changes=changes or {}, because=because)
    ])  # fmt: skip


def definition(field: Field) -> dict[str, Json]:
    """A field's definition as events and designers see it."""
    return {
        "name": field.name, "label": field.label.json(), "type": field.made or field.type.key,
        "options": said_options(field), "required": field.required, "unique": field.asks_unique,
        "personal": field.personal,
    }  # fmt: skip


def said_options(field: Field) -> dict[str, Json]:
    """The options as a designer set them, without what is kept beside a derived field's."""
    takes = field_type(field.made).takes if field.made else field.options
    return {key: value for key, value in field.options.items() if key in takes}


def difference(old: Mapping[str, Json], new: Mapping[str, Json]) -> dict[str, Json]:
    """`{what: [old, new]}` of two definitions."""
    return {key: [old.get(key), new.get(key)] for key in {**old, **new} if old.get(key) != new.get(key)}


def designed_object(work: "Work", row: Mapping[str, Any]) -> str | None:
    """The object's name, where the reader may see a `schema.…` event; None where he may not.

    Who designs sees all; others what is about objects and fields they may read now.
    """
    object = work.schema.by_id(row["object"])
    if row["action"].startswith((FORMS, BOARDS, OWN)) and not work.access.may("schema:design"):
        return None
    if work.access.may("schema:design"):
        said = (row["because"] or {}).get("object") or {}
        return object.name if object else said.get("name")
    if object is None or work.access.grant(object.name).read == "none":
        return None
    about = (row["because"] or {}).get("field")
    readable = {each.id for each in work.access.readable(object).values()}
    return object.name if about is None or about["id"] in readable else None

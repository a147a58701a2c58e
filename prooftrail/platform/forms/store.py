"""Layouts as stored: one row a version, the draft as version 0, and which one serves whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from prooftrail.platform.forms.shapes import DEVICES
from prooftrail.platform.forms.telling import generated
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

DRAFT = 0
COLUMNS = "device, role, version, revision, layout, at, by"


@dataclass(frozen=True, slots=True)
class Stored:
    """One version of the layout of one device and role; '' is any. No `layout`: none of its own."""

    device: str
    role: str
    version: int
    revision: int
    layout: dict[str, Any] | None
    at: datetime
    by: UUID | None


def stored(work: "Work", object: ObjectType) -> list[Stored]:
    """The draft and the newest published version of every layout of an object."""
    cursor = work.connection.cursor(row_factory=class_row(Stored))
    return cursor.execute(
        f"select distinct on (device, role, version = 0) {COLUMNS} from {work.place.schema}._form "
        "where object = %s order by device, role, version = 0, version desc",
        [object.id],
    ).fetchall()


def in_force(work: "Work", object: ObjectType) -> Sequence[Stored]:
    """What is published, read once a schema version: publishing makes a new one."""
    key = ("forms", object.id)
    found: Sequence[Stored] | None = work.schema.compiled.get(key)
    if found is None:
        found = tuple(each for each in stored(work, object) if each.version != DRAFT and each.layout)
        work.schema.compiled[key] = found
    return found


def serving(layouts: Sequence[Stored], device: str, roles: Sequence[str]) -> Stored | None:
    """The layout somebody meets: one for a role of his before one for all, then one for his device.

    Of several roles the first by key decides. None where nothing was published for him.
    """
    fitting = [each for each in layouts if each.device in ("", device) and each.role in ("", *roles)]
    return min(fitting, key=lambda each: (each.role == "", each.device == "", each.role), default=None)


def layouts_of(work: "Work", object: ObjectType) -> list[Mapping[str, Any]]:
    """The published layouts the caller meets, on whichever device; none where he meets the generated one."""
    found = (serving(in_force(work, object), device, work.actor.roles) for device in DEVICES)
    kept: list[Mapping[str, Any]] = []
    for each in found:
        if each is not None and each.layout is not None and each.layout not in kept:
            kept.append(each.layout)
    return kept


def layout_or_generated(found: Stored | None, object: ObjectType) -> Mapping[str, Any]:
    """What a row holds, or what stands in for it."""
    return generated(object) if found is None or found.layout is None else found.layout


def keep_draft(work: "Work", object: ObjectType, device: str, role: str, layout: Json, revision: int) -> None:
    """Store a draft in place of the one before."""
    work.execute(
        f"insert into {work.place.schema}._form (object, device, role, version, revision, layout, at, by) "
        "values (%s, %s, %s, 0, %s, %s, %s, %s) on conflict (object, device, role, version) do update "
        "set revision = excluded.revision, layout = excluded.layout, at = excluded.at, by = excluded.by",
        [object.id, device, role, revision, Jsonb(layout), work.now, work.actor.person],
    )


def drop_draft(work: "Work", object: ObjectType, device: str, role: str) -> None:
    """Forget a draft."""
    work.execute(
        f"delete from {work.place.schema}._form where object = %s and device = %s and role = %s "
        "and version = 0",
        [object.id, device, role],
    )


def keep_version(
    work: "Work", object: ObjectType, device: str, role: str, layout: Json, version: int
) -> None:
    """Store a published version; everybody's next transaction meets it."""
    work.execute(
        f"insert into {work.place.schema}._form (object, device, role, version, revision, layout, at, by) "
        "values (%s, %s, %s, %s, 0, %s, %s, %s)",
        [object.id, device, role, version, Jsonb(layout), work.now, work.actor.person],
    )
    work.execute(f"update {work.place.schema}._meta set schema_version = schema_version + 1")

"""Views as stored, and which of them somebody meets: his own, and what is shared with him."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from prooftrail.platform.schema import ObjectType

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

COLUMNS = (
    "v.id, v.object, v.name, v.kind, v.shown, v.owner, v.shared, v.position, v.slot, v.version, v.changed_at"
)


@dataclass(slots=True)
class View:
    """One stored view; `shown` names fields by id, `shared` holds the shares as they were said."""

    id: UUID
    object: str
    name: dict[str, Any]
    kind: str
    shown: dict[str, Any]
    owner: UUID | None
    shared: list[dict[str, Any]]
    position: int
    slot: int
    version: int
    changed_at: datetime


_MET = """
with recursive above(id) as (
    select %(department)s::uuid
    union select u.parent from {schema}._under u join above a on u.department = a.id
        where u.since <= %(day)s and (u.until is null or u.until > %(day)s)
)
select {columns} from {schema}._view v
where {where} and (v.owner = %(me)s or exists (
    select 1 from jsonb_array_elements(v.shared) s
    where s ->> 'to' = 'everybody' or s ->> 'role' = any(%(roles)s)
        or (s ->> 'department')::uuid in (select id from above)
) or %(all)s)
order by v.position, v.slot, v.id
"""


def met(work: "Work", object: ObjectType | None, id: UUID | None = None) -> list[View]:
    """The views of an object that the caller meets, in order; or the one with an id."""
    where = "v.object = %(object)s" if id is None else "v.id = %(id)s"
    statement = _MET.format(schema=work.place.schema, columns=COLUMNS, where=where)
    values = {
        "department": work.actor.department, "day": work.today, "me": work.actor.person, "id": id,
        "object": None if object is None else object.id, "roles": list(work.actor.roles),
        "all": id is not None and work.access.may("schema:design"),
    }  # fmt: skip
    return work.connection.cursor(row_factory=class_row(View)).execute(statement, values).fetchall()


def count_own(work: "Work", object: ObjectType) -> int:
    """How many views of an object the caller keeps."""
    row = work.execute(
        f"select count(*) from {work.place.schema}._view where object = %s and owner = %s",
        [object.id, work.actor.person],
    ).fetchone()
    return int(row[0]) if row else 0


def keep(work: "Work", view: View, *, fresh: bool) -> None:
    """Store a view."""
    values = {
        "id": view.id, "object": view.object, "name": Jsonb(view.name), "kind": view.kind,
        "shown": Jsonb(view.shown), "owner": view.owner, "shared": Jsonb(view.shared),
        "position": view.position, "version": view.version, "at": work.now,
    }  # fmt: skip
    table = f"{work.place.schema}._view"
    if fresh:
        work.execute(
            f"insert into {table} "
            "(id, object, name, kind, shown, owner, shared, position, version, changed_at) "
            "values (%(id)s, %(object)s, %(name)s, %(kind)s, %(shown)s, %(owner)s, %(shared)s, %(position)s, "
            "%(version)s, %(at)s)",
            values,
        )
        return
    work.execute(
        f"update {table} set name = %(name)s, kind = %(kind)s, shown = %(shown)s, shared = %(shared)s, "
        "position = %(position)s, version = %(version)s, changed_at = %(at)s where id = %(id)s",
        values,
    )


def place(work: "Work", spots: Mapping[UUID, tuple[int, int]]) -> None:
    """Put views of the caller's elsewhere in the order: position and slot by id."""
    values = [(position, slot, id, work.actor.person) for id, (position, slot) in spots.items()]
    work.connection.cursor().executemany(
        f"update {work.place.schema}._view set position = %s, slot = %s where id = %s and owner = %s", values
    )


def drop(work: "Work", view: View) -> None:
    """Delete a view."""
    work.execute(f"delete from {work.place.schema}._view where id = %s", [view.id])

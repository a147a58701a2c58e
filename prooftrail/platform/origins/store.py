"""The origin of a field's value, one row a field: who said it, when, and what became of it.

Kept by the field's id, read by whoever may read the field.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from psycopg.types.json import Jsonb

from prooftrail.platform.schema import ObjectType
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

FILLED, SAME, OFFERED, ACCEPTED, DECLINED = "filled", "same", "offered", "accepted", "declined"


@dataclass(frozen=True, slots=True)
class Origin:
    """What a source said of a field, by its name. `value` is as the API spells it; `by` decided, or asked."""

    field: str
    source: str
    value: Json
    fetched_at: datetime
    state: str
    changed_at: datetime
    by: UUID | None


def keep_origins(work: "Work", object: ObjectType, record: UUID, said: Sequence[Origin]) -> None:
    """Keep what was said last of each field, instead of what was said before."""
    if not said:
        return
    work.execute(
        f"insert into {work.place.schema}._origin "
        "(record, field, object, source, value, fetched_at, state, changed_at, by) "
        "select %s, f, %s, s, v, a, t, c, b from unnest(%s::text[], %s::text[], %s::jsonb[], "
        "%s::timestamptz[], %s::text[], %s::timestamptz[], %s::uuid[]) as w (f, s, v, a, t, c, b) "
        "on conflict (record, field) do update set source = excluded.source, value = excluded.value, "
        "fetched_at = excluded.fetched_at, state = excluded.state, changed_at = excluded.changed_at, "
        "by = excluded.by",
        [record, object.id, [object.fields[each.field].id for each in said], [each.source for each in said],
         [Jsonb(each.value) for each in said], [each.fetched_at for each in said],
         [each.state for each in said], [each.changed_at for each in said], [each.by for each in said]],
    )  # fmt: skip


def origins_of(work: "Work", object: ObjectType, record: UUID) -> dict[str, Origin]:
    """What is kept of a record's fields, by name: only of those the caller may read."""
    names = {each.id: name for name, each in work.access.readable(object).items()}
    rows = work.execute(
        f"select field, source, value, fetched_at, state, changed_at, by from {work.place.schema}._origin "
        "where record = %s order by field",
        [record],
    ).fetchall()
    return {names[row[0]]: Origin(names[row[0]], *row[1:]) for row in rows if row[0] in names}


def last_changes(work: "Work", object: ObjectType, record: UUID, fields: Sequence[str]) -> dict[str, str]:
    """By which action each of the fields was last changed, as the log has it."""
    ids = {object.fields[name].id: name for name in fields}
    rows = work.execute(
        f"select distinct on (f) f, e.action from {work.events.table} e "
        "cross join lateral jsonb_object_keys(e.changes) as f "
        "where e.record = %s and f = any(%s) order by f, e.version desc",
        [record, list(ids)],
    ).fetchall()
    return {ids[field]: action for field, action in rows}

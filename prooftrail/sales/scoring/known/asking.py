"""Leads as they stood just before a moment: what was written over since is read back from the log."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import dict_row

from prooftrail.sales.scoring.known.source import Asked

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

LEAD = "lead"
FIELDS = (
    "name", "company", "phone", "source", "industry", "estimated_purchase", "region", "contact_rank",
    "background", "answered_at", "owner", "tags",
)  # fmt: skip
AS_OF = (
    "with asked(id, moment) as materialized (select * from unnest(%(ids)s::uuid[], "
    "%(moments)s::timestamptz[])) "
    "select a.moment, l.id, l.created_at, {columns}, w.was from asked a join {schema}.lead l on l.id = a.id "
    "left join lateral (select jsonb_object_agg(k, old) was from (select distinct on (c.key) c.key k, "
    "c.value -> 0 old from {schema}._event e cross join lateral jsonb_each(e.changes) c "
    "where e.record = a.id and e.version > 1 and e.occurred_at >= a.moment and c.key = any(%(fields)s) "
    "order by c.key, e.version) first) w on true"
)


def as_of(work: "Work", moments: Sequence[tuple[UUID, datetime]]) -> list[Asked]:
    """The leads just before their moments; those that are gone are left out."""
    object = work.schema.object(LEAD)
    fields = {object.field(name).id: name for name in FIELDS}
    query = AS_OF.format(schema=work.place.schema, columns=", ".join(f"l.{name}" for name in FIELDS))
    rows = (
        work.connection.cursor(row_factory=dict_row)
        .execute(query, {"ids": [id for id, _ in moments], "moments": [at for _, at in moments],
                         "fields": list(fields)})
        .fetchall()
    )  # fmt: skip
    return [Asked(row["id"], row["moment"], row["created_at"], _back(row, fields)) for row in rows]


def present(work: "Work", leads: Sequence[UUID]) -> list[Asked]:
    """The leads as they stand: all that happened until now shows."""
    return as_of(work, [(each, work.now + timedelta(microseconds=1)) for each in leads])


def _back(row: dict[str, Any], fields: dict[str, str]) -> dict[str, Any]:
    """What the log says a field was takes the place of what it is."""
    found = dict(row)
    for key, old in (row["was"] or {}).items():
        found[fields[key]] = _plain(old)
    return found


def _plain(value: Any) -> Any:
    """A value of the log as its column has it: an amount without its currency, a link without its label."""
    if isinstance(value, dict):
        return value.get("amount", value.get("id"))
    return value

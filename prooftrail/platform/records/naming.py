"""Names of records for whoever may see them: one query for many ids."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Uuid, bindparam, select
from sqlalchemy.dialects.postgresql import ARRAY

from prooftrail.platform.access.scope import visible
from prooftrail.platform.records.finding import run_shape

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def names_of(work: "Work", object: str, ids: Iterable[UUID]) -> dict[UUID, str]:
    """The titles of those live records that are in the caller's sight, as a reference shows them."""
    other, wanted = work.schema.objects.get(object), list(set(ids))
    if other is None or not wanted or other.title not in work.access.readable(other):
        return {}

    def build() -> Any:
        table = other.table.alias()
        seen = visible(work.schema, work.access, "read", other, table)
        among = table.c.id == bindparam("ids", type_=ARRAY(Uuid)).any_()
        title = table.c[other.fields[other.title].column]
        return select(table.c.id, title).where(among, table.c.deleted_at.is_(None), seen)

    rows = run_shape(work, ("names", other.name, work.access.shape), build, {"ids": wanted})
    return {id: str(title) for id, title in rows if title is not None}

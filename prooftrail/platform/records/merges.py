"""Which record took over which, with all that is needed to part them again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.types.json import Jsonb

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


@dataclass(frozen=True, slots=True)
class Merge:
    """One merge; `moved` as `records.merging` says it, `taken` is `{field: [survivor's before, taken]}`."""

    id: UUID
    object: str
    survivor: UUID
    loser: UUID
    moved: Mapping[str, Any]
    taken: Mapping[str, Any]
    undone_at: datetime | None


def keep_merge(work: "Work", merge: Merge) -> None:
    """Keep a merge just done."""
    work.execute(
        f"insert into {work.place.schema}._merge (id, object, survivor, loser, at, by, moved, taken) "
        "values (%s, %s, %s, %s, %s, %s, %s, %s)",
        [merge.id, merge.object, merge.survivor, merge.loser, work.now, work.actor.person,
         Jsonb(dict(merge.moved)), Jsonb(dict(merge.taken))],
    )  # fmt: skip


def hold_merge(work: "Work", id: UUID) -> Merge | None:
    """A merge, locked until the work ends."""
    row = work.execute(
        "select id, object, survivor, loser, moved, taken, undone_at "
        f"from {work.place.schema}._merge where id = %s for update",
        [id],
    ).fetchone()
    return None if row is None else Merge(*row)


def end_merge(work: "Work", id: UUID) -> None:
    """It was taken back."""
    work.execute(
        f"update {work.place.schema}._merge set undone_at = %s, undone_by = %s where id = %s",
        [work.now, work.actor.person, id],
    )

"""When somebody last did something about a record, beside it: its class, how far it is on its way out of its
owner's hands, and until when nobody need look at it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.schema import ObjectType

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

OUT = -1
"""In nobody's hands."""
NOBODY = UUID(int=0)
"""The row of no record: its class says under which settings resting records rest."""


def watch(work: "Work", classes: Mapping[UUID, str]) -> None:
    """Watch records by their class, as if somebody did something about each just now."""
    if classes:
        ids = sorted(classes)
        work.execute(
            f"insert into {work.place.schema}._touch (record, class, touched_at) "
            "select r, c, %s from unnest(%s::uuid[], %s::text[]) as w (r, c) on conflict (record) do update "
            "set class = excluded.class, touched_at = excluded.touched_at, step = 0, rests_until = null",
            [work.now, ids, [classes[id] for id in ids]],
        )


def watch_all(work: "Work", object: ObjectType, by: str) -> None:
    """Watch every live record somebody has and a person made, from now on; `by` is the class's column."""
    work.execute(
        f"insert into {work.place.schema}._touch (record, class, touched_at) "
        f"select id, coalesce({by}, ''), "
        f'%s from {work.place.schema}."{object.table.name}" where owner is not null and deleted_at is null '
        "and created_by is not null on conflict do nothing",
        [work.now],
    )


def touch(work: "Work", records: Sequence[UUID]) -> set[UUID]:
    """Somebody did something just now; which of the records were watched and not on their way out."""
    table = f"{work.place.schema}._touch"
    done = work.execute(
        f"with held as (select record from {table} where record = any(%s) and step = 0 "
        f"order by record for no key update) update {table} t set touched_at = %s, rests_until = null "
        "from held where held.record = t.record returning t.record",
        [list(records), work.now],
    ).fetchall()
    return {row[0] for row in done}


def let_out(work: "Work", records: Sequence[UUID]) -> None:
    """They are nobody's any more."""
    work.execute(
        f"update {work.place.schema}._touch set step = {OUT}, rests_until = null where record = any(%s)",
        [list(records)],
    )


def reclass(work: "Work", classes: Mapping[UUID, str]) -> None:
    """They are of another class, or something that spared them may be over; nobody touched them."""
    if classes:
        work.execute(
            f"update {work.place.schema}._touch t set class = w.class, rests_until = null "
            "from unnest(%s::uuid[], %s::text[]) as w (record, class) where w.record = t.record",
            [list(classes), list(classes.values())],
        )


def wake(work: "Work", record: UUID | None = None) -> None:
    """Records that rest are looked at again: one, or all."""
    work.execute(
        f"update {work.place.schema}._touch set rests_until = null "
        "where (%(record)s::uuid is null or record = %(record)s) and rests_until is not null",
        {"record": record},
    )


def wake_due(work: "Work") -> None:
    """Records whose rest is over are looked at again."""
    work.execute(
        f"update {work.place.schema}._touch set rests_until = null where rests_until <= %s", [work.now]
    )


def step_on(work: "Work", steps: Mapping[UUID, tuple[int, datetime | None]]) -> None:
    """How far records are now, and until when each rests."""
    if steps:
        said = list(steps.values())
        work.execute(
            f"update {work.place.schema}._touch t set step = w.step, rests_until = w.rests "
            "from unnest(%s::uuid[], %s::int[], %s::timestamptz[]) as w (record, step, rests) "
            "where w.record = t.record",
            [list(steps), [step for step, _ in said], [until for _, until in said]],
        )


def rest(work: "Work", until: Mapping[UUID, datetime]) -> None:
    """Nobody looks at them until then."""
    if until:
        work.execute(
            f"update {work.place.schema}._touch t set rests_until = w.rests "
            "from unnest(%s::uuid[], %s::timestamptz[]) as w (record, rests) where w.record = t.record",
            [list(until), list(until.values())],
        )


def lay_back(work: "Work", touched: Mapping[UUID, datetime]) -> None:
    """As if nobody did anything since: for what is to look as if it had gone on for long."""
    work.execute(
        f"update {work.place.schema}._touch t set touched_at = w.at "
        "from unnest(%s::uuid[], %s::timestamptz[]) as w (record, at) where w.record = t.record",
        [list(touched), list(touched.values())],
    )


def mark(work: "Work") -> str | None:
    """Under which settings those who rest do; None in a workspace where nothing was ever watched."""
    query = f"select class from {work.place.schema}._touch where record = %s"
    row = work.execute(query, [NOBODY]).fetchone()
    return row[0] if row else None


def set_mark(work: "Work", said: str) -> None:
    """Keep it."""
    work.execute(
        f"insert into {work.place.schema}._touch (record, class, touched_at, step) "
        f"values (%s, %s, %s, {OUT}) on conflict (record) do update set class = excluded.class",
        [NOBODY, said, work.now],
    )


def first_touch(work: "Work", step: int, classes: Sequence[str]) -> datetime | None:
    """The earliest act about a record of a step and of these classes that does not rest."""
    part = (
        f"(select touched_at from {work.place.schema}._touch where step = %s and class = %s "
        "and rests_until is null order by touched_at limit 1)"
    )
    said = [value for each in classes for value in (step, each)]
    parts = " union all ".join([part] * len(classes))
    row = work.execute(f"select min(touched_at) from ({parts}) t", said).fetchone()
    return row[0] if row else None


def first_waking(work: "Work", before: datetime) -> datetime | None:
    """When the next one wakes, if before then."""
    query = f"select min(rests_until) from {work.place.schema}._touch where rests_until < %s"
    row = work.execute(query, [before]).fetchone()
    return row[0] if row else None

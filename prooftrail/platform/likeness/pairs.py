"""Pairs that may be one, what somebody said of them, and runs that look for more."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

from prooftrail.platform.schema import ObjectType
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

OPEN, REJECTED, MERGED = "open", "rejected", "merged"


@dataclass(frozen=True, slots=True)
class Run:
    """A run under way: over which object, and behind which record it goes on."""

    object: str
    after: UUID | None


def begin(work: "Work", object: ObjectType) -> None:
    """Begin a run over an object; one that is under way goes on."""
    work.execute(
        f"insert into {work.place.schema}._likeness_run (object, started_at, by) values (%s, %s, %s) "
        "on conflict (object) do update set after = null, looked = 0, found = 0, done_at = null, "
        "started_at = excluded.started_at, by = excluded.by where _likeness_run.done_at is not null",
        [object.name, work.now, work.actor.person],
    )


def under_way(work: "Work") -> Run | None:
    """The run that has waited longest, held."""
    row = work.execute(
        f"select object, after from {work.place.schema}._likeness_run where done_at is null "
        "order by started_at limit 1 for update"
    ).fetchone()
    return None if row is None else Run(*row)


def went_on(work: "Work", run: Run, after: UUID | None, looked: int, found: int, *, done: bool) -> None:
    """How far a run came in this turn."""
    work.execute(
        f"update {work.place.schema}._likeness_run set after = coalesce(%s, after), looked = looked + %s, "
        "found = found + %s, done_at = case when %s then %s end where object = %s",
        [after, looked, found, done, work.now, run.object],
    )


def runs(work: "Work") -> list[Json]:
    """How far each run is."""
    rows = work.execute(
        "select object, started_at, done_at, looked, found from "
        f"{work.place.schema}._likeness_run order by object"
    ).fetchall()
    return [
        {"object": name, "started_at": began.isoformat(), "done_at": done.isoformat() if done else None,
         "looked": looked, "found": found}
        for name, began, done, looked, found in rows
    ]  # fmt: skip


def keep_pair(
    work: "Work", object: ObjectType, one: UUID, other: UUID, score: float, reasons: Sequence[Json]
) -> int:
    """A pair, lower id first; one that somebody judged stays as he judged it. How many are kept: 1 or 0."""
    return work.execute(
        f"insert into {work.place.schema}._likeness_pair (one, other, object, score, reasons, found_at) "
        "values (%s, %s, %s, %s, %s, %s) on conflict (one, other) do update set score = excluded.score, "
        "reasons = excluded.reasons where _likeness_pair.state = 'open'",
        [one, other, object.name, score, Jsonb(list(reasons)), work.now],
    ).rowcount


def open_pairs(work: "Work", object: ObjectType, most: int) -> list[dict[str, Any]]:
    """Pairs to be judged, the surest first: only those of which the caller sees both sides, live. Who merged
    two nobody had found and took it back has no pair to judge.
    """
    table = f"{work.place.schema}.{object.table.name}"
    cursor = work.connection.cursor(row_factory=dict_row)
    rows = cursor.execute(
        f"select p.one, p.other, p.score, p.reasons from {work.place.schema}._likeness_pair p "
        f"join {table} a on a.id = p.one and a.deleted_at is null "
        f"join {table} b on b.id = p.other and b.deleted_at is null "
        "where p.object = %s and p.state = 'open' and p.score > 0 order by p.score desc, p.one limit %s",
        [object.name, 10 * most],
    ).fetchall()
    ids = {row[side] for row in rows for side in ("one", "other")}
    seen = work.records.in_sight(object.name, sorted(ids)) if ids else set()
    return [row for row in rows if row["one"] in seen and row["other"] in seen][:most]


def judge(work: "Work", object: ObjectType, one: UUID, other: UUID, state: str) -> bool:
    """Say what a pair is, found or not; whether that is news."""
    low, high = min(one, other), max(one, other)
    done = work.execute(
        f"insert into {work.place.schema}._likeness_pair "
        "(one, other, object, score, reasons, found_at, state, judged_at, by) "
        "values (%(one)s, %(other)s, %(object)s, 0, '[]', %(now)s, %(state)s, %(now)s, %(by)s) "
        "on conflict (one, other) do update set state = excluded.state, judged_at = excluded.judged_at, "
        "by = excluded.by where _likeness_pair.state <> excluded.state",
        {"one": low, "other": high, "object": object.name, "state": state, "now": work.now,
         "by": work.actor.person},
    )  # fmt: skip
    return bool(done.rowcount)


def rejected(work: "Work", record: UUID, others: Sequence[UUID]) -> set[UUID]:
    """Which of others somebody has said are not the same as a record."""
    rows = work.execute(
        f"select one, other from {work.place.schema}._likeness_pair where state = %s "
        "and ((one = %s and other = any(%s)) or (other = %s and one = any(%s)))",
        [REJECTED, record, list(others), record, list(others)],
    ).fetchall()
    return {other if one == record else one for one, other in rows}


def rejected_among(work: "Work", records: Sequence[UUID]) -> set[tuple[UUID, UUID]]:
    """Pairs of these records somebody has said are not the same, lower id first."""
    if len(records) < 2:
        return set()
    rows = work.execute(
        f"select one, other from {work.place.schema}._likeness_pair where state = %s "
        "and one = any(%s) and other = any(%s)",
        [REJECTED, list(records), list(records)],
    ).fetchall()
    return {(one, other) for one, other in rows}

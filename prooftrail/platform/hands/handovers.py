"""Handovers as they are kept: whose records went to whom, what they came to, and each record by itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from prooftrail.platform.values import uuid7

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


@dataclass(frozen=True, slots=True)
class Handover:
    """One handover; `told` is what its receipts came to."""

    id: UUID
    leaver: UUID
    at: datetime
    by: UUID | None
    reason: str | None
    told: dict[str, Any]
    undone_at: datetime | None


@dataclass(frozen=True, slots=True)
class Move:
    """One record that changed hands, and to whom; `parent` is what it belongs to."""

    object: str
    record: UUID
    parent: UUID | None
    successor: UUID


COLUMNS = "id, leaver, at, by, reason, told, undone_at"


def begin(work: "Work", leaver: UUID, reason: str | None) -> Handover:
    """Keep a new one."""
    made = Handover(uuid7(), leaver, work.now, work.actor.person, reason, {}, None)
    work.execute(
        f"insert into {work.place.schema}._handover (id, leaver, at, by, reason) values (%s, %s, %s, %s, %s)",
        [made.id, leaver, work.now, work.actor.person, reason],
    )
    return made


def hold(work: "Work", id: UUID) -> Handover | None:
    """One, locked until the work ends."""
    query = f"select {COLUMNS} from {work.place.schema}._handover where id = %s for update"
    return work.connection.cursor(row_factory=class_row(Handover)).execute(query, [id]).fetchone()


def latest(work: "Work", leaver: UUID | None, most: int) -> list[Handover]:
    """The latest ones, of one leaver or of all."""
    query = (
        f"select {COLUMNS} from {work.place.schema}._handover "
        "where %(leaver)s::uuid is null or leaver = %(leaver)s order by at desc, id desc limit %(most)s"
    )
    cursor = work.connection.cursor(row_factory=class_row(Handover))
    return cursor.execute(query, {"leaver": leaver, "most": most}).fetchall()


def note_told(work: "Work", handover: UUID, told: Mapping[str, Any]) -> None:
    """Keep what its receipts came to."""
    work.execute(
        f"update {work.place.schema}._handover set told = %s where id = %s", [Jsonb(dict(told)), handover]
    )


def end(work: "Work", handover: UUID) -> None:
    """It was taken back."""
    work.execute(
        f"update {work.place.schema}._handover set undone_at = %s, undone_by = %s where id = %s",
        [work.now, work.actor.person, handover],
    )


def keep_moves(work: "Work", handover: UUID, moves: Sequence[Move]) -> None:
    """Keep each record that changed hands."""
    if moves:
        work.execute(
            f"insert into {work.place.schema}._handover_move (handover, record, object, parent, successor) "
            "select %s, r, o, p, s from unnest(%s::uuid[], %s::text[], %s::uuid[], %s::uuid[]) "
            "as w (r, o, p, s) on conflict (handover, record) do update set successor = excluded.successor",
            [handover, [each.record for each in moves], [each.object for each in moves],
             [each.parent for each in moves], [each.successor for each in moves]],
        )  # fmt: skip


def moves_of(work: "Work", handover: UUID) -> list[Move]:
    """Every record that changed hands."""
    rows = work.execute(
        f"select object, record, parent, successor from {work.place.schema}._handover_move "
        "where handover = %s order by object, record",
        [handover],
    ).fetchall()
    return [Move(*row) for row in rows]

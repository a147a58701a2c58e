"""Who lost which record and who got it, and who looked at what that is not his."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.values import uuid7

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def note_moves(
    work: "Work", moves: Sequence[tuple[UUID, UUID | None]], kind: str, reason: str | None = None
) -> None:
    """Keep who lost or got which records: `(record, person)` each."""
    work.execute(
        f"insert into {work.place.schema}._pool_move (id, record, person, kind, at, by, reason) "
        "select i, r, p, %s, %s, %s, %s from unnest(%s::uuid[], %s::uuid[], %s::uuid[]) as w (i, r, p)",
        [kind, work.now, work.actor.person, reason, [uuid7() for _ in moves], [id for id, _ in moves],
         [person for _, person in moves]],
    )  # fmt: skip


def last_move(work: "Work", record: UUID, kinds: Sequence[str]) -> tuple[UUID | None, datetime] | None:
    """Of whom the last move of some kinds was, and when."""
    row = work.execute(
        f"select person, at from {work.place.schema}._pool_move where record = %s and kind = any(%s) "
        "order by at desc, id desc limit 1",
        [record, list(kinds)],
    ).fetchone()
    return (row[0], row[1]) if row else None


def last_moves(
    work: "Work", person: UUID, records: Sequence[UUID], kinds: Sequence[str]
) -> dict[UUID, datetime]:
    """When somebody's last move of some kinds was, by record."""
    rows = work.execute(
        f"select distinct on (record) record, at from {work.place.schema}._pool_move "
        "where record = any(%s) and person = %s and kind = any(%s) order by record, at desc",
        [list(records), person, list(kinds)],
    ).fetchall()
    return dict(rows)


def count_moves(work: "Work", person: UUID, kind: str, since: datetime) -> int:
    """How many moves of a kind were somebody's, since then."""
    row = work.execute(
        f"select count(*) from {work.place.schema}._pool_move where person = %s and kind = %s and at >= %s",
        [person, kind, since],
    ).fetchone()
    return row[0] if row else 0


def note_look(work: "Work", person: UUID, record: UUID) -> bool:
    """Keep that somebody looked at a record today; whether it is the first time."""
    return bool(
        work.execute(
            f"insert into {work.place.schema}._pool_look (person, day, record) values (%s, %s, %s) "
            "on conflict do nothing",
            [person, work.today, record],
        ).rowcount
    )


def count_looks(work: "Work", person: UUID) -> int:
    """How many records somebody looked at today."""
    row = work.execute(
        f"select count(*) from {work.place.schema}._pool_look where person = %s and day = %s",
        [person, work.today],
    ).fetchone()
    return row[0] if row else 0

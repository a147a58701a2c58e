"""What was heard in recordings, by the digest of their bytes, and which of them wait to be heard."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

LEASE = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A recording handed in as evidence; `text` is what was heard of the same bytes before."""

    digest: bytes
    evidence: UUID
    text: str | None
    tries: int


def keep_heard(work: "Work", digest: bytes, text: str) -> None:
    """Keep what was heard before the recording is handed in."""
    work.execute(
        f"insert into {work.place.schema}._hearing (sha256, text, heard_at) values (%s, %s, %s) "
        "on conflict (sha256) do update set text = excluded.text, heard_at = excluded.heard_at",
        [digest, text, work.now],
    )


def heard(work: "Work", digest: bytes) -> bool:
    """Whether the same bytes were heard before."""
    query = f"select 1 from {work.place.schema}._hearing where sha256 = %s and text is not null"
    return work.execute(query, [digest]).fetchone() is not None


def await_hearing(work: "Work", digest: bytes, evidence: UUID) -> None:
    """A recording has come in: it is due at once."""
    work.execute(
        f"insert into {work.place.schema}._hearing (sha256, evidence, due_at, heard_at) "
        "values (%s, %s, %s, %s) on conflict (sha256) do update set evidence = excluded.evidence, "
        "due_at = excluded.due_at, tries = 0",
        [digest, evidence, work.now, work.now],
    )


def claim(work: "Work", most: int) -> list[Waiting]:
    """Those that are due; whoever claimed them and died loses them after a while."""
    rows = work.execute(
        f"update {work.place.schema}._hearing set due_at = %s, tries = tries + 1 where sha256 in ("
        f"select sha256 from {work.place.schema}._hearing where due_at <= %s order by due_at limit %s "
        "for update skip locked) returning sha256, evidence, text, tries",
        [work.now + LEASE, work.now, most],
    ).fetchall()
    return [Waiting(*row) for row in rows]


def settle(work: "Work", digest: bytes, again: datetime | None) -> None:
    """When it is tried again; None: it is done, or given up."""
    work.execute(f"update {work.place.schema}._hearing set due_at = %s where sha256 = %s", [again, digest])


def first_due(work: "Work") -> datetime | None:
    """When the next is due."""
    row = work.execute(f"select min(due_at) from {work.place.schema}._hearing").fetchone()
    return row[0] if row else None


def forget(work: "Work", before: datetime) -> None:
    """Drop what waits for nothing any more."""
    work.execute(f"delete from {work.place.schema}._hearing where due_at is null and heard_at < %s", [before])

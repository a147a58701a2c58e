"""Looks at a company's site that its visitors agreed to have noted; under a number each chose to go by.

Kept is the number's digest. Nothing of this is in the log, so that what is taken back is gone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID

from psycopg.rows import class_row

from prooftrail.platform.intake.rules.told import Look

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


@dataclass(frozen=True, slots=True)
class Visit:
    """One look at a page."""

    at: datetime
    path: str
    title: str
    referrer: str
    seconds: int


@dataclass(frozen=True, slots=True)
class Visits:
    """How often somebody looked, when last, and at how many different pages."""

    count: int
    last_at: datetime
    pages: int


def note(work: "Work", site: UUID, look: Look, most: int) -> bool:
    """Keep a look, or how long it lasted by now; beyond `most` of one visitor nothing new is kept."""
    schema, visitor = work.place.schema, digest(look.visitor)
    row = work.execute(
        f"insert into {schema}._visitor (id, consented_at, looks) values (%(id)s, %(now)s, 0) "
        "on conflict (id) do update set looks = _visitor.looks returning looks",
        {"id": visitor, "now": work.now},
    ).fetchone()
    assert row is not None
    said = {"visitor": visitor, "view": bytes.fromhex(look.view), "seconds": look.seconds, "now": work.now,
            "site": site, "path": look.path, "title": look.title, "referrer": look.referrer}  # fmt: skip
    longer = work.execute(
        f"update {schema}._visit set seconds = greatest(seconds, %(seconds)s) "
        "where visitor = %(visitor)s and view = %(view)s", said,
    )  # fmt: skip
    if longer.rowcount:
        return True
    if row[0] >= most:
        return False
    work.execute(
        f"insert into {schema}._visit (visitor, view, at, site, path, title, referrer, seconds) values "
        "(%(visitor)s, %(view)s, %(now)s, %(site)s, %(path)s, %(title)s, %(referrer)s, %(seconds)s)", said,
    )  # fmt: skip
    work.execute(f"update {schema}._visitor set looks = looks + 1 where id = %s", [visitor])
    return True


def attach(work: "Work", visitor: str, record: UUID) -> bool:
    """Who sent this record looked around before, under a number we know; whether we do."""
    made = work.execute(
        f"insert into {work.place.schema}._visitor_of (record, visitor) select %s, id "
        f"from {work.place.schema}._visitor where id = %s on conflict do nothing",
        [record, digest(visitor)],
    )
    return made.rowcount == 1


def take_back(work: "Work", visitor: str) -> int:
    """Nothing is known of a visitor any more; answers how many looks were."""
    schema, key = work.place.schema, [digest(visitor)]
    work.execute(f"delete from {schema}._visitor_of where visitor = %s", key)
    gone = work.execute(f"delete from {schema}._visit where visitor = %s", key).rowcount
    work.execute(f"delete from {schema}._visitor where id = %s", key)
    return gone


def forget_records(work: "Work", records: Sequence[UUID]) -> None:
    """Records that are gone for good belong to no visitor."""
    work.execute(f"delete from {work.place.schema}._visitor_of where record = any(%s)", [list(records)])


def _whose(schema: str) -> str:
    """Each record with itself and those it took over: what their senders looked at is the survivor's."""
    return (
        "with recursive whose(record, source) as (select r, r from unnest(%(records)s::uuid[]) r "
        f"union select w.record, m.loser from whose w join {schema}._merge m "
        "on m.survivor = w.source and m.undone_at is null), "
        f"looks as (select distinct w.record, v.* from whose w join {schema}._visitor_of o "
        f"on o.record = w.source join {schema}._visit v on v.visitor = o.visitor) "
    )


def of_records(
    work: "Work", records: Sequence[UUID], before: Mapping[UUID, datetime] | None = None
) -> dict[UUID, Visits]:
    """The looks of whoever sent each record, those before its moment where one is said; records without any
    are left out."""
    rows = work.execute(
        _whose(work.place.schema)
        + "select l.record, count(*), max(l.at), count(distinct l.path) from looks l "
        "join unnest(%(records)s::uuid[], %(moments)s::timestamptz[]) a(record, moment) "
        "on a.record = l.record and (a.moment is null or l.at < a.moment) group by l.record",
        {"records": list(records), "moments": [(before or {}).get(each) for each in records]},
    ).fetchall()
    return {record: Visits(count, last, pages) for record, count, last, pages in rows}


def newest(work: "Work", record: UUID, most: int) -> list[Visit]:
    """The last looks of whoever sent a record, the newest first."""
    with work.connection.cursor(row_factory=class_row(Visit)) as cursor:
        return cursor.execute(
            _whose(work.place.schema)
            + "select at, path, title, referrer, seconds from looks order by at desc, view limit %(most)s",
            {"records": [record], "most": most},
        ).fetchall()


def purge(work: "Work", before: datetime, most: int) -> int:
    """Looks from before a moment go, at most so many, and visitors who have none left."""
    schema = work.place.schema
    gone = work.execute(
        f"delete from {schema}._visit where (visitor, view) in "
        f"(select visitor, view from {schema}._visit where at < %s order by at limit %s) returning visitor",
        [before, most],
    ).fetchall()
    visitors = [row[0] for row in gone]
    work.execute(
        f"update {schema}._visitor p set looks = looks - g.n from "
        "(select v, count(*) as n from unnest(%s::bytea[]) v group by v) g where p.id = g.v",
        [visitors],
    )
    empty = work.execute(
        f"delete from {schema}._visitor p where id = any(%s) and not exists "
        f"(select from {schema}._visit v where v.visitor = p.id) returning id",
        [list(set(visitors))],
    ).fetchall()
    work.execute(f"delete from {schema}._visitor_of where visitor = any(%s)", [[row[0] for row in empty]])
    return len(gone)


def oldest(work: "Work") -> datetime | None:
    """When the oldest look was."""
    row = work.execute(f"select min(at) from {work.place.schema}._visit").fetchone()
    return row[0] if row else None


def digest(visitor: str) -> bytes:
    """What is kept of a visitor's number."""
    return sha256(visitor.encode()).digest()

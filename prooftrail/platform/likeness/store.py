"""What a record is found by, and how far tables and log were read for it.

Opaque here: whoever keeps it knows what the keys say. Two records that may be one share some of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from psycopg.types.json import Jsonb

from prooftrail.platform.events.feed import watermark
from prooftrail.platform.events.position import Position
from prooftrail.platform.likeness.indexes import by_index
from prooftrail.platform.records.filters import like

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

MOST_OF_KEY, MOST_OF_START = 30, 12
"""Records read of each key, and of those whose name begins so: what all have says nothing."""
MOST_COMPARED = 16
"""Records that are compared for sharing keys, those first that share one few others have."""
KEEP = (
    "insert into {schema}._likeness (record, object, core, initials, keys) "
    "select r, %s, c, i, k::bigint[] "
    "from unnest(%s::uuid[], %s::text[], %s::text[], %s::text[]) as said(r, c, i, k) on conflict (record) "
    "do update set core = excluded.core, initials = excluded.initials, keys = excluded.keys"
)
BY_KEY = (
    "select object, record from (select found.object, found.record, count(*) over (partition by asked.key) "
    "as many from unnest(%(keys)s::bigint[]) as asked(key) "
    "cross join lateral (select l.object, l.record from {schema}._likeness l "
    "where l.keys @> array[asked.key] and l.object = any(%(objects)s) limit {most}) found) shared "
    "group by object, record order by min(many), count(*) desc limit {compared}"
)
SHARING = (
    "select asked.key, found.object, found.record from unnest(%(keys)s::bigint[]) as asked(key) "
    "cross join lateral (select l.object, l.record from {schema}._likeness l "
    "where l.keys @> array[asked.key] and l.object = any(%(objects)s) limit {most}) found"
)
BY_START = (
    "(select record from {schema}._likeness where object = %(object)s "
    "and {column} like %(start)s limit {most})"
)
MATES = (
    "select me.record, mate.record from {schema}._likeness me "
    "cross join lateral unnest(me.keys) as asked(key) "
    "cross join lateral (select l.record from {schema}._likeness l where l.keys @> array[asked.key] "
    "and l.object = me.object and l.record <> me.record limit {most}) mate where me.record = any(%s)"
)


@dataclass(frozen=True, slots=True)
class Kept:
    """What a record is found by: keys, the beginning of its name's core, or of that one's initials."""

    record: UUID
    keys: Sequence[int]
    core: str | None = None
    initials: str | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """How far the log was read, and each object's table."""

    place: Position
    filled: Mapping[str, str] = field(default_factory=dict)


def keep(work: "Work", object: str, rows: Sequence[Kept]) -> None:
    """Keep by what records of an object are found, instead of what was kept of them."""
    if rows:
        keys = ["{" + ",".join(map(str, each.keys)) + "}" for each in rows]
        work.execute(
            KEEP.format(schema=work.place.schema),
            [object, [each.record for each in rows], [each.core for each in rows],
             [each.initials for each in rows], keys],
        )  # fmt: skip


def forget(work: "Work", records: Sequence[UUID]) -> None:
    """They are found no more."""
    if records:
        work.execute(f"delete from {work.place.schema}._likeness where record = any(%s)", [list(records)])


def with_keys(work: "Work", objects: Sequence[str], keys: Sequence[int]) -> dict[UUID, str]:
    """Records of these objects that have one of the keys, with their object; those with the rarest keys."""
    if not keys:
        return {}
    query = BY_KEY.format(schema=work.place.schema, most=MOST_OF_KEY, compared=MOST_COMPARED)
    with by_index(work):
        rows = work.execute(query, {"keys": list(keys), "objects": list(objects)}).fetchall()
    return {record: object for object, record in rows}


def sharing(
    work: "Work", objects: Sequence[str], keys: Sequence[int], most: int
) -> dict[int, list[tuple[str, UUID]]]:
    """At most so many records of these objects that have each key, with their object: of many rows."""
    found: dict[int, list[tuple[str, UUID]]] = {}
    if keys:
        query = SHARING.format(schema=work.place.schema, most=most)
        with by_index(work):
            rows = work.execute(query, {"keys": list(keys), "objects": list(objects)}).fetchall()
        for key, object, record in rows:
            found.setdefault(key, []).append((object, record))
    return found


def beginning(work: "Work", object: str, start: str, *, initials: bool) -> list[UUID]:
    """Records of an object whose core begins so, or its initials."""
    columns = ("core", "initials") if initials else ("core",)
    query = " union ".join(
        BY_START.format(schema=work.place.schema, column=each, most=MOST_OF_START) for each in columns
    )
    with by_index(work):
        rows = work.execute(query, {"object": object, "start": like(start, "starts")}).fetchall()
    return [row[0] for row in rows]


def mates(work: "Work", records: Sequence[UUID], most: int) -> list[tuple[UUID, UUID]]:
    """Each with the few of its object that share a key with it."""
    with by_index(work):
        query = MATES.format(schema=work.place.schema, most=most)
        rows = work.execute(query, [list(records)]).fetchall()
    return [(one, other) for one, other in rows]


def read_to(work: "Work") -> Read | None:
    """How far it was read; nothing before the first turn."""
    row = work.execute(
        f"select epoch, tx::text, seq, filled from {work.place.schema}._likeness_cursor"
    ).fetchone()
    return None if row is None else Read(Position(row[0], int(row[1]), row[2]), row[3])


def keep_place(work: "Work", read: Read) -> None:
    """So far it was read."""
    place = read.place
    work.execute(
        f"insert into {work.place.schema}._likeness_cursor (epoch, tx, seq, filled) "
        "values (%s, %s::text::xid8, %s, %s) on conflict (only_row) do update set epoch = excluded.epoch, "
        "tx = excluded.tx, seq = excluded.seq, filled = excluded.filled",
        [place.epoch, str(place.tx), place.seq, Jsonb(dict(read.filled))],
    )


def changed_since(
    work: "Work", place: Position, objects: Sequence[str], most: int
) -> tuple[dict[str, set[UUID]], Position, bool]:
    """Records of these objects something happened to, where to go on, and whether there is more."""
    below, last = watermark(work)
    rows = work.execute(
        f"select epoch, tx::text, seq, object, record from {work.events.table} "
        "where object = any(%(objects)s) and record is not null and (epoch, tx, seq) > "
        "(%(e)s, %(t)s::text::xid8, %(s)s) and (epoch < %(epoch)s or tx < %(below)s::text::xid8) "
        "order by epoch, tx, seq limit %(most)s",
        {"objects": list(objects), "e": place.epoch, "t": str(place.tx), "s": place.seq,
         "epoch": work.epoch, "below": str(below), "most": most},
    ).fetchall()  # fmt: skip
    found: dict[str, set[UUID]] = {}
    for _, _, _, object, record in rows:
        found.setdefault(object, set()).add(record)
    more = len(rows) == most
    end = Position(rows[-1][0], int(rows[-1][1]), rows[-1][2]) if more else max(place, last)
    return found, end, more

"""Whether news may concern a reader: a cheap look before his feed is asked, so that a thousand open
streams do not each ask the database about every change. Errs only towards asking."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Select, Uuid, bindparam, cast, null, select, union_all
from sqlalchemy.dialects.postgresql import ARRAY

from prooftrail.platform.access.scope import DEPTH, parents_of
from prooftrail.platform.events.position import Position
from prooftrail.platform.events.sight import reasons
from prooftrail.platform.records.compiled import compiled
from prooftrail.platform.schema import ObjectType, Schema

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

MOST_NEWS = 500
"""Past this many events at once everybody asks."""


@dataclass(frozen=True, slots=True)
class News:
    """One event: its object's id, its record and the record's parents, whose they are, whom a share names.

    `owners` is None where it cannot be told cheaply.
    """

    object: str | None
    records: frozenset[UUID]
    owners: frozenset[UUID] | None
    person: str | None


@dataclass(frozen=True, slots=True)
class Interest:
    """What one reader's rights let him see, as sets to look things up in."""

    person: str
    whole: frozenset[str]
    owned: Mapping[str, frozenset[UUID]]
    shared: frozenset[UUID]
    system: bool

    def wants(self, news: News) -> bool:
        """Whether the reader's feed may hold it."""
        if news.object is None:
            return self.system
        if news.object in self.whole or news.person == self.person:
            return True
        mine = self.owned.get(news.object)
        if mine is None:
            return False
        return news.owners is None or not (
            mine.isdisjoint(news.owners) and self.shared.isdisjoint(news.records)
        )


def interest(work: "Work") -> Interest:
    """The caller's."""
    found, access = reasons(work, None), work.access
    everybody = frozenset(owner for owners in access.owners.values() for owner in owners)
    owned = {
        name: frozenset(access.owners.get(reach, ()))
        for reach, names in found.owned.items()
        for name in names
    }
    owned |= {each.id: everybody for each in found.through}
    shares = f"select record from {work.place.schema}._share where person = %s"
    shared = work.execute(shares, [work.actor.person]).fetchall() if access.shared else ()
    return Interest(
        str(work.actor.person),
        frozenset(found.whole),
        owned,
        frozenset(row[0] for row in shared),
        found.system,
    )


def news_after(work: "Work", after: Position, below: int) -> tuple[Position, list[News] | None]:
    """What happened after a position and below the watermark, and where that ends; None for too much."""
    rows = work.execute(
        "select epoch, tx::text as xid, seq, object, record, owner_before, owner_after, "
        f"because ->> 'person', changes from {work.events.table} "
        "where (epoch, tx, seq) > (%(e)s, %(t)s::text::xid8, %(s)s) "
        "and (epoch < %(epoch)s or tx < %(below)s::text::xid8) order by epoch, tx, seq limit %(most)s",
        {"e": after.epoch, "t": str(after.tx), "s": after.seq, "epoch": work.epoch, "below": str(below),
         "most": MOST_NEWS + 1},
    ).fetchall()  # fmt: skip
    if not rows:
        return after, []
    last = Position(rows[-1][0], int(rows[-1][1]), rows[-1][2])
    if len(rows) > MOST_NEWS:
        return last, None
    above = _parents(work, rows)
    return last, [_news(work, row, above) for row in rows]


def _news(work: "Work", row: Sequence[Any], above: Mapping[UUID, Sequence[tuple[UUID, UUID | None]]]) -> News:
    _, _, _, name, record, before, after, person, changes = row
    object = work.schema.by_id(name) if name else None
    if record is None or object is None:
        return News(None, frozenset(), frozenset(), person)
    parents = above.get(record, ())
    records = frozenset([record, *(parent for parent, _ in parents)])
    if any(changes.get(object.fields[link].id, [None])[0] for link in object.through):
        return News(name, records, None, person)
    owners = {before, after, *(owner for _, owner in parents)} - {None}
    return News(name, records, frozenset(owners), person)


def _parents(work: "Work", rows: Sequence[Sequence[Any]]) -> dict[UUID, list[tuple[UUID, UUID | None]]]:
    """Id and owner of the parents of every record that is seen through one."""
    asked: dict[str, list[UUID]] = {}
    for row in rows:
        if row[3] and row[4]:
            asked.setdefault(row[3], []).append(row[4])
    found: dict[UUID, list[tuple[UUID, UUID | None]]] = {}
    for name, records in asked.items():
        object = work.schema.by_id(name)
        if object is None or not object.through:
            continue
        shape, build = ("parents", object.name), partial(_above, work.schema, object)
        statement = compiled(work.schema, shape, build)
        for record, *parent in work.execute(statement.text, statement.values({"ids": records})).fetchall():
            found.setdefault(record, []).append((parent[0], parent[1]))
    return found


def _above(schema: Schema, object: ObjectType) -> Any:
    record = object.table.alias()
    start = select(record).where(record.c.id == bindparam("ids", type_=ARRAY(Uuid)).any_()).subquery()
    return union_all(*_climb(schema, object, start, start.c.id, DEPTH))


def _climb(schema: Schema, object: ObjectType, at: Any, record: Any, depth: int) -> list[Select[Any]]:
    found: list[Select[Any]] = []
    for name in object.through if depth else ():
        for parent in parents_of(schema, object, name):
            up = parent.table.alias()
            met = at.join(up, up.c.id == at.c[object.fields[name].column])
            owner = up.c.owner if parent.owned else null()
            found.append(select(record, up.c.id, cast(owner, Uuid)).select_from(met))
            higher = select(record.label("of"), up).select_from(met).subquery()
            found += _climb(schema, parent, higher, higher.c.of, depth - 1)
    return found

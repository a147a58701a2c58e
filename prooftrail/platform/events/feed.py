"""Reading the log: commit order behind the watermark, in the reader's scope, in API names.

An event is seen by whoever could see its record before or after it; fields he may not read are
left out. An event that took the record out of his sight is shown as a tombstone.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import dict_row

from prooftrail.platform.events.parents import by_parent, horizon
from prooftrail.platform.events.position import Position, read_cursor
from prooftrail.platform.events.sight import Sighted, Span, by_reason, merge, reasons
from prooftrail.platform.events.telling import Row, tell
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

SHOWN = (
    "epoch", "tx", "seq", "recorded_at", "occurred_at", "actor_kind", "actor_id", "on_behalf", "action",
    "object", "record", "version", "changes", "because",
)  # fmt: skip
START = 0
"""Transaction and sequence before the first event of an epoch."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A page: events as the reader may be told them, where to go on, and whether more is waiting."""

    items: list[dict[str, Json]]
    next: Position
    more: bool

    def json(self) -> str:
        """`{"items","next"}`."""
        said = {"items": self.items, "next": self.next.cursor()}
        return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def feed(
    work: "Work", *, after: str | None, object: str | None, record: UUID | None, limit: int,
    newest: bool = False,
) -> Feed:  # fmt: skip
    """The events after a cursor, or before it where the newest come first.

    Refuses a cursor that this log cannot go on from, and the history of a record out of scope.
    """
    kind = work.schema.object(object) if object is not None else None
    if record is not None:
        _check_in_sight(work, kind, record)
    place = read_cursor(after) if after else None
    below, last = watermark(work, place)
    span = Span(place, below, newest, limit)
    if record is not None:
        found, end = _of_record(work, span, record), None
    else:
        found, end = _in_scope(work, span, kind)
    order = sorted(found, reverse=newest)
    shown = order[:limit]
    rows = _rows(work, [(at, found[at]) for at in shown])
    if len(order) >= limit:
        return Feed(tell(work, rows), shown[-1], more=True)
    if end is not None:
        return Feed(tell(work, rows), end, more=True)
    rest = shown[-1] if newest and shown else place if newest and place else last
    return Feed(tell(work, rows), rest, more=False)


def watermark(work: "Work", place: Position | None = None) -> tuple[int, Position]:
    """The transaction below which the log is complete, and the last event below it.

    Nothing will ever appear before that event any more. Refuses a `place` the log cannot go on from.
    """
    row = work.execute("select pg_snapshot_xmin(pg_current_snapshot())::text").fetchone()
    assert row is not None
    below = int(row[0])
    query = (
        f"select epoch, tx::text as xid, seq from {work.events.table} "
        "where {} and (epoch < %(epoch)s or tx < %(below)s::text::xid8) "
        "order by epoch desc, tx desc, seq desc limit 1"
    )
    bound = {"epoch": work.epoch, "below": str(below), "of": place.epoch if place else None}
    if place is not None:
        held = _position(work, query.format("epoch = %(of)s"), bound)
        first = Position(place.epoch, START, START)
        if place.epoch > work.epoch or (held or first) < place != first:
            raise Refusal("cursor_expired", "conflict", fields={"after": "cursor_expired"})
    last = _position(work, query.format("true"), bound)
    start = Position(work.epoch, START, START)
    return below, max(filter(None, (last, place)), default=start)


def _position(work: "Work", query: str, bound: dict[str, Any]) -> Position | None:
    row = work.execute(query, bound).fetchone()
    return None if row is None else Position(row[0], int(row[1]), row[2])


def _check_in_sight(work: "Work", kind: ObjectType | None, record: UUID) -> None:
    """Refuse a record out of scope; one in the trash is there for who may restore it."""
    names = [kind.name] if kind is not None else list(work.schema.objects)
    trash = work.access.may("trash:restore")
    for name in names:
        if work.records.present(name, record) or (trash and work.records.present(name, record, deleted=True)):
            return
    raise work.records.missing(kind.name if kind is not None else "record")


def _of_record(work: "Work", span: Span, record: UUID) -> dict[Position, Sighted]:
    query = (
        f"select epoch, tx::text as xid, seq, recorded_at from {work.events.table} "
        f"where record = %(record)s and {span.where} {span.order} limit %(most)s"
    )
    rows = work.execute(query, span.bound(work.epoch) | {"record": record}).fetchall()
    return {Position(epoch, int(tx), seq): Sighted(at, True, True) for epoch, tx, seq, at in rows}


def _in_scope(
    work: "Work", span: Span, kind: ObjectType | None
) -> tuple[dict[Position, Sighted], Position | None]:
    """What the caller sees of the span, and where it ends before `most` where too much had to be judged."""
    why = reasons(work, kind)
    end = horizon(work, span, why.through) if why.through else None
    span = replace(span, upto=end)
    found = by_reason(work, span, why)
    for object in why.through:
        found = merge(found, by_parent(work, span, object))
    return found, end


def _rows(work: "Work", keys: Sequence[tuple[Position, Sighted]]) -> list[Row]:
    """The events themselves, in the keys' order."""
    if not keys:
        return []
    query = (
        f"select {', '.join(f'e.{name}' for name in SHOWN)} from "
        "unnest(%s::int[], %s::text[]::xid8[], %s::bigint[], %s::timestamptz[]) "
        "k(epoch, tx, seq, recorded_at) "
        f"join {work.events.table} e using (epoch, tx, seq, recorded_at)"
    ).replace("e.tx,", "e.tx::text as xid,")
    epochs, txs, seqs = zip(*(at for at, _ in keys), strict=True)
    times = [each.recorded_at for _, each in keys]
    cursor = work.connection.cursor(row_factory=dict_row)
    rows = cursor.execute(query, [list(epochs), [str(tx) for tx in txs], list(seqs), times]).fetchall()
    by_place = {Position(row["epoch"], int(row["xid"]), row["seq"]): row for row in rows}
    return [Row(at, by_place[at], each.before, each.after) for at, each in keys if at in by_place]

"""Events seen through a parent: an activity because of its customer.

No index leads from a parent's owner to them, so a bounded stretch of the object's events is read and
judged; where the stretch ends, the page ends too, and its cursor goes on from there.
"""

import re
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    DateTime,
    Exists,
    FromClause,
    Integer,
    Select,
    Text,
    Uuid,
    case,
    cast,
    column,
    exists,
    false,
    or_,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from prooftrail.platform.access.scope import parents, values
from prooftrail.platform.events.position import Position
from prooftrail.platform.events.sight import Sighted, Span, read_keys
from prooftrail.platform.records.compiled import compiled
from prooftrail.platform.schema import ObjectType

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

STRETCH = 2_000
"""Events of one object that one page looks through."""

COLUMNS = (
    column("epoch", Integer), column("xid", Text), column("seq", Integer),
    column("recorded_at", DateTime(timezone=True)), column("record", Uuid), column("changes", JSONB),
)  # fmt: skip


def horizon(work: "Work", span: Span, objects: list[ObjectType]) -> Position | None:
    """Where the stretches of these objects end: the first end of any that is longer than one page reads."""
    query = (
        "select e.epoch, e.tx::text as xid, e.seq from unnest(%(ids)s::text[]) o(id) cross join lateral "
        f"(select epoch, tx, seq from {work.events.table} where object = o.id and {span.where} {span.order} "
        f"offset %(stretch)s limit 1) e {span.order} limit 1"
    )
    bound = span.bound(work.epoch) | {"ids": [each.id for each in objects], "stretch": STRETCH - 1}
    row = work.execute(query, bound).fetchone()
    return None if row is None else Position(row[0], int(row[1]), row[2])


def by_parent(work: "Work", span: Span, object: ObjectType) -> dict[Position, Sighted]:
    """The events of the stretch whose record has a parent in sight: before the change, or after it."""
    shape = ("events by parent", object.name, work.access.shape, span.where, span.order)
    statement = compiled(work.schema, shape, lambda: _statement(work, span, object))
    bound = span.bound(work.epoch) | values(work.access, work.actor.person)
    bound |= {"object": object.id, "stretch": STRETCH}
    return read_keys(work.execute(statement.text, statement.values(bound)).fetchall())


def _statement(work: "Work", span: Span, object: ObjectType) -> Select[Any]:
    stretch = (
        f"select epoch, tx::text as xid, seq, recorded_at, record, changes from {work.events.table} "
        f"where object = %(object)s and record is not null and {span.where} {span.order} limit %(stretch)s"
    )
    events = (
        text(re.sub(r"%\((\w+)\)s", r"(:\1)", stretch)).columns(*COLUMNS).cte("e").prefix_with("materialized")
    )
    before, after = _in_sight(work, object, events, ago=True), _in_sight(work, object, events, ago=False)
    judged = select(
        events.c.epoch, events.c.xid, events.c.seq, events.c.recorded_at,
        before.label("before"), after.label("after"),
    ).subquery("j")  # fmt: skip
    return select(judged).where(or_(cast(judged.c.before, Boolean), cast(judged.c.after, Boolean)))


def _in_sight(work: "Work", object: ObjectType, events: FromClause, *, ago: bool) -> Exists:
    """Whether a parent of the event's record is in sight: one it has now, or one it had before the change."""
    record = object.table.alias()
    seen: list[ColumnElement[bool]] = []
    for name in object.through:
        link: ColumnElement[Any] = record.c[object.fields[name].column]
        if ago:
            link = _before(object, name, events, link)
        seen += parents(work.schema, work.access, "read", object, name, link, live=False)
    held = select(1).select_from(record).where(record.c.id == events.c.record, or_(false(), *seen))
    return exists(held.correlate_except(record))


def _before(
    object: ObjectType, name: str, events: FromClause, link: ColumnElement[Any]
) -> ColumnElement[Any]:
    """What the field pointed to before the change: what the event says, or else what it does now."""
    each = object.fields[name]
    old = events.c.changes[each.id][0]
    said = (old["id"] if each.type.key == "about" else old).astext
    return case((events.c.changes.has_key(each.id), cast(said, Uuid)), else_=link)

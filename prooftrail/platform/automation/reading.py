"""What happened since a lane looked last: events behind the watermark in commit order, of watched objects."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.automation.matching import HEARD
from prooftrail.platform.automation.occasions import COLUMNS, Happened, read_events
from prooftrail.platform.automation.store import Armed
from prooftrail.platform.automation.triggers import SIGNALS
from prooftrail.platform.events.feed import watermark
from prooftrail.platform.events.position import Position

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

LIVE, BULK = "live", "bulk"
OTHERS = "(x.because ?| array['import', 'bulk']) is not true"
LANES: Mapping[str, str] = {LIVE: OTHERS, BULK: "x.because ? 'bulk'"}
"""What each lane takes of the log. Rows of imports come by their import, once it is done."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Events of one lane in order, and up to where it has looked then."""

    events: Sequence[Happened]
    upto: Position


def watched(work: "Work", rules: Sequence[Armed]) -> list[str]:
    """Ids of the objects whose events any rule waits for."""
    found: dict[str, None] = {}
    for each in rules:
        if each.rule.on not in HEARD:
            continue
        signal = SIGNALS.get(str(each.rule.when.get("name")))
        name = each.rule.object or (signal.object if signal is not None else None)
        if name is None:
            found |= dict.fromkeys(object.id for object in work.schema.objects.values())
        elif name in work.schema.objects:
            found[work.schema.objects[name].id] = None
    return list(found)


def hold_cursor(work: "Work", lane: str, rules: Sequence[Armed], *, wait: bool = False) -> Position | None:
    """Where a lane goes on from, nobody else's until this transaction ends; None where somebody has it and
    one is not to `wait` for him.
    """
    table = f"{work.place.schema}._rule_cursor"
    lock = "for update" if wait else "for update skip locked"
    query = f"select epoch, tx::text, seq from {table} where lane = %s {lock}"
    row = work.execute(query, [lane]).fetchone()
    start = min((each.since for each in rules), default=Position(work.epoch, 0, 0))
    if row is not None:
        return max(Position(row[0], int(row[1]), row[2]), start)
    made = work.execute(
        f"insert into {table} (lane, epoch, tx, seq) values (%s, %s, %s::text::xid8, %s) "
        "on conflict do nothing returning lane",
        [lane, start.epoch, str(start.tx), start.seq],
    ).fetchone()
    return start if made is not None else None


def keep_cursor(work: "Work", lane: str, at: Position) -> None:
    """Remember how far a lane has come."""
    work.execute(
        f"update {work.place.schema}._rule_cursor set epoch = %s, tx = %s::text::xid8, seq = %s "
        "where lane = %s",
        [at.epoch, str(at.tx), at.seq, lane],
    )


def next_batch(work: "Work", lane: str, after: Position, objects: Sequence[str], size: int) -> Batch:
    """The next events after a place."""
    below, last = watermark(work)
    if last <= after or not objects:
        return Batch([], max(last, after))
    rows = work.execute(
        f"select {COLUMNS} from unnest(%(objects)s::text[]) o(id) cross join lateral ("
        f"select * from {work.events.table} x where x.object = o.id "
        "and (x.epoch, x.tx, x.seq) > (%(e)s, %(t)s::text::xid8, %(s)s) "
        f"and (x.epoch < %(epoch)s or x.tx < %(below)s::text::xid8) and {LANES[lane]} "
        "order by x.epoch, x.tx, x.seq limit %(size)s) e order by e.epoch, e.tx, e.seq limit %(size)s",
        {"objects": list(objects), "e": after.epoch, "t": str(after.tx), "s": after.seq,
         "epoch": work.epoch, "below": str(below), "size": size},
    ).fetchall()  # fmt: skip
    events = read_events(work, rows)
    if len(events) == size:
        return Batch(events, events[-1].at)
    return Batch(events, max(last, after))


def at_places(work: "Work", places: Sequence[tuple[Position, datetime]]) -> list[Happened]:
    """Events by their places, in order."""
    if not places:
        return []
    rows = work.execute(
        f"select {COLUMNS} from unnest(%s::int[], %s::text[]::xid8[], %s::bigint[], %s::timestamptz[]) "
        f"k(epoch, tx, seq, recorded_at) join {work.events.table} e using (epoch, tx, seq, recorded_at) "
        "order by e.epoch, e.tx, e.seq",
        [[at.epoch for at, _ in places], [str(at.tx) for at, _ in places], [at.seq for at, _ in places],
         [when for _, when in places]],
    ).fetchall()  # fmt: skip
    return read_events(work, rows)


def of_rows(work: "Work", batch: UUID, after: int, size: int) -> tuple[list[Happened], int | None]:
    """What the next rows of an import did, in the file's order; None where there are no rows any more."""
    rows: list[Any] = work.execute(
        f"select at, record from {work.place.schema}._import_row where import = %s and at > %s "
        "and verdict in ('create', 'update') and record is not null order by at limit %s",
        [batch, after, size],
    ).fetchall()
    if not rows:
        return [], None
    found = work.execute(
        f"select {COLUMNS} from unnest(%s::uuid[]) with ordinality k(record, n) "
        f"join {work.events.table} e on e.record = k.record and e.because ->> 'import' = %s "
        "order by k.n, e.seq",
        [list(dict.fromkeys(record for _, record in rows)), str(batch)],
    ).fetchall()
    return read_events(work, found), rows[-1][0]

"""Order across lanes: an event waits until what happened to its record earlier in another lane was taken."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.automation.matching import HEARD
from prooftrail.platform.automation.occasions import Happened
from prooftrail.platform.automation.reading import BULK, LANES, LIVE
from prooftrail.platform.automation.store import Armed
from prooftrail.platform.events.position import Position

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

ALL = 2**62
"""Past the last row of any file."""


@dataclass(frozen=True, slots=True)
class Behind:
    """What an event waits for: that a lane has come to a place."""

    lane: str
    to: Position


@dataclass(frozen=True, slots=True)
class Lanes:
    """Which lanes have something to take, and how far each has come."""

    at: dict[str, Position]
    imports: Sequence[UUID]

    @property
    def names(self) -> list[str]:
        """Every lane that still moves."""
        return [LIVE, BULK, *map(lane_of, self.imports)]


def lane_of(id: UUID) -> str:
    """The lane of an import's rows."""
    return f"import:{id}"


def importing(rules: Iterable[Armed]) -> list[Armed]:
    """The rules that rows of imports may set off."""
    return [each for each in rules if each.rule.on in HEARD and each.rule.said["imports"]]


def lanes(work: "Work", rules: Sequence[Armed]) -> Lanes:
    """How far every lane has come; imports that rules are to get, now or when they are done."""
    schema, known = work.place.schema, importing(rules)
    objects = list({str(each.rule.object) for each in known if each.rule.object})
    rows = work.execute(
        f"select c.lane, c.epoch, c.tx::text, c.seq, null from {schema}._rule_cursor c where lane = any(%s) "
        "union all "
        f"select 'import:' || i.id, c.epoch, c.tx::text, c.seq, i.id from {schema}._import i "
        f"left join {schema}._rule_cursor c on c.lane = 'import:' || i.id "
        "where i.state in ('applying', 'done') and i.object = any(%s) and i.created_at >= %s "
        "and i.settings #>> '{mapping,rules}' is distinct from 'false' and coalesce(c.seq, 0) < %s",
        [[LIVE, BULK], objects, min((each.begun for each in known), default=work.now), ALL],
    ).fetchall()
    at = {lane: Position(epoch, int(tx), seq) for lane, epoch, tx, seq, _ in rows if epoch is not None}
    return Lanes(at, [id for *_, id in rows if id is not None])


def behind(
    work: "Work", rules: Sequence[Armed], events: Sequence[Happened], own: str | None
) -> dict[UUID, Behind]:
    """The events, by id, that wait for another lane than their `own`, and for what."""
    records = list({each.record for each in events if each.record is not None})
    if not records:
        return {}
    there, upto = lanes(work, rules), max(each.at for each in events)
    earlier: dict[UUID, list[tuple[Position, Behind]]] = {}
    for lane in (LIVE, BULK):
        come = there.at.get(lane)
        if lane != own and come is not None and come < upto:
            for record, at in _untaken(work, lane, come, upto, records):
                earlier.setdefault(record, []).append((at, Behind(lane, at)))
    for record, at, waits in _unread(work, there, events, own):
        earlier.setdefault(record, []).append((at, waits))
    found: dict[UUID, Behind] = {}
    for each in events:
        before = (
            [(at, waits) for at, waits in earlier.get(each.record, ()) if at < each.at] if each.record else []
        )
        if before:
            found[each.id] = max(before, key=lambda pair: pair[0])[1]
    return found


def _untaken(
    work: "Work", lane: str, come: Position, upto: Position, records: Sequence[UUID]
) -> list[tuple[UUID, Position]]:
    """What a lane of the log has still to take of some records; only computed values come in bulk."""
    only = "x.version is null and" if lane == BULK else ""
    rows = work.execute(
        f"select x.record, x.epoch, x.tx::text, x.seq from {work.events.table} x "
        f"where x.record = any(%s) and {only} {LANES[lane]} "
        "and (x.epoch, x.tx, x.seq) > (%s, %s::text::xid8, %s) "
        "and (x.epoch, x.tx, x.seq) < (%s, %s::text::xid8, %s)",
        [list(records), come.epoch, str(come.tx), come.seq, upto.epoch, str(upto.tx), upto.seq],
    ).fetchall()
    return [(record, Position(epoch, int(tx), seq)) for record, epoch, tx, seq in rows]


def _unread(
    work: "Work", there: Lanes, events: Sequence[Happened], own: str | None
) -> list[tuple[UUID, Position, Behind]]:
    """What imports did to the records of some events and rules did not get yet."""
    ids = [each for each in there.imports if lane_of(each) != own]
    records = _imported(work, ids, events) if ids else []
    if not records:
        return []
    rows = work.execute(
        f"select e.record, e.epoch, e.tx::text, e.seq, r.import, r.at from {work.events.table} e "
        f"join {work.place.schema}._import_row r on r.import = any(%s) and r.record = e.record "
        "where e.record = any(%s) and e.because ->> 'import' = r.import::text",
        [ids, records],
    ).fetchall()
    found = []
    for record, epoch, tx, seq, id, row in rows:
        lane = lane_of(id)
        come = there.at.get(lane)
        if come is None or come.seq < row:
            found.append((record, Position(epoch, int(tx), seq), Behind(lane, Position(work.epoch, 0, row))))
    return found


def _imported(work: "Work", ids: Sequence[UUID], events: Sequence[Happened]) -> list[UUID]:
    """Which records some imports made or changed: mostly none, and found without looking at their history."""
    schema, of = work.place.schema, dict[str, list[UUID]]()
    for each in events:
        if each.record is not None and each.object is not None:
            of.setdefault(each.object.table.name, []).append(each.record)
    parts = [f"select id from {schema}.{name} where id = any(%s) and import_batch = any(%s)" for name in of]
    changed = (
        f"select record from {schema}._import_row "
        "where import = any(%s) and verdict = 'update' and record = any(%s)"
    )
    values = [value for records in of.values() for value in (records, list(ids))]
    records = [each for found in of.values() for each in found]
    query = " union ".join([*parts, changed])
    return [row[0] for row in work.execute(query, [*values, list(ids), records]).fetchall()]

"""Events put aside with their records, in the order they came, and what they wait for."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.automation.crossing import Behind, Lanes
from prooftrail.platform.automation.occasions import Happened
from prooftrail.platform.automation.reading import at_places
from prooftrail.platform.events.position import Position

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

Aside = tuple[Happened, UUID | None, Behind | None]
"""An event, with its run where that failed, or with the lane it waits for."""
AT_ONCE = 20
"""Records taken up again in one transaction."""


def put_aside(work: "Work", waits: Sequence[Aside]) -> None:
    """Keep events for later, in their order."""
    if not waits:
        return
    rows = [
        (event.at.epoch, str(event.at.tx), event.at.seq, event.recorded_at, event.record, run,
         *((each.lane, each.to.epoch, str(each.to.tx), each.to.seq) if each else (None,) * 4))
        for event, run, each in waits
    ]  # fmt: skip
    work.execute(
        f"insert into {work.place.schema}._rule_aside "
        "(epoch, tx, seq, recorded_at, record, run, lane, to_epoch, to_tx, to_seq) "
        "select k.epoch, k.tx, k.seq, k.at, k.record, k.run, k.lane, k.e, k.t, k.s from unnest("
        "%s::int[], %s::text[]::xid8[], %s::bigint[], %s::timestamptz[], %s::uuid[], %s::uuid[], %s::text[], "
        "%s::int[], %s::text[]::xid8[], %s::bigint[]) with ordinality "
        "k(epoch, tx, seq, at, record, run, lane, e, t, s, n) order by k.n",
        [list(column) for column in zip(*rows, strict=True)],
    )


def ready(work: "Work", there: Lanes, at: datetime) -> list[UUID]:
    """Records whose first event waits no longer: its run is due again or was given up, or its lane came."""
    schema = work.place.schema
    rows = work.execute(
        "select a.record from "
        f"(select distinct on (record) * from {schema}._rule_aside order by record, n) a "
        f"left join {schema}._run r on r.id = a.run left join {schema}._rule_cursor c on c.lane = a.lane "
        "where (r.id is null or r.state not in ('waiting', 'dead') "
        "or (r.state = 'waiting' and r.next_at <= %s)) "
        "and (a.lane is null or a.lane <> all(%s) "
        "or (c.epoch, c.tx, c.seq) >= (a.to_epoch, a.to_tx, a.to_seq)) order by a.n limit %s",
        [at, there.names, AT_ONCE],
    ).fetchall()
    return [row[0] for row in rows]


def take_up(work: "Work", record: UUID) -> tuple[list[Happened], list[UUID]]:
    """A record's events in order, not aside any more, and the runs among them that failed."""
    schema = work.place.schema
    rows = work.execute(
        f"delete from {schema}._rule_aside where n in (select n from {schema}._rule_aside where record = %s "
        "order by n for update) returning epoch, tx::text, seq, recorded_at, run",
        [record],
    ).fetchall()
    places = [(Position(epoch, int(tx), seq), at) for epoch, tx, seq, at, _ in rows]
    return at_places(work, places), [row[4] for row in rows if row[4] is not None]

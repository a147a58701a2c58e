"""The worker's turn over customers nobody tends: reminded, told a last time, into the pool. By index: the
latest act that is due now is reckoned once for each group of grades, and compared with the kept one."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import dict_row

from prooftrail.platform.database.place import Place
from prooftrail.platform.hands import touches
from prooftrail.platform.jobs.sweeps import Ground
from prooftrail.platform.records import Change
from prooftrail.platform.work import Caller
from prooftrail.sales.ownership.model import (
    CUSTOMER,
    DEAL,
    FOREVER,
    HELD,
    REASON,
    RECYCLED,
    REMINDED,
    STEP,
    TENDED,
    TOLD,
)
from prooftrail.sales.ownership.moving import to_pool
from prooftrail.sales.ownership.queries import groups
from prooftrail.sales.ownership.rules.untended import Group, Limits, Reminder, remind
from prooftrail.sales.ownership.settings import DEFAULTS
from prooftrail.sales.ownership.telling import tell_lost, tell_untended

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

CALLER = Caller(reason=REASON)
BATCH, BATCHES = 200, 100
Row = Mapping[str, Any]


def sweep(on: Ground, place: Place) -> bool:
    """One turn, a batch a transaction; whether there is more to do."""
    with on.workspaces.begin(place.name, CALLER) as work:
        wake(work)
        found = groups(work)
    for _ in range(BATCHES):
        done = 0
        for group in found:
            for step in (TENDED, REMINDED, TOLD):
                with on.workspaces.begin(place.name, CALLER) as work:
                    done = max(done, take(work, group, step))
        if done < BATCH:
            return False
    return True


def due(work: "Work") -> datetime | None:
    """When the next one is due, at the end of its quarter of an hour; now, where settings were changed."""
    if touches.mark(work) != _mark(work):
        return work.now
    found = []
    for group in groups(work):
        for step in (TENDED, REMINDED, TOLD):
            first = touches.first_touch(work, step, group.grades)
            if first is not None:
                found.append(first + group.limits.length(step))
    waking = touches.first_waking(work, FOREVER)
    found += [] if waking is None else [waking]
    return _ceiling(min(found)) if found else None


def wake(work: "Work") -> None:
    """Those whose rest is over are looked at again; where settings changed since, all who rest. In a
    workspace that has never been swept, everybody's customers begin to be watched now."""
    known, mark = touches.mark(work), _mark(work)
    if known is None:
        touches.watch_all(work, work.schema.object(CUSTOMER), "grade")
    if known != mark:
        touches.set_mark(work, mark)
        touches.wake(work)
    touches.wake_due(work)


def _mark(work: "Work") -> str:
    said = json.dumps({key: work.settings.value(key) for key in sorted(DEFAULTS)})
    return sha256(said.encode()).hexdigest()[:16]


def take(work: "Work", group: Group, step: int) -> int:
    """Take a batch of those that are due at a step; how many there were."""
    rows = _due_rows(work, group, step)
    resting = _resting(work, rows)
    mine = [row for row in rows if row["id"] not in resting]
    touches.rest(work, resting)
    if mine and step == TOLD:
        _recycle(work, mine, group.limits)
    elif mine:
        _remind(work, mine, group.limits)
    return len(rows)


def _due_rows(work: "Work", group: Group, step: int) -> list[dict[str, Any]]:
    """Held records first, so that whoever is at one now keeps it."""
    cursor = work.connection.cursor(row_factory=dict_row)
    return cursor.execute(
        f"select c.*, t.touched_at from {work.place.schema}._touch t "
        f"join {work.place.schema}.{CUSTOMER} c on c.id = t.record "
        f"where t.step = {step} and t.class = any(%s) and t.rests_until is null and t.touched_at <= %s "
        "and c.owner is not null and c.deleted_at is null "
        "order by t.touched_at, t.record limit %s for no key update of c, t skip locked",
        [list(group.grades), work.now - group.limits.length(step), BATCH],
    ).fetchall()


def _resting(work: "Work", rows: Sequence[Row]) -> dict[UUID, datetime]:
    """Who is not recycled for now, and until when: given out lately, kept by somebody, or with a deal that is
    far on its way."""
    if not rows:
        return {}
    late = {
        row[0]
        for row in work.execute(
            f"select distinct customer from {work.place.schema}.{DEAL} where customer = any(%s) "
            "and closed_on is null and deleted_at is null and stage = any(%s)",
            [[row["id"] for row in rows], work.settings.value("ownership.late_stages")],
        )
    }
    found: dict[UUID, datetime] = {}
    for row in rows:
        if row["routing"] in HELD:
            due_at = row["due_at"]
            found[row["id"]] = due_at if due_at and due_at > work.now else work.now + timedelta(days=1)
        elif row["keep_until"] is not None and row["keep_until"] >= work.today:
            day = row["keep_until"] + timedelta(days=1)
            found[row["id"]] = datetime.combine(day, time(), work.zone)
        elif row["id"] in late:
            found[row["id"]] = FOREVER
    return found


def _remind(work: "Work", rows: Sequence[Row], limits: Limits) -> None:
    told = [(row, remind(row["touched_at"], work.now, limits)) for row in rows]
    changes = [
        Change("update", CUSTOMER, row["id"], {"due_at": said.pool_at.isoformat()},
               because=_because(work, row) | {"pool_at": said.pool_at.isoformat()})
        for row, said in told
    ]  # fmt: skip
    work.records.apply(changes, loose=True, action="customer.reminded")
    tell_untended(work, told)
    touches.step_on(
        work, {row["id"]: (_next(said), said.pool_at if said.late else None) for row, said in told}
    )


def _next(said: Reminder) -> int:
    return TOLD if said.last else REMINDED


def _recycle(work: "Work", rows: Sequence[Row], limits: Limits) -> None:
    _, pools = to_pool(work, rows, RECYCLED, {row["id"]: _because(work, row) for row in rows})
    tell_lost(work, rows, pools)


def _because(work: "Work", row: Row) -> dict[str, Any]:
    days = (work.now - row["touched_at"]).days
    return {"untended_since": row["touched_at"].isoformat(), "days": days}


def _ceiling(at: datetime) -> datetime:
    """The end of the quarter of an hour an instant lies in."""
    begun = datetime(2000, 1, 1, tzinfo=UTC)
    return begun - (begun - at) // STEP * STEP

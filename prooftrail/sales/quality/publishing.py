"""The worker's part: scores are published on the first of a month, gaps are named once a week."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.people.actor import system
from prooftrail.platform.records import Change
from prooftrail.platform.values import uuid7
from prooftrail.sales.quality.counting import counted, departments, month_text
from prooftrail.sales.quality.rules.scoring import (
    Tally,
    Weights,
    fastest,
    month_after,
    month_before,
    month_of,
    rolled_up,
    score,
)

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

SCORE = "health_score"
SOURCE = "quality"
LOCK = 7361


def publish(work: "Work") -> int:
    """Publish the month's scores, once; answers how many."""
    work.execute("select pg_advisory_xact_lock(%s, hashtext(%s))", [LOCK, work.place.name])
    month = month_of(work.today)
    if is_published(work, month):
        return 0
    tree = departments(work)
    if not tree:
        return 0
    own = {unit: tally for unit, tally in counted(work).items() if unit in tree}
    whole = rolled_up({unit: tally for unit, tally in own.items() if unit}, {u: tree[u][1] for u in tree})
    before = scores_of(work, month_before(month))
    said = work.settings.value("quality.weights")
    weights = Weights(*(max(0, said.get(each, 0)) for each in ("complete", "fresh", "single")))
    points = {unit: score(tally, weights) for unit, tally in whole.items()}
    gains = {
        unit: now - then
        for unit, now in points.items()
        if now is not None and (then := before.get(unit)) is not None
    }
    least = work.settings.value("quality.least_records")
    among = {unit: gain for unit, gain in gains.items() if whole[unit].records >= least}
    first = fastest(among, {unit: tree[unit][0] for unit in tree})
    changes = [
        Change("create", SCORE, uuid7(), _values(work, month, unit, tree[unit], tally) | {
            "score": _text(points[unit]), "gain": _text(gains.get(unit)), "fastest": unit == first,
            **_own(own.get(unit, Tally())),
        })
        for unit, tally in whole.items() if tally.records or tree[unit][1] is None
    ]  # fmt: skip
    with work.acting(system(SOURCE)):
        work.records.apply(changes, loose=True, action="health_score.published")
    return len(changes)


def is_published(work: "Work", month: date) -> bool:
    """Whether a month has its scores, deleted or not."""
    query = f"select 1 from {work.place.schema}.{SCORE} where month_on = %s limit 1"
    return work.execute(query, [month]).fetchone() is not None


def scores_of(work: "Work", month: date) -> dict[UUID, Decimal]:
    """Each department's score of a month."""
    rows = work.execute(
        f"select unit, score from {work.place.schema}.{SCORE} "
        "where month_on = %s and score is not null and unit is not null and deleted_at is null",
        [month],
    ).fetchall()
    return dict(rows)


def next_month(work: "Work") -> datetime:
    """When the next scores are due."""
    return datetime.combine(month_after(month_of(work.today)), time(), work.zone)


def next_monday(work: "Work") -> datetime:
    """When gaps are named next."""
    days = timedelta(days=7 - work.today.weekday())
    return datetime.combine(work.today + days, time(), work.zone)


def _values(
    work: "Work", month: date, unit: UUID, said: tuple[str, UUID | None, UUID | None], tally: Tally
) -> dict[str, Any]:
    name, _, head = said
    return {
        "title": name[:200], "mark": f"{unit}:{month_text(month)}", "month_on": month.isoformat(),
        "as_of": work.now.isoformat(), "unit": str(unit), "owner": str(head) if head else None,
        "complete": _text(tally.complete_share), "stale": _text(tally.stale_share),
        "doubled": _text(tally.doubled_share), "records": tally.records, "filled": tally.filled,
        "possible": tally.possible, "stale_records": tally.stale, "compared": tally.compared,
        "doubled_records": tally.doubled,
    }  # fmt: skip


def _own(tally: Tally) -> dict[str, Any]:
    return {
        "own_records": tally.records, "own_filled": tally.filled, "own_possible": tally.possible,
        "own_stale": tally.stale,
    }  # fmt: skip


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:.1f}"

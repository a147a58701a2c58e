"""Whether an intervention helped: treated against left out, after its weeks."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.notify.telling import About, tell
from prooftrail.platform.people.actor import system
from prooftrail.platform.records import Change
from prooftrail.sales.churn.gathering import came_back
from prooftrail.sales.churn.rules.comparing import effect

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

STEP, MEMBER, SOURCE = "churn_step", "churn_member", "churn"
MOST = 20


def measure_due(work: "Work") -> int:
    """Measure interventions whose last day is over; answers how many."""
    rows = work.execute(
        f"select id, title, started_on, measured_on, owner from {work.place.schema}.{STEP} "
        "where state = 'running' and measured_on < %s and deleted_at is null order by measured_on, id "
        f"limit {MOST} for update skip locked",
        [work.today],
    ).fetchall()
    for id, title, since, until, owner in rows:
        measure(work, id, title or "", since, until, owner)
    return len(rows)


def measure(
    work: "Work", step: UUID, title: str, since: date, until: date, owner: UUID | None
) -> None:  # fmt: skip
    """Keep who came back, the difference and what may be said of it; whoever started it hears of it."""
    members = work.execute(
        f"select id, customer, treated from {work.place.schema}.{MEMBER} "
        "where step = %s and customer is not null and deleted_at is null",
        [step],
    ).fetchall()
    back = came_back(work, [customer for _, customer, _ in members], since, until)
    sides = {
        side: [customer in back for _, customer, treated in members if treated is side]
        for side in (True, False)
    }
    found = effect(
        sum(sides[True]), len(sides[True]), sum(sides[False]), len(sides[False]),
        max(1, work.settings.value("churn.least_group")),
    )  # fmt: skip
    values = {
        "state": "measured", "treated": len(sides[True]), "held": len(sides[False]),
        "treated_back": sum(sides[True]), "held_back": sum(sides[False]), "verdict": found.verdict,
        "difference": _text(found.difference), "low": _text(found.low), "high": _text(found.high),
    }  # fmt: skip
    changes = [Change("update", MEMBER, id, {"came_back": customer in back}) for id, customer, _ in members]
    with work.acting(system(SOURCE)):
        work.records.apply([Change("update", STEP, step, values), *changes], loose=True,
                           action="churn_step.measured")  # fmt: skip
    if owner is not None:
        tell(work, [owner], title={"zh": f"效果出来了：{title}", "en": f"Measured: {title}"},
             about=About(STEP, step), source=SOURCE, key=f"churn_step:{step}:measured")  # fmt: skip


def due(work: "Work") -> datetime | None:
    """When the next one is over."""
    row = work.execute(
        f"select min(measured_on) from {work.place.schema}.{STEP} where state = 'running' "
        "and deleted_at is null"
    ).fetchone()
    if row is None or row[0] is None:
        return None
    return datetime.combine(row[0] + timedelta(days=1), time(), work.zone)


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:.1f}"

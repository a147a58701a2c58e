"""The worker's turn: what is new or changed is scored, all after a new model, and the best marked."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.database.place import Place
from prooftrail.platform.jobs.sweeps import Ground
from prooftrail.platform.learned import store
from prooftrail.platform.learned.store import Turns, Value
from prooftrail.platform.people.actor import system
from prooftrail.platform.records import Change
from prooftrail.platform.work import Caller
from prooftrail.sales.scoring.drifting import look
from prooftrail.sales.scoring.shapes import LEAD, OPEN, REASON
from prooftrail.sales.scoring.training import enough, order
from prooftrail.sales.scoring.valuing import Judge, judge_of, value_leads

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

STALE = (
    "select l.id, l.score, l.score_top, v.mark from {schema}.lead l "
    "left join {schema}._learned_value v on v.record = l.id where " + OPEN + " and (v.record is null "
    "or v.mark <> %(mark)s or l.updated_at > v.at or v.at < %(old)s) "
    "order by l.created_at desc, l.id limit %(most)s"
)
BEST = "select min(l.score) from {schema}.lead l where l.score_top and " + OPEN
ORDER = (
    "with ranked as (select l.id, l.score_top, row_number() over (order by l.score desc, l.created_at desc, "
    "l.id) place, count(*) over () many from {schema}.lead l where l.score is not null and " + OPEN + ") "
    "select id, place <= ceil(many * %(share)s) from ranked "
    "where (place <= ceil(many * %(share)s)) is distinct from score_top order by id limit %(most)s"
)


def sweep(on: Ground, place: Place) -> bool:
    """One turn; whether there is more to score."""
    with on.workspaces.begin(place.name, Caller(reason=REASON)) as work:
        judge = judge_of(work)
        more = score_some(work, judge)
        if more:
            return True
        if put_in_order(work):
            return True
        look_now_and_then(work)
        learn_now_and_then(work)
    return False


def score_some(work: "Work", judge: Judge) -> bool:
    """Score one batch of what is new, changed or old; whether there is more."""
    most = max(1, int(work.settings.value("scoring.batch")))
    old = work.now - timedelta(hours=int(work.settings.value("scoring.rescore_hours")) or 24)
    rows = work.execute(
        STALE.format(schema=work.place.schema), {"mark": judge.mark, "old": old, "most": most}
    ).fetchall()
    if not rows:
        return False
    values = value_leads(work, judge, [row[0] for row in rows])
    store.keep_values(work, LEAD, judge.mark, judge.number, values)
    write_scores(work, judge, values, {id: (score, top, mark) for id, score, top, mark in rows})
    if any(mark != judge.mark for *_, mark in rows):  # what is best is another question now
        store.took_turn(work, LEAD, Turns(None, store.turns(work, LEAD).looked_at))
    return len(rows) == most


def write_scores(
    work: "Work", judge: Judge, values: list[Value], before: dict[UUID, tuple[Any, Any, Any]]
) -> None:
    """Put scores on their leads where they moved far enough for people to care."""
    least = float(work.settings.value("scoring.least_change"))
    row = work.execute(BEST.format(schema=work.place.schema)).fetchone()
    best = float(row[0]) if row and row[0] is not None else None
    changes = []
    for each in values:
        score, _, mark = before[each.record]
        if mark == each.mark and score is not None and abs(float(score) - each.value) < max(least, 0.05):
            continue
        said: dict[str, Any] = {
            "score": f"{each.value:.1f}", "scored_at": work.now.isoformat(), "score_model": judge.number,
        }  # fmt: skip
        if mark == each.mark or mark is None:
            said["score_top"] = best is not None and each.value >= best
        changes.append(Change("update", LEAD, each.record, said))
    _write(work, changes)


def put_in_order(work: "Work") -> bool:
    """Mark the best of the open leads, now and then; whether there is more to mark."""
    turns = store.turns(work, LEAD)
    every = timedelta(minutes=int(work.settings.value("scoring.order_minutes")))
    if turns.ordered_at is not None and turns.ordered_at <= work.now < turns.ordered_at + every:
        return False
    share = min(100, int(work.settings.value("scoring.top_percent"))) / 100
    most = max(1, int(work.settings.value("scoring.batch")))
    rows = work.execute(ORDER.format(schema=work.place.schema), {"share": share, "most": most}).fetchall()
    _write(work, [Change("update", LEAD, id, {"score_top": top}) for id, top in rows])
    if len(rows) == most:
        return True
    store.took_turn(work, LEAD, Turns(work.now, turns.looked_at))
    return False


def _write(work: "Work", changes: list[Change]) -> None:
    if changes:
        with work.acting(system(REASON)):
            work.records.apply(changes, loose=True, action="lead.scored")
        _seen(work, changes)


def _seen(work: "Work", changes: list[Change]) -> None:
    """What only the marks changed need not be scored again."""
    store.touch(work, [each.id for each in changes if each.id is not None])


def look_now_and_then(work: "Work") -> None:
    """Whether the model still holds, every so many hours."""
    turns = store.turns(work, LEAD)
    every = timedelta(hours=max(1, int(work.settings.value("scoring.drift_hours"))))
    if turns.looked_at is None or not turns.looked_at <= work.now < turns.looked_at + every:
        with work.acting(system(REASON)):
            look(work)
        store.took_turn(work, LEAD, Turns(turns.ordered_at, work.now))


def learn_now_and_then(work: "Work") -> None:
    """Let the next version be learned after so many days, where the settings say so and there is enough."""
    days = int(work.settings.value("scoring.train_days"))
    if days < 1:
        return
    newest = next(iter(store.history(work, LEAD, 1)), None)
    if newest is not None and newest.asked_at > work.now - timedelta(days=days):
        return
    if store.waiting(work, LEAD) is None and enough(work):
        with work.acting(system(REASON)):
            order(work)

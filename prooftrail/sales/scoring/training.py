"""A model learned by the worker: closed leads read in one transaction, what was learned kept in another."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.database.place import Place
from prooftrail.platform.jobs.queue import Job, Stop, defer
from prooftrail.platform.jobs.sweeps import Ground
from prooftrail.platform.learned import store
from prooftrail.platform.learned.store import CANDIDATE, REFUSED, WAITING, Model
from prooftrail.platform.people.actor import system
from prooftrail.platform.work import Caller
from prooftrail.sales.scoring.known import FEATURES
from prooftrail.sales.scoring.known.asking import as_of
from prooftrail.sales.scoring.known.gathering import gather, window_of
from prooftrail.sales.scoring.learning import Cases, learn_apart
from prooftrail.sales.scoring.shapes import LEAD, LOST, REASON, WON
from prooftrail.sales.scoring.telling import settle

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

log = logging.getLogger(__name__)
NAME = "learn_leads"
AUTO = "auto"
COUNTS = (
    "select count(*) filter (where {won}), count(*) filter (where {lost}) from {schema}.lead l "
    "where l.deleted_at is null"
)
CLOSED = (
    "select l.id, l.created_at, coalesce(l.converted_at, l.ended_at), {won} from {schema}.lead l "
    "where l.deleted_at is null and ({won} or {lost}) and l.created_at < %(now)s "
    "order by l.created_at desc, l.id desc limit %(most)s"
)


def ends(work: "Work") -> tuple[int, int]:
    """How many leads were won and how many lost."""
    query = COUNTS.format(won=WON, lost=LOST, schema=work.place.schema)
    row = work.execute(query).fetchone()
    return (row[0], row[1]) if row else (0, 0)


def least(work: "Work") -> tuple[int, int]:
    """How many of each it takes."""
    return int(work.settings.value("scoring.least_won")), int(work.settings.value("scoring.least_lost"))


def enough(work: "Work") -> bool:
    """Whether there is enough history to learn from."""
    return all(there >= needed for there, needed in zip(ends(work), least(work), strict=True))


def order(work: "Work") -> Model:
    """Let the worker learn the next version; one that is being learned already is that one."""
    store.hold(work, LEAD)
    model = store.waiting(work, LEAD) or store.ask_for(work, LEAD)
    defer(work, NAME, model.id)
    return model


def run(ground: Ground, place: Place, id: UUID, stop: Stop) -> bool:
    """The job: read, learn, keep. What was learned already is left as it is."""
    return learn_with(ground, place, id, learn_apart)


def learn_with(ground: Ground, place: Place, id: UUID, learn: Callable[[Cases], dict[str, Any]]) -> bool:
    """The same, learning as said."""
    caller = Caller(reason=REASON)
    with ground.workspaces.begin(place.name, caller) as work:
        model = store.by_id(work, id)
        if model is None or model.state != WAITING:
            return True
        work.execute("set local statement_timeout = 0")
        cases = closed(work)
    found = learn(cases) if cases.truth else {"figures": {"rows": 0, "signal": False}, "parameters": None}
    with ground.workspaces.begin(place.name, caller) as work:
        keep(work, id, found)
    return True


def keep(work: "Work", id: UUID, found: dict[str, Any]) -> None:
    """What was learned, in force at once where the settings say so."""
    store.hold(work, LEAD)
    model = store.by_id(work, id)
    if model is None or model.state != WAITING:
        return
    good = found["parameters"] is not None
    store.learned(work, model, CANDIDATE if good else REFUSED, found["parameters"], found["figures"])
    log.info("lead model %s of %s: %s", model.number, work.place.name, "learned" if good else "no signal")
    if good and work.settings.value("scoring.activation") == AUTO:
        activate(work, store.by_id(work, id))


def activate(work: "Work", model: Model | None) -> None:
    """Put a version in force, or the scorecard; what was said of the one before is settled."""
    store.put_in_force(work, LEAD, model)
    with work.acting(system(REASON)):
        settle(work, model.number if model else 0)


def closed(work: "Work") -> Cases:
    """Closed leads, each as it was known some hours after it came in, and never once it had ended."""
    query = CLOSED.format(won=WON, lost=LOST, schema=work.place.schema)
    most = int(work.settings.value("scoring.most_cases"))
    rows = work.execute(query, {"now": work.now, "most": most}).fetchall()[::-1]
    window = window_of(work)
    moments = [(id, _moment(work, created + window, ended)) for id, created, ended, _ in rows]
    known = gather(work, as_of(work, moments))
    return Cases(
        {name: [known[id][name] for id, *_ in rows] for name in FEATURES},
        frozenset(name for name, each in FEATURES.items() if each.kind == "choice"),
        [bool(won) for *_, won in rows],
        [created.isoformat() for _, created, _, _ in rows],
    )


def _moment(work: "Work", until: datetime, ended: datetime | None) -> datetime:
    return min(each for each in (until, ended, work.now) if each is not None)


LEARN = Job(NAME, run)

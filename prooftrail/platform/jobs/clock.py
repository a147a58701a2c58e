"""Moving a workspace's clock, in development: what falls due on the way is done, in the order of time.

Only business time moves. What was recorded when, sessions, keys, throttles and repeated requests
go by the real clock, wherever this one stands.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from prooftrail.platform.automation.listening import drain
from prooftrail.platform.database.place import Place
from prooftrail.platform.fields import FieldFault
from prooftrail.platform.fields.time import instant
from prooftrail.platform.jobs.sweeps import Ground, Sweep
from prooftrail.platform.people.accounts import note
from prooftrail.platform.people.actor import load_actor
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.work import Caller, Work

PERMISSION = "clock:set"
FURTHEST = timedelta(days=2_000)
"""So far ahead a clock that is moved stops at everything that falls due."""
DEEPEST = 20
"""Rounds of reactions to reactions at one moment; then the clock goes on all the same."""
log = logging.getLogger(__name__)
FIRST, LAST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Moved:
    """Where the clock is now, whether it stands there, and how many turns of sweeps were due on the way."""

    now: datetime
    stands: bool
    swept: int


def need_clock(work: Work) -> None:
    """Refuse who may not move the clock: by his rights of today, because before his first day he has none."""
    person, today = work.actor.person, work.real_now.astimezone(work.zone).date()
    scopes = (work.token or {}).get("scopes")
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
    scoped = scopes is None or f"permission:{PERMISSION}" in scopes
    real = load_actor(work.connection, work.place.schema, person, today) if person and scoped else None
    if real is None or not real.access.may(PERMISSION):
        raise Refusal("permission_missing", "forbidden", facts={"permission": PERMISSION})


def wished(said: object) -> datetime | None:
    """An instant of this century or the next, or None for real time. Refuses anything else."""
    if said is None:
        return None
    try:
        found = instant(said)
    except FieldFault as fault:
        raise Refusal(
            "invalid_fields", "invalid", facts={"object": "body"}, fields={"now": fault.code}
        ) from None
    if not FIRST <= found < LAST:
        raise Refusal("invalid_fields", "invalid", facts={"object": "body"}, fields={"now": "not_time"})
    return found


def set_clock(
    ground: Ground, sweeps: Sequence[Sweep], place: Place, to: datetime | None, person: UUID | None
) -> Moved:
    """Set the clock, or give it back to real time. Forward, what is due is done; back, nothing fires."""
    with ground.workspaces.begin(place.name, Caller(reason="clock")) as work:
        here, there = work.now, to or work.real_now
    swept = _step(ground, sweeps, place, here, there) if there > here else 0
    with ground.workspaces.begin(place.name, Caller(reason="clock", person=person)) as work:
        _stand(work, to)
        note(work, "clock.set", person, {"from": here.isoformat(), "to": to.isoformat() if to else None})
    return Moved(to or there, to is not None, swept)


def _step(ground: Ground, sweeps: Sequence[Sweep], place: Place, here: datetime, there: datetime) -> int:
    """One turn after the other, each at the moment it falls due, until nothing is due before `there`.

    Past `FURTHEST` it leaps: what repeats itself every day of centuries is done once, at the end.
    """
    turns, over = 0, set[str]()
    while True:
        _settle(ground, sweeps, place)
        due = _due(ground, [each for each in sweeps if each.due and each.name not in over], place)
        if due is None or due[0] > there or due[0] - here > FURTHEST:
            break
        moment, sweep = due
        turns += _turn(ground, sweep, place, moment)
        if sweep.looks:
            over.add(sweep.name)
        elif _due(ground, [sweep], place) == due:
            log.warning("sweep %s of %s left what was due", sweep.name, place.name)
            over.add(sweep.name)
    for sweep in sweeps:
        last = _due(ground, [sweep], place) if sweep.due and (sweep.looks or sweep.name not in over) else None
        if last is not None and last[0] <= there:
            turns += _turn(ground, sweep, place, there)
    _settle(ground, sweeps, place)
    return turns


def _turn(ground: Ground, sweep: Sweep, place: Place, moment: datetime) -> int:
    with ground.workspaces.begin(place.name, Caller(reason="clock")) as work:
        _stand(work, max(moment, work.now))
    sweep.run(ground, place)
    return 1


def _settle(ground: Ground, sweeps: Sequence[Sweep], place: Place) -> None:
    """What follows from the last moment is done before the clock goes on, and what follows from that.

    The worker may be at it, too; whoever comes first does it.
    """
    for _ in range(DEEPEST):
        for each in sweeps:
            while each.follows and each.run(ground, place) is True:
                pass
        if not drain(ground, place):
            return


def _due(ground: Ground, sweeps: Sequence[Sweep], place: Place) -> tuple[datetime, Sweep] | None:
    with ground.workspaces.begin(place.name, Caller(reason="clock")) as work:
        found = [(moment, each) for each in sweeps if each.due and (moment := each.due(work)) is not None]
    return min(found, key=lambda pair: pair[0], default=None)


def _stand(work: Work, at: datetime | None) -> None:
    work.execute(f"update {work.place.schema}._meta set clock = %s", [at])

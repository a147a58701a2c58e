"""The worker's turn: customers and orders that changed are graded again, read from the log onward.

At first, and whenever the rule changes, everybody is gone through once, some hundreds a turn. When nothing
happened a turn is one read of the log.
"""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.database.place import Place
from prooftrail.platform.following.places import Follower, find_follower, keep_follower
from prooftrail.platform.jobs.sweeps import Ground
from prooftrail.platform.likeness.store import changed_since
from prooftrail.platform.work import Caller
from prooftrail.sales.grading.model import CUSTOMER, ORDER, REASON, model_of, stands, version_of
from prooftrail.sales.grading.queries import customers_of_orders, following, passed, released
from prooftrail.sales.grading.regrading import regrade, retag

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

MOST = 500
"""Customers of one turn."""
CHANGES = 1_000
"""Events of one turn."""
DAYS = "grading.days"


def sweep(on: Ground, place: Place) -> bool:
    """One turn; whether there is more to grade."""
    with on.workspaces.begin(place.name, Caller(reason=REASON)) as work:
        return turn(work)


def turn(work: "Work") -> bool:
    """Go on with the walk over all, or read on in the log; whether there is more."""
    if not stands(work):
        return False
    at, version = find_follower(work, REASON), version_of(work)
    if at.walk.get("version") != version:
        at = Follower(at.place, {"version": version, "walking": True, "after": None})
    if at.walk.get("walking"):
        return _walk(work, at)
    objects = {work.schema.object(name).id: name for name in (CUSTOMER, ORDER)}
    changed, end, more = changed_since(work, at.place, list(objects), CHANGES)
    named = {objects[id]: records for id, records in changed.items()}
    ids = named.get(CUSTOMER, set()) | customers_of_orders(work, sorted(named.get(ORDER, ())))
    grade(work, ids)
    if end != at.place:
        keep_follower(work, REASON, Follower(end, at.walk))
    return more


def grade(work: "Work", ids: Collection[UUID]) -> None:
    """Grades, and the tags that follow."""
    regrade(work, ids)
    retag(work, ids)


def _walk(work: "Work", at: Follower) -> bool:
    after = at.walk.get("after")
    ids = following(work, UUID(after) if isinstance(after, str) else None, MOST)
    grade(work, ids)
    going = len(ids) == MOST
    walk = {**at.walk, "walking": going, "after": str(ids[-1]) if going else None}
    keep_follower(work, REASON, Follower(at.place, walk))
    return True


def sweep_days(on: Ground, place: Place) -> bool:
    """What a day changes: holds that are over, orders that count no more; whether there is more."""
    with on.workspaces.begin(place.name, Caller(reason=REASON)) as work:
        return days(work)


def days(work: "Work") -> bool:
    """One turn of it."""
    if not stands(work):
        return False
    free = released(work, MOST)
    at = find_follower(work, DAYS)
    said = at.walk.get("day")
    last = date.fromisoformat(said) if isinstance(said, str) else work.today
    if said is not None and last >= work.today:
        grade(work, free)
        return len(free) == MOST
    after = at.walk.get("after")
    ids = passed(work, model_of(work), last, MOST, UUID(after) if isinstance(after, str) else None)
    # Both at once: customers are locked in the order of their ids, once a turn.
    grade(work, {*free, *ids})
    more = len(ids) == MOST
    walk = {"day": last.isoformat(), "after": str(ids[-1])} if more else {"day": work.today.isoformat()}
    keep_follower(work, DAYS, Follower(at.place, walk))
    return more or len(free) == MOST


def due(work: "Work") -> datetime | None:
    """When a day begins that is to be looked at."""
    said = find_follower(work, DAYS).walk.get("day")
    last = date.fromisoformat(said) if isinstance(said, str) else work.today - timedelta(days=1)
    return datetime.combine(last + timedelta(days=1), time(), work.zone)

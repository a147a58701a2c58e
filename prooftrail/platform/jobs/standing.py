"""Looks nobody waits for stand aside while people write: a phone that hands in its day comes first."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from prooftrail.platform.database.place import Place
from prooftrail.platform.jobs.sweeps import Ground
from prooftrail.platform.work import Caller

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

CALLER = Caller(reason="standing aside")
QUIET, LONGEST = timedelta(seconds=3), timedelta(seconds=30)


def standing_aside(
    run: Callable[[Ground, Place], bool], quiet: timedelta = QUIET, longest: timedelta = LONGEST
) -> Callable[[Ground, Place], bool]:
    """The same turn, left out while something was written within `quiet`, for `longest` at most.

    A turn that leaves work behind is followed by the next at once: whoever has begun catches up.
    """
    waiting: dict[str, float] = {}
    behind: set[str] = set()

    def turn(on: Ground, place: Place) -> bool:
        if place.name not in behind:
            since = waiting.setdefault(place.name, time.monotonic())
            if time.monotonic() - since < longest.total_seconds():
                with on.workspaces.begin(place.name, CALLER) as work:
                    if _is_busy(work, quiet):
                        return False
        waiting.pop(place.name, None)
        behind.discard(place.name)
        more = run(on, place)
        if more:
            behind.add(place.name)
        return more

    return turn


def _is_busy(work: "Work", quiet: timedelta) -> bool:
    query = f"select recorded_at from {work.events.table} order by epoch desc, tx desc, seq desc limit 1"
    row = work.execute(query).fetchone()
    return row is not None and work.real_now - row[0] < quiet

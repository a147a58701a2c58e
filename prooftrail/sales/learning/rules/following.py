"""How far a deal has gone along a pack. Pure.

The desk and the phone decide the same in web/src/engines/learning/following.ts; cases/learning holds both
to it.
"""

from collections.abc import Sequence


def followed(steps: Sequence[str], done: Sequence[tuple[str, str]]) -> list[int | None]:
    """For each step, by the type of its action, which of the done ones it was: the first of that type after
    the step taken before it. A step nobody took is passed over. `done` are (type, time), in any order."""
    order = sorted(range(len(done)), key=lambda at: (done[at][1], at))
    found: list[int | None] = []
    taken = -1
    for kind in steps:
        ahead = (place for place in range(taken + 1, len(order)) if done[order[place]][0] == kind)
        place = next(ahead, None)
        taken = taken if place is None else place
        found.append(None if place is None else order[place])
    return found


def next_step(found: Sequence[int | None]) -> int | None:
    """The first step not taken after the last one that was; None where the pack is through."""
    last = max((at for at, each in enumerate(found) if each is not None), default=-1)
    return last + 1 if last + 1 < len(found) else None

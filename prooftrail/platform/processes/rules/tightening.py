"""Whether a gate asks for more than it did, and which moves between versions would skip one. Pure."""

from collections.abc import Mapping, Sequence

from prooftrail.platform.processes.rules.gates import Requirement


def is_tighter(before: Sequence[Requirement], after: Sequence[Requirement]) -> bool:
    """Whether something that passed the gate as it was might not pass it as it is now."""
    return any(not any(_covers(old, new) for old in before) for new in after)


def _covers(old: Requirement, new: Requirement) -> bool:
    """Whether whatever met the old requirement meets the new one."""
    about = (old.type, old.kind, old.field, old.formula, old.role)
    if about != (new.type, new.kind, new.field, new.formula, new.role):
        return False
    if old.type != "evidence":
        return True
    flags = all(getattr(old, name) or not getattr(new, name) for name in ("second_person", "camera_only"))
    spare = new.activity_place_ok or not old.activity_place_ok or new.within_m is None
    return flags and spare and _looser(old, new)


def _looser(old: Requirement, new: Requirement) -> bool:
    slots = {each.key: each.reads for each in old.slots}
    if any(each.key not in slots or (each.reads and not slots[each.key]) for each in new.slots):
        return False
    if new.needed > old.needed:
        return False
    near = new.within_m is None or (
        old.within_m is not None and old.within_m <= new.within_m and old.accuracy_m <= new.accuracy_m
    )
    fresh = new.max_age_days is None or (
        old.max_age_days is not None and old.max_age_days <= new.max_age_days
    )
    return near and fresh


def find_skips(old: Sequence[str], new: Sequence[str], moves: Mapping[str, str]) -> list[str]:
    """Nodes whose move would carry records past a gate they have not passed, in order.

    `old` and `new` are the paths, `moves` says where records of nodes that are gone go. One may go back,
    or to the node that follows where the nodes before it went, unless that was still ahead of it.
    """
    skips, reached = [], -1
    for at, key in enumerate(old):
        if key in new:
            reached = max(reached, new.index(key))
            continue
        target = moves.get(key)
        if target is None or target not in new:
            continue
        ahead = target in old and old.index(target) > at
        if ahead or new.index(target) > reached + 1:
            skips.append(key)
        else:
            reached = max(reached, new.index(target))
    return skips

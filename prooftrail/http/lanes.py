"""Which ops of one push have nothing to do with each other. Pure.

Ops that name the same record, whether as what they are about or anywhere in their input, stay in the order
they were given in; so does what was given the same key. The rest may run beside each other.
"""

import json
import re
from collections.abc import Sequence
from typing import Any

NAMED = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)


def lanes_of(ops: Sequence[Any]) -> list[list[int]]:
    """Places of the ops, a list a lane, each in the order given; lanes in the order of their first op.

    What cannot be read as an op is a lane of its own.
    """
    roots = list(range(len(ops)))
    first: dict[str, int] = {}

    def root(place: int) -> int:
        while roots[place] != place:
            roots[place] = roots[roots[place]]
            place = roots[place]
        return place

    for place, op in enumerate(ops):
        for name in _names(op):
            one, other = sorted((root(place), root(first.setdefault(name, place))))
            roots[other] = one
    lanes: dict[int, list[int]] = {}
    for place in range(len(ops)):
        lanes.setdefault(root(place), []).append(place)
    return list(lanes.values())


def _names(op: Any) -> set[str]:
    """Everything an op names: ids in any spelling of case, its key, and an id that is none."""
    if not isinstance(op, dict):
        return set()
    said = json.dumps(op, ensure_ascii=False, default=str)
    named = {each.lower() for each in NAMED.findall(said)}
    return named | {f"{part}:{op[part]}" for part in ("key", "record") if isinstance(op.get(part), str)}

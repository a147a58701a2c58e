"""What each kind of tile takes: how many metrics, by how many fields it is divided, whether it needs time.

Pure: numbers in, codes of what is wrong out.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Takes:
    """Least and most of each. `divided`: time must be divided; `either`: by time instead of by a field."""

    metrics: tuple[int, int] = (1, 1)
    groups: tuple[int, int] = (0, 0)
    divided: bool = False
    either: bool = False
    one_unit: bool = True


TAKES: dict[str, Takes] = {
    "number": Takes(),
    "gauge": Takes(),
    "trend": Takes(metrics=(1, 4), groups=(0, 1), divided=True),
    "bars": Takes(metrics=(1, 4), groups=(0, 1), either=True),
    "funnel": Takes(metrics=(1, 8), groups=(0, 1)),
    "heat": Takes(metrics=(1, 8), groups=(1, 2), one_unit=False),
    "radar": Takes(metrics=(1, 8), groups=(0, 1), one_unit=False),
    "map": Takes(groups=(1, 1)),
    "table": Takes(metrics=(1, 8), groups=(1, 3), one_unit=False),
    "ranking": Takes(groups=(1, 1)),
    "pivot": Takes(metrics=(1, 4), groups=(2, 3), one_unit=False),
}


def faults_of(kind: str, metrics: int, groups: int, divided: bool, units: Sequence[str]) -> dict[str, str]:
    """`{part of the tile: code}` of what the kind does not take."""
    takes, found = TAKES[kind], dict[str, str]()
    if not takes.metrics[0] <= metrics <= takes.metrics[1]:
        found["metric"] = "board_metric_count"
    if not takes.groups[0] <= groups <= takes.groups[1]:
        found["group"] = "board_group_count"
    if takes.one_unit and len(set(units)) > 1:
        found["metric"] = "board_mixed_units"
    if takes.divided and not divided:
        found["period"] = "board_needs_parts"
    return found | _by_kind(kind, metrics, groups, divided)


def _by_kind(kind: str, metrics: int, groups: int, divided: bool) -> dict[str, str]:
    """What depends on several parts at once."""
    if kind == "trend" and groups and metrics > 1:
        return {"group": "board_one_or_other"}
    if kind == "bars":
        if not groups and not divided:
            return {"group": "board_group_or_parts"}
        if groups and divided:
            return {"group": "board_one_or_other"}
    if kind == "heat" and groups == 1:
        ways = int(metrics > 1) + int(divided)
        return {} if ways == 1 else {"group": "board_heat_sides"}
    if kind == "heat" and (metrics > 1 or divided):
        return {"group": "board_heat_sides"}
    if kind == "funnel" and (metrics > 1) == (groups == 1):
        return {"group": "board_one_or_other"}
    if kind == "radar" and not (metrics >= 3 or (metrics == 1 and groups == 1)):
        return {"metric": "board_radar_axes"}
    if divided and kind in ("funnel", "radar", "map", "ranking", "gauge", "pivot"):
        return {"period": "board_no_parts"}
    return {}


def overlap(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    """Whether two rectangles `(x, y, w, h)` of the grid share a cell."""
    x, y, w, h = one
    left, top, wide, tall = other
    return x < left + wide and left < x + w and y < top + tall and top < y + h

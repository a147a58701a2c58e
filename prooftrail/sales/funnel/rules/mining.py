"""Cases, activities and dwell times of a log of steps."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from math import ceil
from statistics import fmean, median

HOUR = timedelta(hours=1)
LONG = 0.9
"""Of the times an activity was left, this share was at most as long as what is called long."""


@dataclass(frozen=True, slots=True)
class Step:
    """One event of a case: what was done or reached, and when."""

    activity: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Dwell:
    """How long cases stayed at an activity before their next step, in hours; `times` were left."""

    times: int
    mean: float
    median: float
    long: float


@dataclass(frozen=True)
class Mined:
    """What a log holds: cases, events, how often each activity occurs, and dwell at those that were left."""

    cases: int
    events: int
    activities: dict[str, int]
    dwell: dict[str, Dwell]


def mine(cases: Iterable[Sequence[Step]]) -> Mined:
    """Count a log. Steps of a case need no order; those at one moment keep theirs.

    Activities come most frequent first. A case's last step was not left, so it has no dwell.
    """
    number, counts, stays = 0, Counter[str](), dict[str, list[float]]()
    for steps in cases:
        number += 1
        for step in steps:
            counts[step.activity] += 1
        for before, after in pairwise(sorted(steps, key=lambda each: each.at)):
            stays.setdefault(before.activity, []).append((after.at - before.at) / HOUR)
    order = sorted(counts, key=lambda each: (-counts[each], each))
    return Mined(
        number,
        counts.total(),
        {each: counts[each] for each in order},
        {each: spread(stays[each]) for each in order if each in stays},
    )


def spread(hours: Sequence[float]) -> Dwell:
    """Mean, median and what is long of some stays; there is at least one."""
    ranked = sorted(hours)
    return Dwell(len(ranked), fmean(ranked), median(ranked), ranked[ceil(LONG * len(ranked)) - 1])

"""An entry as suspicion sees it, and how a measure against its limit becomes a score.

Pure: no database, no clock.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

Fact = int | float | str


@dataclass(frozen=True, slots=True)
class Entry:
    """An activity: when it happened, when it was entered, where (degrees in WGS-84, metres of error).

    `proven`: something with a time and a file of its own shows it, so that its time is not only typed.
    `off_m`: metres from the customer's place, where both are known.
    """

    id: object
    person: object
    type: str
    at: datetime
    entered: datetime
    customer: object = None
    lat: float | None = None
    lng: float | None = None
    accuracy_m: float | None = None
    off_m: float | None = None
    text: str = ""
    proven: bool = False
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signal:
    """One sign of fabrication: its kind, from 0 to 1 how strong, the entry it is measured against, facts."""

    kind: str
    score: float
    other: object = None
    facts: Mapping[str, Fact] = field(default_factory=dict)
    members: tuple[object, ...] = ()


def near(entry: Entry, others: Iterable[Entry], hours: timedelta, minutes: timedelta) -> list[Entry]:
    """Those of the others that happened within so many hours of it, or were entered within minutes of it."""
    return [
        each
        for each in others
        if each.id != entry.id
        and (abs(each.at - entry.at) <= hours or abs(each.entered - entry.entered) <= minutes)
    ]


def stretches(entries: Iterable[Entry], within: timedelta) -> Iterator[tuple[object, list[Entry]]]:
    """Each person's entries, those together that follow one another within twice so long: around them lies
    one stretch of time without a gap."""
    people: dict[object, list[Entry]] = {}
    for each in sorted(entries, key=lambda one: one.at):
        people.setdefault(each.person, []).append(each)
    for person, theirs in people.items():
        group = theirs[:1]
        for each in theirs[1:]:
            if each.at - group[-1].at > 2 * within:
                yield person, group
                group = []
            group.append(each)
        yield person, group


def grown(measure: float, limit: float) -> float:
    """0 below the limit, one half at it, three quarters at twice it, and so on towards 1."""
    if limit <= 0 or measure < limit:
        return 0.0
    return 1 - limit / (2 * measure)

"""From when to when somebody had which part in the decision, told by what changed. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from prooftrail.platform.values import Json


@dataclass(frozen=True, slots=True)
class Turn:
    """One change of the log: values by field as they were before and after."""

    at: datetime
    changed: Mapping[str, tuple[Json, Json]]


@dataclass(frozen=True, slots=True)
class Seat:
    """The same values from one moment to another; `until` is None while they hold. `since` is None where the
    log does not reach back."""

    since: datetime | None
    until: datetime | None
    values: Mapping[str, Json]


def seats(now: Mapping[str, Json], turns: Sequence[Turn]) -> list[Seat]:
    """The spells of a contact, the newest first, told backwards from what holds now. `turns` are in the order
    they happened; what changed nothing that is asked for leaves no seam.
    """
    values, until, found = dict(now), None, list[Seat]()
    for turn in reversed(turns):
        mine = {name: pair for name, pair in turn.changed.items() if name in values and pair[0] != pair[1]}
        if not mine:
            continue
        found.append(Seat(turn.at, until, dict(values)))
        values |= {name: before for name, (before, _) in mine.items()}
        until = turn.at
    if any(value is not None for value in values.values()):
        found.append(Seat(None, until, dict(values)))
    return [each for each in found if any(value is not None for value in each.values.values())]

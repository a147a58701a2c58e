"""What cannot have happened, and what hardly can.

Pure: no database, no clock. Hours and days are arguments, exact at their boundary.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

FIRST, LAST = "first_contact", "signing"
WAY = (FIRST, "proposal", LAST)
"""From the first word to the signature: the three steps that take time."""


@dataclass(frozen=True, slots=True)
class Step:
    """An activity as plausibility sees it: `customer` and `deal` are ids or None, `at` is aware."""

    id: object
    type: str
    at: datetime
    customer: object = None
    deal: object = None

    def together(self, other: "Step") -> bool:
        """Whether both may belong to one sale: the same deal, or one customer and no other deal said."""
        if self.deal is not None and other.deal is not None:
            return self.deal == other.deal
        return self.customer is not None and self.customer == other.customer


def too_soon(at: datetime, others: Iterable[datetime], gap: timedelta) -> datetime | None:
    """The nearest of the others closer than `gap`, before or after; just `gap` apart is far enough."""
    near = [other for other in others if abs(at - other) < gap]
    return min(near, key=lambda other: (abs(at - other), other), default=None)


def is_ahead(at: datetime, now: datetime, tolerance: timedelta) -> bool:
    """Whether something is said to have happened that lies ahead; clocks may differ by `tolerance`."""
    return at > now + tolerance


def is_too_close(new: Step, others: Iterable[Step], least: Mapping[tuple[str, str], timedelta]) -> bool:
    """Whether `new` lies nearer to a step before or after it than the two usually do; just as near is not."""
    if new.type not in WAY:
        return False
    for other in others:
        if other.id == new.id or other.type not in WAY or not other.together(new):
            continue
        one, two = sorted((new, other), key=lambda each: (each.at, WAY.index(each.type)))
        gap = least.get((one.type, two.type))
        if gap is not None and two.at - one.at < gap:
            return True
    return False


def is_too_quick(new: Step, others: Iterable[Step], within: timedelta) -> bool:
    """Whether `new` completes a way from first contact over proposal to signature inside `within`."""
    if new.type not in WAY:
        return False
    near = [each for each in others if each.id != new.id and each.together(new)]
    one, other = (sorted(each.at for each in near if each.type == kind) for kind in WAY if kind != new.type)
    for at in one:
        first = bisect_left(other, max(at, new.at) - within)
        if first < len(other) and max(at, new.at, other[first]) - min(at, new.at, other[first]) <= within:
            return True
    return False

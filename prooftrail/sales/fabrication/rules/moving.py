"""Positions: one cannot be in two places, is where the customer is, and is measured anew each time.

Pure: no database, no clock. Distances come as arguments, in metres.
"""

from collections.abc import Callable, Iterable, Sequence

from prooftrail.sales.fabrication.rules.entries import Entry, Signal, grown

TRAVEL, PLACE, EXACT = "travel", "place", "exact_place"
ON_SITE = ("visit", "survey", "demo")
Measure = Callable[[Entry, Entry], float]


def travel(
    entry: Entry, others: Iterable[Entry], distance: Measure, *, kmh: float, least_km: float
) -> Signal | None:
    """The entry before or after it by the same person that nobody could have come from in the time."""
    found = [
        signal
        for other in others
        if (signal := _journey(entry, other, distance(entry, other), kmh, least_km)) is not None
    ]
    return max(found, key=lambda each: each.score, default=None)


def _journey(entry: Entry, other: Entry, metres: float, kmh: float, least_km: float) -> Signal | None:
    unsure = (entry.accuracy_m or 0) + (other.accuracy_m or 0)
    km = (metres - unsure) / 1000
    if km < least_km:
        return None
    hours = max(abs((entry.at - other.at).total_seconds()), 60) / 3600
    score = grown(km / hours, kmh)
    if not score:
        return None
    facts = {"km": round(km, 1), "minutes": round(hours * 60), "kmh": round(km / hours)}
    return Signal(TRAVEL, score, other.id, facts)


def misplaced(entry: Entry, *, metres: float) -> Signal | None:
    """Said to be at the customer's, and measured elsewhere, its error already taken off."""
    if entry.off_m is None or entry.type not in ON_SITE:
        return None
    off = entry.off_m - (entry.accuracy_m or 0)
    score = grown(off, metres)
    return Signal(PLACE, score, None, {"metres": round(entry.off_m)}) if score else None


def too_exact(entry: Entry, same_spot: Sequence[Entry], *, repeats: int) -> Signal | None:
    """No error at all, or the very same numbers as at other customers or on other days.

    A measured position is never the same twice to the last decimal. `same_spot`: the person's entries
    with these very coordinates.
    """
    if entry.lat is None:
        return None
    other = [
        each
        for each in same_spot
        if each.id != entry.id and (each.customer != entry.customer or each.at.date() != entry.at.date())
    ]
    score = grown(len(other) + 1, repeats)
    if entry.accuracy_m == 0 and not score:
        score = 0.5
    if not score:
        return None
    first = min(other, key=lambda each: each.at, default=None)
    facts = {"times": len(other) + 1, "accuracy_m": -1 if entry.accuracy_m is None else entry.accuracy_m}
    return Signal(EXACT, score, first.id if first else None, facts, tuple(each.id for each in other))

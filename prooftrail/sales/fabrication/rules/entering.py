"""How entries come: many within minutes, one customer right after another, more logs and no more visits.

Pure: no database, no clock.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from prooftrail.sales.fabrication.rules.entries import Entry, Signal, grown

BURST, PACE, GROWTH = "burst", "pace", "growth"
TOO_QUICK = "too_quick"
ON_SITE = ("visit", "survey", "demo")


def burst(entry: Entry, others: Iterable[Entry], *, count: int, within: timedelta) -> Signal | None:
    """So many entered in so few minutes. What a photo of its own time shows may come all at once: it was
    noted without network."""
    near = [each for each in others if not each.proven and abs(each.entered - entry.entered) <= within]
    if entry.proven:
        return None
    window = _fullest([*near, entry], within)
    score = grown(len(window), count)
    if not score or entry.id not in {each.id for each in window}:
        return None
    first, last = window[0], window[-1]
    facts = {"count": len(window), "minutes": round((last.entered - first.entered).total_seconds() / 60, 1)}
    members = tuple(each.id for each in window if each.id != entry.id)
    return Signal(BURST, score, first.id if first.id != entry.id else None, facts, members)


def _fullest(entries: Sequence[Entry], within: timedelta) -> list[Entry]:
    ordered = sorted({each.id: each for each in entries}.values(), key=lambda each: each.entered)
    best, end = (0, 0), 0
    for start, first in enumerate(ordered):
        while end < len(ordered) and ordered[end].entered - first.entered <= within:
            end += 1
        best = max(best, (start, end), key=lambda each: each[1] - each[0])
    return ordered[slice(*best)]


def pace(entry: Entry, others: Iterable[Entry], *, least: timedelta) -> Signal | None:
    """On site at another customer sooner than one can leave the first; or three steps of a sale in days."""
    if entry.type in ON_SITE:
        near = [
            each
            for each in others
            if each.type in ON_SITE and each.customer != entry.customer and abs(each.at - entry.at) < least
        ]
        other = min(near, key=lambda each: abs(each.at - entry.at), default=None)
        if other is not None:
            apart = max(abs(entry.at - other.at).total_seconds(), 30) / 60
            facts = {"minutes": round(apart, 1)}
            return Signal(PACE, grown(least.total_seconds() / 60 / apart, 1), other.id, facts)
    if TOO_QUICK in entry.flags:
        return Signal(PACE, 0.5, None, {"flag": TOO_QUICK})
    return None


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of days of one person: logs, and visits that evidence proves."""

    logs: int
    visits: int


def growth(now: Span, before: Span, *, factor: float, least: int) -> Signal | None:
    """Many more logs than in the days before, and not as many more visits that are proven."""
    if now.logs < least or before.logs == 0:
        return None
    logs = now.logs / before.logs
    visits = max(1.0, now.visits / max(1, before.visits))
    score = grown(logs / visits, factor)
    facts = {"logs": now.logs, "logs_before": before.logs, "visits": now.visits,
             "visits_before": before.visits}  # fmt: skip
    return Signal(GROWTH, score, None, facts) if score else None

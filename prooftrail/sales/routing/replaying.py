"""A draft tried on the past: the same records in their order, given out by it and by what is in force.

Both begin with nobody having anything in hand and go by today's people; what somebody was given waits for him
until the moment it was answered in truth. What would have become of a customer with somebody else is
unknown, so conversion is not replayed.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from heapq import heappop, heappush
from statistics import pstdev
from typing import TYPE_CHECKING, Any

from psycopg.rows import dict_row

from prooftrail.platform.calendar.store import calendar_of
from prooftrail.platform.values import Json
from prooftrail.sales.routing import queries
from prooftrail.sales.routing.loading import is_working, rule_set, wanted_of
from prooftrail.sales.routing.model import RuleSet
from prooftrail.sales.routing.rules.choosing import choose, take
from prooftrail.sales.routing.rules.shapes import Decision, Standing

if TYPE_CHECKING:
    from prooftrail.platform.calendar.rules.working import Calendar
    from prooftrail.platform.work import Work

SHOWN = 50
HANDS = timedelta(days=3)
"""How long what was never answered counts as waiting."""


@dataclass
class Run:
    """The past under one set of rules."""

    decisions: list[Decision] = field(default_factory=list)
    given: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)

    @property
    def nobody(self) -> int:
        """How many went to nobody."""
        return sum(each.who is None for each in self.decisions)


def replay(work: "Work", about: str, draft: Mapping[str, Any], days: int) -> dict[str, Json]:
    """Figures side by side, and the records somebody else would have had."""
    rows = past(work, about, days)
    reps = [replace(each, away=None, until=None) for each in queries.reps(work)]
    calendar = calendar_of(work)
    live = queries.live_set(work, about)
    new = run(rows, rule_set(work, draft, reps), calendar)
    old = run(rows, rule_set(work, json.loads(live["definition"]), reps), calendar) if live else None
    names = queries.names_of(work, "person", _people([new, *([old] if old else [])]))
    changed = _changed(rows, old, new) if old else []
    shown: list[Json] = [
        {"id": str(row["id"]), "label": row["name"], "was": _one(was, names), "now": _one(now, names)}
        for row, was, now in changed[:SHOWN]
    ]
    return {
        "about": about, "days": days, "records": len(rows), "live": _figures(old, names),
        "draft": _figures(new, names), "changed": len(changed), "items": shown,
        "unknown": ["conversion"], "live_number": live["number"] if live else None,
    }  # fmt: skip


def past(work: "Work", about: str, days: int) -> list[dict[str, Any]]:
    """Records that came in the last days, the oldest first."""
    answered = "answered_at" if about == "lead" else "accepted_at as answered_at"
    return work.connection.cursor(row_factory=dict_row).execute(
        f"select *, {answered} from {work.place.schema}.{about} where created_at > %s and deleted_at is null "
        "order by created_at, id limit %s",
        [work.now - timedelta(days=days), work.settings.value("routing.replay_most")],
    ).fetchall()  # fmt: skip


def run(rows: Sequence[Mapping[str, Any]], rules: RuleSet, calendar: "Calendar") -> Run:
    """Give the records out one after another."""
    found, standing = Run(), Standing()
    hands: list[tuple[datetime, str]] = []
    for row in rows:
        now = row["created_at"]
        while hands and hands[0][0] <= now:
            standing.load[heappop(hands)[1]] -= 1
        decision = choose(
            row,
            rules.rules,
            standing,
            wanted=wanted_of(row),
            working=is_working(calendar, now),
            pool=rules.pool,
        )
        if decision.rule is not None:
            take(standing, decision, rules.prepared(decision.rule).rule)
        if decision.who is not None:
            found.given[decision.who] += 1
            heappush(hands, (row["answered_at"] or now + HANDS, decision.who))
        found.rules[decision.rule or ""] += 1
        found.decisions.append(decision)
    return found


def _changed(
    rows: Sequence[Mapping[str, Any]], old: Run, new: Run
) -> list[tuple[Mapping[str, Any], Decision, Decision]]:
    pairs = zip(rows, old.decisions, new.decisions, strict=True)
    return [(row, was, now) for row, was, now in pairs if (was.who, was.pool) != (now.who, now.pool)]


def _figures(run: Run | None, names: Mapping[str, str]) -> Json:
    if run is None:
        return None
    counts = list(run.given.values())
    most: list[Json] = [
        {"id": who, "label": names.get(who), "count": count} for who, count in run.given.most_common(10)
    ]
    return {
        "given": sum(counts), "nobody": run.nobody, "people": len(counts),
        "off_hours": sum(each.reason == "off_hours" for each in run.decisions),
        "spread": f"{pstdev(counts) if len(counts) > 1 else 0:.1f}", "most": most,
        "rules": {key: count for key, count in run.rules.items() if key},
    }  # fmt: skip


def _one(each: Decision, names: Mapping[str, str]) -> Json:
    return {"id": each.who, "label": names.get(each.who or ""), "pool": each.pool, "rule": each.rule}


def _people(runs: Iterable[Run]) -> list[str]:
    return [who for each in runs for who in each.given]

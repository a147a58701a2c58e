"""The sweep of rules that wait for a time: schedules, and waits that are over."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.automation.firing import fire_all
from prooftrail.platform.automation.judging import judge
from prooftrail.platform.automation.occasions import Occasion
from prooftrail.platform.automation.runs import Skip, keep_skipped, purge
from prooftrail.platform.automation.shapes import Rule
from prooftrail.platform.automation.store import Armed, armed
from prooftrail.platform.automation.timing import last_due, next_due
from prooftrail.platform.automation.waits import (
    Over,
    Start,
    Waiting,
    matching,
    next_began,
    occasion_of,
    over_now,
    past,
    waiting_of,
)
from prooftrail.platform.calendar.rules.working import Calendar
from prooftrail.platform.calendar.store import calendar_of
from prooftrail.platform.work import Caller

if TYPE_CHECKING:
    from prooftrail.platform.database.place import Place
    from prooftrail.platform.jobs.sweeps import Ground
    from prooftrail.platform.work import Work

log = logging.getLogger(__name__)
CALLER = Caller(reason="rules")
TIMED = ("schedule", "idle")
CHUNK = 500
NOTED_EVERY = timedelta(minutes=1)
"""How often it is kept that a rule was looked at which had nothing to do."""
WHOLE_EVERY = timedelta(hours=1)
"""How often every wait is looked at, and not only those over since the last look: a condition may have come
to hold, or a moment may have been set back."""


def sweep(on: "Ground", place: "Place") -> None:
    """One turn over every rule that waits for a time; what there is to do is done rule by rule."""
    for key in _awaited(on, place):
        try:
            after: Start | None = None
            while (after := _turn(on, place, key, after)) is not None:
                pass
        except Exception:
            log.exception("rule %s of %s broke", key, place.name)


def _awaited(on: "Ground", place: "Place") -> list[str]:
    """The rules that have something to do; of the others it is kept that they were looked at."""
    found, quiet = [], []
    with on.workspaces.begin(place.name, CALLER) as work:
        rules = [each for each in armed(work) if each.rule.on in TIMED]
        calendar = calendar_of(work) if rules else None
        for each in rules:
            if _has_something(work, each, calendar):
                found.append(each.rule.key)
            elif each.rule.on == "idle" and _long_ago(each, work.now):
                quiet.append(each.rule.key)
        if quiet:
            query = f"update {place.schema}._rule_armed set last_due = %s where key = any(%s)"
            work.execute(query, [work.now, quiet])
    return found


def _long_ago(each: Armed, now: datetime) -> bool:
    return each.last_due is None or now - each.last_due >= NOTED_EVERY


def _has_something(work: "Work", each: Armed, calendar: Calendar | None) -> bool:
    assert calendar is not None
    if each.last_due is not None and work.now < each.last_due:
        return True
    if each.rule.on == "schedule":
        moment = last_due(each.rule.when, work.now, calendar)
        return moment is not None and moment > (each.last_due or each.begun)
    found = waiting_of(work, each.rule, calendar)
    if found is None:
        return False
    return bool(over_now(work, found, _after(work, each, found), found.bound(work.now), 1))


def purge_runs(on: "Ground", place: "Place") -> None:
    """The sweep that forgets old entries of the log."""
    with on.workspaces.begin(place.name, CALLER) as work:
        purge(work)


def due(work: "Work") -> datetime | None:
    """The first moment at which any of them will have something to do."""
    rules = [each for each in armed(work) if each.rule.on in TIMED]
    if not rules:
        return None
    calendar = calendar_of(work)
    moments = [_due(work, each, calendar) for each in rules]
    return min((each for each in moments if each is not None), default=None)


def _due(work: "Work", each: Armed, calendar: Calendar) -> datetime | None:
    looked = min(each.last_due or each.begun, work.now)
    if each.rule.on == "schedule":
        return next_due(each.rule.when, looked, calendar)
    if each.standing and each.last_due is None:
        return work.now
    found = waiting_of(work, each.rule, calendar)
    began = None if found is None else next_began(work, found, found.bound(looked))
    return None if found is None or began is None else found.over(began)


def _turn(on: "Ground", place: "Place", key: str, after: Start | None) -> Start | None:
    """One chunk of one rule, in a transaction of its own; what to go on after, where there is more."""
    with on.workspaces.begin(place.name, CALLER) as work:
        held = work.execute(
            f"select 1 from {place.schema}._rule_armed where key = %s for update", [key]
        ).fetchone()
        each = next((each for each in armed(work) if each.rule.key == key), None)
        if held is None or each is None:
            return None
        if each.last_due is not None and work.now < each.last_due:
            _looked(work, key, work.now)  # the clock was set back: nothing fires
            return None
        return _scheduled(work, each, after) if each.rule.on == "schedule" else _idle(work, each, after)


def _looked(work: "Work", key: str, at: datetime) -> None:
    work.execute(f"update {work.place.schema}._rule_armed set last_due = %s where key = %s", [at, key])


def _idle(work: "Work", each: Armed, after: Start | None) -> Start | None:
    found = waiting_of(work, each.rule)
    if found is None:
        return None
    over = over_now(work, found, after or _after(work, each, found), found.bound(work.now), CHUNK)
    if over:
        _fire_over(work, found, over)
    if len(over) == CHUNK:
        return over[-1].began, over[-1].record
    if over or each.last_due is None or work.now > each.last_due:
        _looked(work, each.rule.key, work.now)
    return None


def _fire_over(work: "Work", found: Waiting, over: Sequence[Over]) -> None:
    occasions = [occasion_of(found, each, work.now) for each in over]
    _judged(work, found.rule, occasions)


def _after(work: "Work", each: Armed, found: Waiting) -> Start | None:
    """Since when waits that began are looked at; None for all of them."""
    first = each.last_due is None
    whole = first or (each.last_due is not None and _hour(each.last_due) != _hour(work.now))
    if not whole and each.last_due is not None:
        return past(found.bound(each.last_due))
    return None if each.standing else past(found.bound(min(each.begun, work.now)))


def _hour(at: datetime) -> int:
    return int(at.timestamp() // WHOLE_EVERY.total_seconds())


def _judged(work: "Work", rule: Rule, occasions: Sequence[Occasion]) -> None:
    """Fire where the whole condition holds; the filter was asked with the records already."""
    verdicts = judge(work, rule, occasions)
    pairs = list(zip(occasions, verdicts, strict=True))
    fire_all(work, rule, [replace(each, why=verdict.why) for each, verdict in pairs if verdict.holds])
    keep_skipped(work, [
        Skip(rule.key, rule.version, each.object, verdict.reason, each.record, None, verdict.why)
        for each, verdict in pairs if not verdict.holds
    ])  # fmt: skip


def _scheduled(work: "Work", each: Armed, after: Start | None) -> Start | None:
    """The last moment that is due, if it was not done: once in all, or for every record that matches, so
    many in one transaction. Answers the record to go on after; killed on the way it begins anew, and what
    fired does not again.
    """
    moment = last_due(each.rule.when, work.now, calendar_of(work))
    if moment is None or moment <= (each.last_due or each.begun):
        return None
    episode, facts = f"due:{moment.isoformat()}", {"due": moment}
    if not each.rule.when.get("each", True) or each.rule.object is None:
        fire_all(work, each.rule, [Occasion(None, None, episode, moment, facts)])
        ids: list[UUID] = []
    else:
        ids = matching(work, each.rule, after[1] if after else None, CHUNK)
        _judged(work, each.rule, [Occasion(each.rule.object, id, episode, moment, facts) for id in ids])
    if len(ids) == CHUNK:
        return moment, ids[-1]
    _looked(work, each.rule.key, moment)
    return None

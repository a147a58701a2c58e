"""The rules in force, ready to be asked, with who may get something and how much waits for each."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.calendar.rules.working import Calendar, NeverWorked, add_working_time
from prooftrail.platform.calendar.store import calendar_of
from prooftrail.sales.routing import queries
from prooftrail.sales.routing.compiling import compiled
from prooftrail.sales.routing.model import Board, RuleSet
from prooftrail.sales.routing.rules.choosing import Wanted, had_turn, prepare
from prooftrail.sales.routing.rules.shapes import Rep, Standing

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def rule_set(
    work: "Work", said: Mapping[str, Any], reps: Sequence[Rep], *, id: UUID | None = None, number: int = 0
) -> RuleSet:
    """Rules as somebody said them, over these people."""
    rules = [prepare(each, reps) for each in compiled(work, said)]
    return RuleSet(
        id, number, str(said["about"]), said, rules, {each.id: each for each in reps}, said.get("pool")
    )


def board(work: "Work", about: str, *, alone: bool = False) -> Board | None:
    """Everything to give out by, but what changes as it is done; None where no rules are in force.

    `alone`: nobody else gives out until this is over, and what changes is read, too.
    """
    row = queries.live_set(work, about, hold=True)
    if row is None:
        return None
    rules = rule_set(
        work, json.loads(row["definition"]), queries.reps(work), id=row["id"], number=row["number"]
    )
    working, opens = hours(work)
    found = Board(rules, Standing(), working, opens)
    if alone:
        queries.take_groups(work, about, sorted(set(rules.groups.values())))
        found.standing = standing(work, rules)
    return found


def standing(work: "Work", rules: RuleSet) -> Standing:
    """How much waits for each and whose turn it is, once nobody else changes it."""
    found = Standing(queries.loads(work))
    known = {each.rule.key: each.rule for each in rules.rules}
    for key, who, turn in queries.turns(work, rules.id, known):
        had_turn(found, known[key], who, turn)
    return found


def hours(work: "Work") -> tuple[bool, datetime | None]:
    """Whether hours are worked now, and when the next ones begin."""
    calendar = calendar_of(work)
    if is_working(calendar, work.now):
        return True, None
    try:
        return False, add_working_time(calendar, work.now, timedelta(microseconds=1))
    except NeverWorked:
        return True, None


def is_working(calendar: Calendar, now: datetime) -> bool:
    """Whether the instant lies in the hours of its day."""
    day = now.astimezone(calendar.zone).date()
    return any(start <= now < end for start, end in calendar.spans(day))


def wanted_of(row: Mapping[str, Any], had: frozenset[str] = frozenset()) -> Wanted:
    """What of a record people are weighed by."""
    skills = [*(row.get("tags") or ()), *([row["industry"]] if row.get("industry") else [])]
    return Wanted(row.get("region"), tuple(dict.fromkeys(skills)), had)

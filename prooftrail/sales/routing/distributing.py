"""Giving out: a batch of waiting records decided and written in one transaction, each to one owner.

Whoever gives out holds the groups of rules he gives out by (rules that share a rep), so that loads and
turns are what the one before left, and reads both only then; records somebody else is at are passed over.
A process that dies in the middle leaves them waiting.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg import Rollback

from prooftrail.platform.calendar.rules.working import NeverWorked, add_working_time
from prooftrail.platform.calendar.store import calendar_of
from prooftrail.platform.people.actor import system
from prooftrail.platform.records import Change, Written
from prooftrail.platform.records.kept import put
from prooftrail.platform.values import Json
from prooftrail.sales.routing import queries
from prooftrail.sales.routing.loading import board, standing, wanted_of
from prooftrail.sales.routing.model import (
    ASSIGNED,
    GIVEN,
    HELD,
    POOL,
    QUEUE,
    REASON,
    RECORD,
    UNROUTED,
    Board,
)
from prooftrail.sales.routing.rules.choosing import choose, take
from prooftrail.sales.routing.rules.grouping import needed
from prooftrail.sales.routing.rules.recording import record_of
from prooftrail.sales.routing.rules.shapes import Decision
from prooftrail.sales.routing.telling import tell_given

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


AHEAD = 2
"""How many batches are looked at, so that two who give out find work beside each other."""


@dataclass
class Made:
    """One decision on its way to be written."""

    row: Mapping[str, Any]
    decision: Decision
    kept: Mapping[str, Any]
    text: str
    turn: int | None


@dataclass
class Given:
    """What a turn came to."""

    counts: Counter[str] = field(default_factory=Counter)
    written: list[Written] = field(default_factory=list)
    more: bool = False


def give_out(work: "Work", about: str, most: int, records: Sequence[UUID] | None = None) -> Given:
    """Decide and write a batch of what waits; nothing where no rules are in force."""
    found = board(work, about)
    if found is None:
        return Given()
    seen = queries.waiting(work, about, most * AHEAD, records)
    mine = _mine(work, found, seen, records is not None) if seen else []
    rows = queries.held(work, about, mine[:most]) if mine else []
    if not rows:
        return Given(more=len(mine) < len(seen))
    found.standing = standing(work, found.rules)
    found.had = queries.had(work, about, [row["id"] for row in rows if row["round"]])
    given = write(work, found, [decide(found, row) for row in rows])
    given.more = len(rows) < len(seen) or len(seen) == most * AHEAD
    return given


def _mine(
    work: "Work", found: Board, seen: Sequence[Mapping[str, Any]], all_at_once: bool
) -> list[UUID]:  # fmt: skip
    """Those seen whose groups of rules nobody else gives out by: half of the groups are left to others.

    Where all are taken it waits for those of the oldest record; with `all_at_once` for all of them.
    """
    rules, about = found.rules, found.rules.about
    wanted = {row["id"]: needed(row, rules.rules, rules.groups) for row in seen}
    names = sorted({name for each in wanted.values() for name in each})
    if not names:
        return list(wanted)
    taken: set[str] = set()
    if all_at_once:
        queries.take_groups(work, about, names)
        return list(wanted)
    with work.connection.transaction():
        first = work.connection.info.backend_pid % len(names)
        turned = [*names[first:], *names[:first]]
        taken = queries.try_groups(work, about, turned, -(-len(names) // 2))
        if not any(each <= taken for each in wanted.values()):
            taken = set()
            raise Rollback  # what was taken is let go before it waits, so that two cannot wait for each other
    if not taken:
        taken = set(next(iter(wanted.values())))
        queries.take_groups(work, about, sorted(taken))
    return [id for id, groups in wanted.items() if groups <= taken]


def decide(found: Board, row: Mapping[str, Any]) -> Made:
    """One record's decision, counted, with what is kept of it."""
    rules = found.rules
    decision = choose(
        row, rules.rules, found.standing, wanted=wanted_of(row, found.had.get(row["id"], frozenset())),
        working=found.working, pool=rules.pool,
    )  # fmt: skip
    turn = None
    about: dict[str, Any] = {"set": str(rules.id), "version": rules.number}
    if decision.rule is not None:
        turn = take(found.standing, decision, rules.prepared(decision.rule).rule)
        about |= {"rule": decision.rule, "at": rules.at(decision.rule)}
    return Made(row, decision, *record_of(decision, about), turn)


def write(work: "Work", found: Board, made: Sequence[Made]) -> Given:
    """Owners, states and limits through the door, the decisions beside their events, a word to each."""
    about = found.rules.about
    accept, protect = limits(work)
    to, rest = [each for each in made if each.decision.who], [each for each in made if not each.decision.who]
    given = Given()
    again = work.now + timedelta(minutes=work.settings.value("routing.retry_minutes"))
    with work.acting(system(REASON)):
        written = (
            work.records.apply(
                [_to_person(about, each, work.now, accept, protect) for each in to], loose=True, action=GIVEN
            )
            if to
            else []
        )
        left = (
            work.records.apply([_to_nobody(found, each, again) for each in rest], loose=True, action=UNROUTED)
            if rest
            else []
        )
    pairs = [*zip(to, written, strict=True), *zip(rest, left, strict=True)]
    put(work, work.schema.object(RECORD), [_record(work, found, each, done) for each, done in pairs
                                            if done.event is not None])  # fmt: skip
    tell_given(work, about, [(each.row, UUID(str(each.decision.who))) for each in to], protect)
    given.written = [*written, *left]
    given.counts = Counter(_outcome(each.decision) for each in made)
    return given


def limits(work: "Work") -> tuple[datetime, datetime]:
    """Until when it must be accepted, and until when it is protected, of what is given out now."""
    settings = work.settings
    protect = work.now + timedelta(hours=settings.value("routing.protect_hours"))
    length = timedelta(minutes=settings.value("routing.accept_minutes"))
    by_hours = settings.value("routing.accept_in") == "working"
    accept = _worked(work, length) if by_hours else work.now + length
    return min(accept, protect), protect


def _worked(work: "Work", length: timedelta) -> datetime:
    """By working time; where no day is ever worked, by the clock."""
    try:
        return add_working_time(calendar_of(work), work.now, length)
    except NeverWorked:
        return work.now + length


def given_values(now: datetime, accept: datetime, protect: datetime, round: int) -> dict[str, Any]:
    """How a record stands that somebody was just given."""
    return {
        "routing": ASSIGNED, "pool": None, "assigned_at": now, "accepted_at": None, "due_at": accept,
        "protected_until": protect, "round": round,
    }  # fmt: skip


def _to_person(about: str, each: Made, now: datetime, accept: datetime, protect: datetime) -> Change:
    values = given_values(now, accept, protect, (each.row["round"] or 0) + 1)
    values["owner"] = each.decision.who
    return Change("update", about, each.row["id"], values, because={"decision": dict(each.kept)})


def _to_nobody(found: Board, each: Made, again: datetime) -> Change:
    """To a pool, to those nobody could be found for, or to be asked again when hours are worked."""
    because: dict[str, Json] = {"decision": dict(each.kept)}
    if each.decision.wait:
        values: dict[str, Any] = {"due_at": found.next_hours or again}
    else:
        pool = each.decision.pool
        values = {
            "routing": POOL if pool else QUEUE, "pool": pool, "due_at": None, "owner": None,
            "protected_until": None,
        }  # fmt: skip
    return Change("update", found.rules.about, each.row["id"], values, because=because)


def _outcome(decision: Decision) -> str:
    return "person" if decision.who else POOL if decision.pool else QUEUE


def _record(work: "Work", found: Board, each: Made, done: Written) -> dict[str, Any]:
    return record(
        work, found.rules.about, done, how="rule", outcome=_outcome(each.decision), decision=each.text,
        distribution=found.rules.id, number=found.rules.number, rule=each.decision.rule,
        reason=each.decision.reason, turn=each.turn, since=each.row["updated_at"] if each.row["round"]
        else each.row["created_at"],
    )  # fmt: skip


def record(work: "Work", about: str, done: Written, *, since: datetime, **said: Any) -> dict[str, Any]:
    """The row of a decision, made of its event."""
    row = done.after
    waited = max(work.now - since, timedelta(0)) / timedelta(minutes=1)
    return {
        "id": done.event, "title": row["name"], "about": about, about: done.id, "source": row.get("source"),
        "owner": row["owner"], "unit": row["unit"], "round": row["round"],
        "decided_at": work.now, "waited_minutes": f"{waited:.2f}",
        "converted": False, "misassigned": False,
        "state": "running" if row["routing"] in HELD else "over", **said,
    }  # fmt: skip

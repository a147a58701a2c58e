"""What happens by itself: reminders, limits, stand-ins whose days begin, and approvers who left."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.approvals.asking import advance, is_seat, replace
from prooftrail.platform.approvals.deciding import send_back
from prooftrail.platform.approvals.facts import Facts, title_of
from prooftrail.platform.approvals.model import STARTER
from prooftrail.platform.approvals.runs import Run, Task, lock_run, log, set_tasks, task_of
from prooftrail.platform.approvals.standing_in import stand_ins
from prooftrail.platform.approvals.telling import tell_expired, tell_reminded
from prooftrail.platform.people.lasting import administrators
from prooftrail.platform.people.organisation import heads_of, who_is_here

if TYPE_CHECKING:
    from prooftrail.platform.database.place import Place
    from prooftrail.platform.jobs.sweeps import Ground
    from prooftrail.platform.work import Work

CHUNK = 50
"""Tasks of one transaction."""


def follow_limits(ground: "Ground", place: "Place") -> bool:
    """The sweep; True where there was more than one transaction takes."""
    from prooftrail.platform.work import Caller

    with ground.workspaces.begin(place.name, Caller(reason="approvals")) as work:
        due = _due(work)
        for task, what in due:
            _act(work, task, what)
        hand_over(work)
        return len(due) == CHUNK


def limits_due(work: "Work") -> datetime | None:
    """The first moment at which somebody is to be reminded, is over his time, or away."""
    place = work.place.schema
    row = work.execute(
        f"select min(at) from (select min(remind_at) as at from {place}.approval_task "
        "where state = 'waiting' and deleted_at is null "
        f"union all select min(limit_at) from {place}.approval_task "
        "where state = 'waiting' and deleted_at is null) d"
    ).fetchone()
    days = work.execute(
        f"select min(s.since) from {place}._stand_in s where s.since > %(day)s and exists (select 1 from "
        f"{place}.approval_task t where t.owner = s.person and t.state = 'waiting' and t.deleted_at is null)",
        {"day": work.today},
    ).fetchone()
    gone = work.execute(
        f"select min(p.left_on) from {place}.approval_task t join {place}.person p on p.id = t.owner "
        "where t.state = 'waiting' and t.deleted_at is null and p.left_on > %(day)s",
        {"day": work.today},
    ).fetchone()
    found = [row[0] if row else None]
    found += [
        datetime.combine(each[0], time.min, work.zone)
        for each in (days, gone)
        if each is not None and each[0]
    ]
    return min((each for each in found if each is not None), default=None)


def _due(work: "Work") -> list[tuple[UUID, str]]:
    rows = work.execute(
        f"select id, case when limit_at <= %(now)s then 'limit' else 'remind' end "
        f"from {work.place.schema}.approval_task where state = 'waiting' and deleted_at is null "
        "and (limit_at <= %(now)s or remind_at <= %(now)s) "
        "order by coalesce(limit_at, remind_at), id limit %(most)s",
        {"now": work.now, "most": CHUNK},
    ).fetchall()
    return [(row[0], row[1]) for row in rows]


def _act(work: "Work", id: UUID, what: str) -> None:
    found = task_of(work, id)
    run = None if found is None else lock_run(work, found[0])
    again = None if run is None else task_of(work, id)
    if run is None or again is None:
        return
    task = again[1]
    if task.state != "waiting" or run.state != "running" or not is_seat(run, task):
        set_tasks(work, {id: {"remind_at": None, "limit_at": None}}, "approval.closed")
        return
    flow = run.drawn(work)
    title = title_of(work, flow, run.snapshot)
    if what == "remind":
        _remind(work, run, task, title)
        return
    limit = flow.steps[task.step].get("limit") or {}
    _over(work, run, task, Facts(work, flow, run.record, run.starter), title, limit)


def _remind(work: "Work", run: Run, task: Task, title: str) -> None:
    set_tasks(work, {task.id: {"remind_at": None}}, "approval.reminded")
    log(work, run, "reminded", person=task.owner, task=task.id)
    tell_reminded(work, run, title, [task.owner], task.id)


def _over(work: "Work", run: Run, task: Task, facts: Facts, title: str, limit: Any) -> None:
    """His time is over: what the step says of that is done."""
    way, now = limit.get("then") or "remind", work.now.isoformat()
    over = {"remind_at": None, "limit_at": None}
    tell_expired(work, run, title, [task.owner], task.id)
    if way == "pass":
        set_tasks(work, {task.id: {**over, "state": "skipped", "done_at": now}}, "approval.expired")
        log(work, run, "passed_by_time", person=task.owner, task=task.id)
        advance(work, run, facts, title)
    elif way == "return":
        set_tasks(work, {task.id: {**over, "state": "expired", "done_at": now}}, "approval.expired")
        log(work, run, "returned_by_time", person=task.owner, task=task.id)
        send_back(work, run, facts, title, STARTER)
    elif way == "escalate" and (others := _higher(work, run, task, facts, limit.get("to"))):
        _escalate(work, run, task, others, facts, title)
    else:
        set_tasks(work, {task.id: over}, "approval.expired")
        log(work, run, "overdue", person=task.owner, task=task.id)


def _escalate(work: "Work", run: Run, task: Task, others: Sequence[UUID], facts: Facts, title: str) -> None:
    other = replace(work, run, task, others[0], title, state="expired")
    log(work, run, "escalated", person=task.owner, task=other.id, to=str(others[0]))
    advance(work, run, facts, title)


def _higher(work: "Work", run: Run, task: Task, facts: Facts, to: Any) -> list[UUID]:
    """Who is asked when somebody's time is over: those the step names, else his head; nobody who is asked
    already or asks."""
    people = facts.people(to) if to else heads_of(work, task.owner)
    shut = {task.owner, *(set() if facts.flow.said.get("own") else {run.starter})}
    return [each for each in people if each not in shut][:1]


def hand_over(work: "Work") -> int:
    """Give what waits for people who are away to their stand-ins, and what waits for leavers to others."""
    place = work.place.schema
    rows = work.execute(
        f"select id, owner from {place}.approval_task t where state = 'waiting' and deleted_at is null "
        f"and (exists (select 1 from {place}._stand_in s where s.person = t.owner "
        "and s.since <= %(day)s and s.until >= %(day)s) or exists (select 1 from "
        f"{place}.person p where p.id = t.owner and (p.deleted_at is not null or p.left_on <= %(day)s)))",
        {"day": work.today},
    ).fetchall()
    if not rows:
        return 0
    here = set(who_is_here(work, [owner for _, owner in rows]))
    away = stand_ins(work, [owner for _, owner in rows])
    return sum(_move(work, id, owner in here, away.get(owner)) for id, owner in rows)


def _move(work: "Work", id: UUID, is_here: bool, other: UUID | None) -> bool:
    found = task_of(work, id)
    run = None if found is None else lock_run(work, found[0])
    if found is None or run is None or run.state != "running" or not is_seat(run, found[1]):
        return False
    task, flow = found[1], run.drawn(work)
    facts, title = Facts(work, flow, run.record, run.starter), title_of(work, flow, run.snapshot)
    starter = None if flow.said.get("own") else run.starter
    if is_here:
        if other is None or other == starter:
            return False
        owner = task.on_behalf or task.owner
        fresh = replace(work, run, task, other, title, state="delegated", on_behalf=owner)
        log(work, run, "delegated", person=other, on_behalf=owner, task=fresh.id)
    else:
        person = _instead_of_leaver(work, task, starter)
        if person is None:
            return False
        fresh = replace(work, run, task, person, title, state="transferred")
        log(work, run, "left", person=task.owner, task=fresh.id, to=str(person))
    advance(work, run, facts, title)
    return True


def _instead_of_leaver(work: "Work", task: Task, starter: UUID | None) -> UUID | None:
    """His head; where there is none, an administrator."""
    people = [*heads_of(work, task.owner), *sorted(administrators(work))]
    return next((each for each in people if each not in (task.owner, starter)), None)

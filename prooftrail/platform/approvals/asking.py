"""Going on with an approval: whom the next step asks, whose turn it is, and what it comes to."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.approvals.doing import do_held
from prooftrail.platform.approvals.facts import Facts
from prooftrail.platform.approvals.limits import limits_of
from prooftrail.platform.approvals.rules.flow import Step, all_steps, next_step
from prooftrail.platform.approvals.rules.verdicts import stand
from prooftrail.platform.approvals.runs import (
    OPEN,
    Run,
    Task,
    add_tasks,
    keep_run,
    log,
    new_task,
    set_tasks,
    tasks_of,
)
from prooftrail.platform.approvals.seeing import show_to
from prooftrail.platform.approvals.standing_in import stand_ins
from prooftrail.platform.approvals.telling import tell_asked, tell_copied, tell_end
from prooftrail.platform.people.lasting import administrators
from prooftrail.platform.people.organisation import heads_of, who_is_here
from prooftrail.platform.processes.advancing import advance_open
from prooftrail.platform.refusal import Refusal

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

Drawn = Mapping[str, Any]


def whom(work: "Work", facts: Facts, drawn: Drawn) -> tuple[list[UUID], str | None]:
    """`(people, empty)`: whom a step asks; where it means nobody, how that was mended: `admin`, `head`,
    `skip` (then nobody is asked, and that is a yes) or `refuse` (then it cannot be asked)."""
    starter = None if facts.flow.said.get("own") else facts.starter
    found = [each for each in facts.people(drawn["who"]) if each != starter]
    if found:
        return found[: work.settings.value("approvals.most_asked")], None
    way = drawn.get("on_empty") or "admin"
    if way == "admin":
        found = [each for each in sorted(administrators(work)) if each != starter]
    elif way == "head" and facts.starter is not None:
        found = [each for each in heads_of(work, facts.starter) if each != starter][:1]
    if way == "skip" or found:
        return found, way
    return [], "refuse"


def advance(work: "Work", run: Run, facts: Facts, title: str) -> None:
    """Go on until somebody's word is waited for, or to the end. The run is locked by us."""
    steps = {each.key: each for each in all_steps(facts.flow.nodes)}
    while run.state == "running":
        if run.step is None:
            step = next_step(facts.flow.nodes, run.passed, facts.holds)
            if step is None:
                finish(work, run, facts, "approved", title)
                return
            _open(work, run, facts, step, title)
            if run.state != "running":
                return
            continue
        step = steps[run.step]
        seats = [each for each in tasks_of(work, run.approval) if is_seat(run, each)]
        standing = stand(step.mode, step.share, [each.seat for each in seats])
        if standing.outcome is None:
            _give_turns(work, run, facts, title, [each for each in seats if str(each.id) in standing.turns])
            break
        _close(work, run, seats)
        if standing.outcome == "rejected":
            finish(work, run, facts, "rejected", title)
            return
        _pass(work, run, facts, title)
    keep_run(work, run)


def is_seat(run: Run, task: Task) -> bool:
    """Whether a task belongs to the step that is open now."""
    return task.step == run.step and task.round == run.round


def finish(work: "Work", run: Run, facts: Facts, state: str, title: str) -> None:
    """The end: said on the record, told to the starter; what was held back is done."""
    run.state, run.step = state, None
    log(work, run, state, person=work.actor.person)
    keep_run(work, run, ended_at=work.now.isoformat())
    if state == "approved" and run.held is not None:
        do_held(work, run)
    tell_end(work, run, title)
    object = work.schema.object(run.object)
    if state == "approved" and object.staged:
        advance_open(work, object, [run.record])


def _open(work: "Work", run: Run, facts: Facts, step: Step, title: str) -> None:
    """Seats for a step; one that needs nobody is passed, one that cannot be asked ends it."""
    drawn = facts.flow.steps[step.key]
    people, empty = whom(work, facts, drawn)
    if empty == "refuse":
        first = not run.passed and run.round == 1
        if first:
            said = {"flow": facts.flow.label, "step": drawn["label"]}
            raise Refusal("approval_nobody", "conflict", facts=said)
        log(work, run, "nobody", step=step.key)
        finish(work, run, facts, "rejected", title)
        return
    run.step = step.key
    if empty is not None:
        log(work, run, f"empty_{empty}", step=step.key)
    said_yes = _said_yes(work, run) if drawn.get("on_repeat") == "skip" else set()
    seats = [
        new_task(run, step.key, person, line, **_unasked(work, person in said_yes))
        for line, person in enumerate(people)
    ]
    add_tasks(work, run, title, seats)
    if not people:
        _pass(work, run, facts, title)


def _unasked(work: "Work", skipped: bool) -> dict[str, Any]:
    return {"state": "skipped", "asked_at": work.now, "done_at": work.now} if skipped else {}


def _said_yes(work: "Work", run: Run) -> set[UUID]:
    """Who said yes at a step that still counts."""
    return {each.owner for each in tasks_of(work, run.approval)
            if each.state == "approved" and each.step in run.passed}  # fmt: skip


def _pass(work: "Work", run: Run, facts: Facts, title: str) -> None:
    assert run.step is not None
    drawn = facts.flow.steps[run.step]
    run.passed = [*run.passed, run.step]
    if drawn.get("copy"):
        copy_to(work, run, facts.people(drawn["copy"]), title)
    run.step = None


def copy_to(work: "Work", run: Run, people: Sequence[UUID], title: str) -> list[UUID]:
    """Show it to more people, who are told; those it was shown to already are left out."""
    fresh = []
    for person in who_is_here(work, list(people)):
        row = work.execute(
            f"insert into {work.place.schema}._approval_copy (approval, person, at, by) "
            "values (%s, %s, %s, %s) on conflict do nothing returning 1",
            [run.approval, person, work.now, work.actor.person],
        ).fetchone()
        if row is not None:
            fresh.append(person)
    show_to(work, run.approval, fresh)
    tell_copied(work, run, title, fresh)
    return fresh


def _close(work: "Work", run: Run, seats: Sequence[Task]) -> None:
    """Nobody is waited for at this step any more."""
    left = {each.id: {"state": "skipped", "remind_at": None, "limit_at": None}
            for each in seats if each.state in OPEN}  # fmt: skip
    if left:
        set_tasks(work, left, "approval.closed")


def close_all(work: "Work", run: Run) -> None:
    """Nobody is waited for at all."""
    _close(work, run, tasks_of(work, run.approval))


def _give_turns(work: "Work", run: Run, facts: Facts, title: str, seats: Sequence[Task]) -> None:
    """Ask those whose turn it is and who were not asked yet; of who is away, whoever stands in for him."""
    fresh = [each for each in seats if each.state != "waiting"]
    if not fresh:
        return
    away = stand_ins(work, [each.owner for each in fresh])
    starter = None if facts.flow.said.get("own") else run.starter
    asked: dict[UUID, dict[str, Any]] = {}
    moved: list[Task] = []
    drawn = facts.flow.steps[str(run.step)]
    times = limits_of(work, drawn.get("limit"))
    for each in fresh:
        other = away.get(each.owner)
        if other is None or other == starter:
            asked[each.id] = {"state": "waiting", "asked_at": work.now.isoformat(), **times}
            continue
        moved.append(_instead(run, each, other, each.on_behalf or each.owner))
        now = work.now.isoformat()
        asked[each.id] = {"state": "delegated", "asked_at": now, "done_at": now}
        log(work, run, "delegated", person=other, on_behalf=each.owner, task=moved[-1].id)
    set_tasks(work, asked, "approval.asked")
    if moved:
        add_tasks(work, run, title, moved)
        turn = {"state": "waiting", "asked_at": work.now.isoformat(), **times}
        set_tasks(work, {each.id: turn for each in moved}, "approval.asked")
    people = [each.owner for each in fresh if asked[each.id]["state"] == "waiting"]
    people += [each.owner for each in moved]
    show_to(work, run.approval, people)
    tell_asked(work, run, title, people, str(run.step))


def _instead(run: Run, task: Task, person: UUID, on_behalf: UUID | None) -> Task:
    return new_task(run, task.step, person, task.line, lane=task.lane, rank=task.rank, on_behalf=on_behalf)


def replace(
    work: "Work", run: Run, task: Task, person: UUID, title: str, *, state: str,
    on_behalf: UUID | None = None, **said: Any,
) -> Task:  # fmt: skip
    """Somebody else in a task's place: it ends as `state`, the other sits where it sat."""
    other = _instead(run, task, person, on_behalf)
    ended = {"state": state, "done_at": work.now.isoformat(), "remind_at": None, "limit_at": None, **said}
    set_tasks(work, {task.id: ended}, f"approval.{state}")
    add_tasks(work, run, title, [other])
    return other

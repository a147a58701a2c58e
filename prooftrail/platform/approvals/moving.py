"""Asking more people, others, or in somebody's place; and showing it to who only has to know."""

from datetime import date
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from pydantic import Field as Limited

from prooftrail.platform.actions.action import Action, Done, Input, action
from prooftrail.platform.approvals.asking import advance, copy_to, is_seat, replace
from prooftrail.platform.approvals.deciding import my_task
from prooftrail.platform.approvals.facts import Facts, title_of
from prooftrail.platform.approvals.requesting import locked
from prooftrail.platform.approvals.runs import (
    OPEN,
    Run,
    Task,
    add_tasks,
    log,
    new_task,
    set_tasks,
    tasks_of,
)
from prooftrail.platform.people.organisation import who_is_here
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json, uuid7

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

FAR = 1_048_576
"""Between the first ranks of a line: room for twenty signers between two."""


class AddSigner(Input):
    """Who is asked, too: before one's own word, after it, or at the same time."""

    task: UUID | None = None
    person: UUID
    place: Literal["before", "after", "with"] = "before"
    comment: str | None = Limited(default=None, max_length=2_000)


@action("add_signer", "加签", "Add signer")
def add_signer(work: "Work", record: UUID | None, given: AddSigner) -> Done:
    """Ask one more person at one's own task; his no is a no, and without his yes it does not go on."""
    run, task = my_task(work, given.task or record)
    flow = run.drawn(work)
    may(flow.steps[task.step], "add_signer")
    seats = [each for each in tasks_of(work, run.approval) if is_seat(run, each)]
    _check_person(work, run, given.person, seats)
    line = [each for each in seats if each.line == task.line]
    lane, rank = _seat(task, line, given.place)
    other = new_task(run, task.step, given.person, task.line, lane=lane, rank=rank)
    title = title_of(work, flow, run.snapshot)
    add_tasks(work, run, title, [other])
    if given.place == "before":
        parked = {"state": "added", "due_at": None, "remind_at": None, "limit_at": None}
        set_tasks(work, {task.id: parked}, "approval.signer_added")
    log(work, run, "signer_added", person=work.actor.person, on_behalf=task.on_behalf, task=other.id,
        to=str(given.person), place=given.place, comment=given.comment)  # fmt: skip
    advance(work, run, Facts(work, flow, run.record, run.starter), title)
    return Done({"approval": str(run.approval), "task": str(other.id), "state": run.state})


def _seat(task: Task, line: list[Task], place: str) -> tuple[int, int]:
    """Lane and rank of somebody beside, before or after a task."""
    if place == "with":
        return max(each.lane for each in line) + 1, 0
    ranks = sorted(each.rank for each in line if each.lane == task.lane)
    if place == "before":
        below = [each for each in ranks if each < task.rank]
        return task.lane, (below[-1] + task.rank) // 2 if below else task.rank - FAR
    above = [each for each in ranks if each > task.rank]
    return task.lane, (above[0] + task.rank) // 2 if above else task.rank + FAR


class TransferApproval(Input):
    """Who is asked instead."""

    task: UUID | None = None
    person: UUID
    comment: str | None = Limited(default=None, max_length=2_000)


@action("transfer_approval", "转交审批", "Transfer approval")
def transfer_approval(work: "Work", record: UUID | None, given: TransferApproval) -> Done:
    """Give one's own task to somebody else, whose word then counts."""
    run, task = my_task(work, given.task or record)
    flow = run.drawn(work)
    may(flow.steps[task.step], "transfer")
    _check_person(
        work, run, given.person, [each for each in tasks_of(work, run.approval) if is_seat(run, each)]
    )
    title = title_of(work, flow, run.snapshot)
    other = replace(work, run, task, given.person, title, state="transferred", comment=given.comment)
    log(work, run, "transferred", person=work.actor.person, on_behalf=task.on_behalf, task=other.id,
        to=str(given.person), comment=given.comment)  # fmt: skip
    advance(work, run, Facts(work, flow, run.record, run.starter), title)
    return Done({"approval": str(run.approval), "task": str(other.id), "state": run.state})


def may(drawn: Any, what: str) -> None:
    """Refuse what the step does not let its people do."""
    if what not in drawn.get("may", ()):
        raise Refusal("step_may_not", "forbidden", facts={"step": drawn["label"]})


def _check_person(work: "Work", run: Run, person: UUID, seats: list[Task]) -> None:
    """Refuse who is not here, who asks himself, and who is asked already."""
    code = None
    if not who_is_here(work, [person]):
        code = "who_unknown_person"
    elif person == run.starter and not run.drawn(work).said.get("own"):
        code = "starter_not_asked"
    elif any(each.owner == person and each.state in OPEN for each in seats):
        code = "asked_already"
    if code is not None:
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields={"person": code})


class CopyApproval(Input):
    """Which approval, and to whom it is shown."""

    approval: UUID | None = None
    people: list[UUID] = Limited(min_length=1, max_length=50)


@action("copy_approval", "抄送审批", "Copy approval")
def copy_approval(work: "Work", record: UUID | None, given: CopyApproval) -> Done:
    """Show it to people who only have to know; who takes part in it may."""
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
    run = locked(work, given.approval or record)
    fresh = copy_to(work, run, given.people, title_of(work, run.drawn(work), run.snapshot))
    shown: list[Json] = [str(each) for each in fresh]
    if fresh:
        log(work, run, "copied", person=work.actor.person, people=shown)
    return Done({"approval": str(run.approval), "people": shown})


class SetStandIn(Input):
    """From one day to another, both included; without `person` one's own; without `stand_in` nobody."""

    person: UUID | None = None
    stand_in: UUID | None = None
    since: date = Limited(alias="from")
    until: date


@action("set_stand_in", "设代理审批人", "Set stand-in")
def set_stand_in(work: "Work", record: UUID | None, given: SetStandIn) -> Done:
    """Let somebody decide in one's place for some days. What waits goes to him as soon as they begin."""
    from prooftrail.platform.approvals.sweeping import hand_over

    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
    person = given.person or work.actor.person
    _check_stand_in(work, person, given)
    table = f"{work.place.schema}._stand_in"
    work.execute(
        f"delete from {table} where person = %s and since <= %s and until >= %s",
        [person, given.until, given.since],
    )
    if given.stand_in is not None:
        work.execute(
            f"insert into {table} (id, person, stand_in, since, until, at, by) "
            "values (%s, %s, %s, %s, %s, %s, %s)",
            [uuid7(), person, given.stand_in, given.since, given.until, work.now, work.actor.person],
        )
    moved = hand_over(work)
    other = str(given.stand_in) if given.stand_in else None
    days: dict[str, Json] = {"from": given.since.isoformat(), "until": given.until.isoformat()}
    return Done({"person": str(person), "stand_in": other, **days, "moved": moved})


def _check_stand_in(work: "Work", person: UUID | None, given: SetStandIn) -> None:
    mine = person == work.actor.person
    below = person in work.access.owners.get("subtree", ())
    if not (mine or below or work.access.may("access:administer")):
        raise Refusal("permission_missing", "forbidden", facts={"permission": "access:administer"})
    fields: dict[str, str] = {}
    if person is None or not who_is_here(work, [person]):
        fields["person"] = "who_unknown_person"
    if given.stand_in is not None and not who_is_here(work, [given.stand_in]):
        fields["stand_in"] = "who_unknown_person"
    elif given.stand_in is not None and given.stand_in == person:
        fields["stand_in"] = "stands_in_himself"
    if given.until < given.since:
        fields["until"] = "bad_value"
    if fields:
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields=fields)


ACTIONS: tuple[Action, ...] = (add_signer, transfer_approval, copy_approval, set_stand_in)

"""Saying yes, no or back; for one task or many at once."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from pydantic import Field as Limited

from prooftrail.platform.actions.action import Action, Done, Input, action
from prooftrail.platform.approvals.asking import advance, close_all, is_seat
from prooftrail.platform.approvals.facts import REASON, Facts, title_of, values_of
from prooftrail.platform.approvals.model import STARTER, WHY
from prooftrail.platform.approvals.rules.flow import passed_before, places_to_return
from prooftrail.platform.approvals.runs import Run, Task, keep_run, lock_run, log, set_tasks, task_of
from prooftrail.platform.approvals.sheet import Sheet
from prooftrail.platform.approvals.telling import tell_end
from prooftrail.platform.people.actor import system
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json, is_unseen

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

Verdict = Literal["approve", "reject", "return"]
STATES: Mapping[Verdict, str] = {"approve": "approved", "reject": "rejected", "return": "returned"}


class DecideApproval(Input):
    """Which task, and what is said. `to_step` is an earlier step's key, or `starter`; `edits` are changes
    of fields the step opens. `seen` is the `look` of the sheet the word was given on."""

    task: UUID | None = None
    verdict: Verdict
    to_step: str | None = None
    reason: str | None = None
    comment: str | None = Limited(default=None, max_length=2_000)
    edits: dict[str, Any] | None = None
    seen: str | None = Limited(default=None, max_length=64)


@action("decide_approval", "审批", "Decide approval")
def decide_approval(work: "Work", record: UUID | None, given: DecideApproval) -> Done:
    """Give one's word at a task of one's own; whoever comes second is told what was decided."""
    if given.task is None and record is None:
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields={"task": "required"})
    run, task = my_task(work, given.task or record)
    if given.seen is not None and given.seen != Sheet(work, run).look():
        raise Refusal("approval_looks_otherwise", "conflict", facts={"approval": str(run.approval)})
    return Done(_decide(work, run, task, given))


class DecideApprovals(Input):
    """Several tasks at once, with one word for all."""

    tasks: list[UUID] = Limited(min_length=1)
    verdict: Verdict
    reason: str | None = None
    comment: str | None = Limited(default=None, max_length=2_000)


@action("decide_approvals", "批量审批", "Decide approvals")
def decide_approvals(work: "Work", record: UUID | None, given: DecideApprovals) -> Done:
    """The same for many: each by itself, so that one that is refused holds up no other."""
    most = work.settings.value("approvals.most_batch")
    if len(given.tasks) > most:
        raise Refusal("batch_too_large", "invalid", facts={"most": most}, fields={"tasks": "batch_too_large"})
    answers: dict[UUID, Json] = {}
    for task in sorted(set(given.tasks)):
        one = DecideApproval(task=task, verdict=given.verdict, reason=given.reason, comment=given.comment)
        answers[task] = _row(work, one)
    rows: list[Json] = [answers[each] for each in dict.fromkeys(given.tasks)]
    return Done({"results": rows})


def _row(work: "Work", one: DecideApproval) -> Json:
    try:
        with work.connection.transaction():
            run, task = my_task(work, one.task)
            return {"task": str(one.task), "ok": True, **_decide(work, run, task, one)}
    except Refusal as refusal:
        return {"task": str(one.task), "ok": False, "error": refusal.said(work.locale)}


def my_task(work: "Work", task: UUID | None) -> tuple[Run, Task]:
    """A task the caller is asked at now, its approval locked. Refuses others' as missing, and ended ones."""
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
    found = None if task is None else task_of(work, task)
    if found is None or found[1].owner != work.actor.person:
        raise work.records.missing("approval_task")
    run = lock_run(work, found[0])
    now = task_of(work, found[1].id)
    assert run is not None and now is not None
    if now[1].state != "waiting" or run.state != "running" or not is_seat(run, now[1]):
        facts = {"approval": str(run.approval), "state": now[1].state, "outcome": run.state}
        raise Refusal("task_decided", "conflict", facts=facts)
    return run, now[1]


def _decide(work: "Work", run: Run, task: Task, given: DecideApproval) -> dict[str, Json]:
    flow = run.drawn(work)
    drawn = flow.steps[task.step]
    reason = _reason(given)
    back = _place(run, task, drawn, given.to_step, flow.nodes) if given.verdict == "return" else None
    if given.edits:
        _edit(work, run, drawn, given.edits)
    said = {"state": STATES[given.verdict], "done_at": work.now.isoformat(), "reason": reason,
            "comment": given.comment, "remind_at": None, "limit_at": None}  # fmt: skip
    set_tasks(work, {task.id: said}, f"approval.{STATES[given.verdict]}")
    log(work, run, STATES[given.verdict], person=work.actor.person, on_behalf=task.on_behalf, task=task.id,
        reason=reason, comment=given.comment, to_step=back, edits=list[Json](given.edits or {}))  # fmt: skip
    title = title_of(work, flow, run.snapshot)
    facts = Facts(work, flow, run.record, run.starter)
    if back is None:
        advance(work, run, facts, title)
    else:
        send_back(work, run, facts, title, back)
    return {"approval": str(run.approval), "state": run.state, "step": run.step}


def send_back(work: "Work", run: Run, facts: Facts, title: str, to: str) -> None:
    """To an earlier step, which is asked anew with all after it; or to the starter, who hands it in again."""
    close_all(work, run)
    if to != STARTER:
        run.passed = passed_before(facts.flow.nodes, run.passed, to)
        run.step, run.round = None, run.round + 1
        advance(work, run, facts, title)
        return
    run.state, run.step = "returned", None
    keep_run(work, run)
    tell_end(work, run, title)


def _reason(given: DecideApproval) -> str | None:
    """No and back need a word: a reason of the list, or a comment."""
    if given.reason is not None and given.reason not in WHY:
        facts = {"object": "input", "offered": sorted(WHY)}
        raise Refusal("invalid_fields", "invalid", facts=facts, fields={"reason": "bad_value"})
    if given.verdict == "approve":
        return given.reason
    if given.reason is None and is_unseen(given.comment or ""):
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields={"comment": "required"})
    return given.reason or "other"


def _place(run: Run, task: Task, drawn: Mapping[str, Any], to: str | None, nodes: Any) -> str:
    """Where a return goes. Refuses steps that are not earlier ones, and where the step may not return."""
    if "return" not in drawn.get("may", ()):
        raise Refusal("step_may_not", "forbidden", facts={"step": drawn["label"]})
    if to in (None, STARTER):
        return STARTER
    offered = places_to_return(nodes, run.passed, task.step)
    if to not in offered:
        facts = {"object": "input", "offered": [STARTER, *offered]}
        raise Refusal("invalid_fields", "invalid", facts=facts, fields={"to_step": "not_an_earlier_step"},
                      about={"to_step": {"offered": [STARTER, *offered]}})  # fmt: skip
    return str(to)


def _edit(work: "Work", run: Run, drawn: Mapping[str, Any], edits: Mapping[str, Any]) -> None:
    """Change what the step opens, in the approver's name; what was changed is part of what is approved."""
    opened = {name for name, rule in drawn["fields"].items() if rule == "edit"}
    if shut := [name[:80] for name in edits if name not in opened]:
        facts = {"object": run.object, "offered": sorted(opened)}
        raise Refusal("invalid_fields", "invalid", facts=facts, fields=dict.fromkeys(shut, "edit_not_open"))
    before, work.granted = work.granted, run.approval
    try:
        with work.acting(system(REASON, work.actor.person)):
            because: dict[str, Json] = {"approval": str(run.approval)}
            work.records.update(run.object, run.record, dict(edits), because=because)
    finally:
        work.granted = before
    run.snapshot, run.taken = values_of(work, run.object, run.record), work.now


ACTIONS: tuple[Action, ...] = (decide_approval, decide_approvals)

"""Asking for an approval, taking it back, and handing it in again."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from pydantic import Field as Limited
from pydantic import ValidationError

from prooftrail.platform.actions.action import Action, Done, Input, action, bad_input
from prooftrail.platform.approvals.asking import advance, close_all
from prooftrail.platform.approvals.facts import Facts, title_of, values_of
from prooftrail.platform.approvals.flows import Flow, find, verbs
from prooftrail.platform.approvals.runs import Run, add_run, by_system, keep_run, lock_run, log, read_run
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json, uuid7

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

AGAIN = ("returned", "void")
"""States from which the starter may hand it in again."""


class RequestApproval(Input):
    """Which flow, about which record. `input` is what the held-back action is to be done with, or the
    held-back field's value; `note` is for those who are asked."""

    flow: str
    object: str | None = None
    record: UUID | None = None
    input: dict[str, Any] | None = None
    note: str | None = Limited(default=None, max_length=2_000)


@action("request_approval", "发起审批", "Request approval")
def request_approval(work: "Work", record: UUID | None, given: RequestApproval) -> Done:
    """Start a flow on a record one sees; answers with the approval, which may be given at once."""
    flow, about = find(work, given.flow), record or given.record
    if about is None:
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields={"record": "required"})
    if given.object not in (None, flow.object):
        raise Refusal("flow_other_object", "invalid", facts={"flow": flow.label, "object": flow.object},
                      fields={"object": "flow_other_object"})  # fmt: skip
    if work.actor.person is None:
        raise Refusal("approval_needs_person", "invalid", facts={"flow": flow.label})
    if not work.records.present(flow.object, about):
        raise work.records.missing(flow.object)
    held = held_of(work, flow, given.input)
    _check_alone(work, flow, about, held)
    run = _begin(work, flow, about, held, given.note)
    return Done({"approval": str(run.approval), "state": run.state, "step": run.step})


def held_of(work: "Work", flow: Flow, given: dict[str, Any] | None) -> dict[str, Any] | None:
    """What is done on approval. Refuses input the action would refuse, and rights the caller lacks."""
    start, said = flow.start, given or {}
    if start is None:
        if said:
            raise _bad_input("unknown_field")
        return None
    if start.get("action"):
        verb = verbs(work).get(start["action"])
        if verb is None:
            raise Refusal("flow_unknown_action", "conflict", facts={"action": start["action"]})
        if verb.permission is not None:
            work.need(verb.permission)
        try:
            verb.input.model_validate(said)
        except ValidationError as error:
            raise bad_input(error) from None
        return {"action": verb.name, "input": said}
    name = start["field"]
    if start.get("to") is not None:
        if said and said != {name: start["to"]}:
            raise _bad_input("bad_value")
        return {"fields": {name: start["to"]}}
    if said.keys() != {name}:
        raise _bad_input("required")
    return {"fields": said}


def _bad_input(code: str) -> Refusal:
    return Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields={"input": code})


def _check_alone(work: "Work", flow: Flow, record: UUID, held: dict[str, Any] | None) -> None:
    """Refuse a second one beside one that is under way for the same; whoever asks at once waits here."""
    work.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{flow.key}/{record}"])
    row = work.execute(
        f"select r.approval, a.number from {work.place.schema}._approval_run r "
        f"join {work.place.schema}.approval a on a.id = r.approval "
        "where r.record = %s and r.flow = %s and r.state in ('running', 'returned')",
        [record, flow.key],
    ).fetchone()
    if row is not None:
        facts = {"flow": flow.label, "approval": str(row[0]), "number": row[1]}
        raise Refusal("approval_running", "conflict", facts=facts)


def _begin(work: "Work", flow: Flow, about: UUID, held: dict[str, Any] | None, note: str | None) -> Run:
    values, starter = values_of(work, flow.object, about), work.actor.person
    assert starter is not None
    title = title_of(work, flow, values)
    run = Run(uuid7(), flow.key, flow.version, flow.object, about, starter, "running", [], None, 1, held,
              None, values, work.now)  # fmt: skip
    label = values.get(work.schema.object(flow.object).title)
    record: dict[str, Json] = {
        "title": title, "flow": flow.key, "flow_version": flow.version, "about_object": flow.object,
        "about_record": str(about), "about_label": str(label)[:200] if label else None, "state": "running",
        "note": note, "started_at": work.now.isoformat(), "owner": str(starter), "created_by": str(starter),
    }  # fmt: skip
    with by_system(work):
        work.records.create("approval", record, id=run.approval, loose=True, action="approval.requested")
    add_run(work, run)
    log(work, run, "requested", person=starter, note=note)
    advance(work, run, Facts(work, flow, about, starter), title)
    return run


class WithdrawApproval(Input):
    """Which approval; it may stand beside as the record, too."""

    approval: UUID | None = None
    comment: str | None = Limited(default=None, max_length=2_000)


@action("withdraw_approval", "撤回审批", "Withdraw approval")
def withdraw_approval(work: "Work", record: UUID | None, given: WithdrawApproval) -> Done:
    """Take back what one asked for oneself and nobody finished."""
    run = own_run(work, given.approval or record, ("running", *AGAIN))
    withdraw(work, run, "withdrawn", given.comment)
    return Done({"approval": str(run.approval), "state": run.state})


def withdraw(work: "Work", run: Run, what: str, comment: str | None = None) -> None:
    """Nobody is asked any more; `what` says why in the log."""
    close_all(work, run)
    run.state, run.step = "withdrawn", None
    log(work, run, what, person=work.actor.person, comment=comment)
    keep_run(work, run, ended_at=work.now.isoformat())


class ResubmitApproval(Input):
    """Which approval; `edits` change the record before, `input` what is held back."""

    approval: UUID | None = None
    edits: dict[str, Any] | None = None
    input: dict[str, Any] | None = None
    comment: str | None = Limited(default=None, max_length=2_000)


@action("resubmit_approval", "重新提交审批", "Resubmit approval")
def resubmit_approval(work: "Work", record: UUID | None, given: ResubmitApproval) -> Done:
    """Hand in again what came back, perhaps changed; the record is kept as it is now."""
    run = own_run(work, given.approval or record, AGAIN)
    flow = run.drawn(work)
    if given.edits:
        because: dict[str, Json] = {"approval": str(run.approval)}
        work.records.update(run.object, run.record, given.edits, because=because)
    if given.input is not None:
        run.held = held_of(work, flow, given.input)
    values = values_of(work, run.object, run.record)
    again = flow.said.get("resubmit") != "there" or run.state == "void"
    run.passed = [] if again else run.passed
    run.state, run.step, run.round = "running", None, run.round + 1
    run.snapshot, run.taken, run.done_at = values, work.now, None
    title = title_of(work, flow, values)
    log(work, run, "resubmitted", person=run.starter, comment=given.comment,
        edits=list[Json](given.edits or {}))  # fmt: skip
    keep_run(work, run, ended_at=None, title=title)
    advance(work, run, Facts(work, flow, run.record, run.starter), title)
    return Done({"approval": str(run.approval), "state": run.state, "step": run.step})


def own_run(work: "Work", approval: UUID | None, states: tuple[str, ...]) -> Run:
    """An approval of the caller's own, locked. Refuses others' and what is over."""
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
    run = locked(work, approval)
    if run.starter != work.actor.person:
        raise Refusal("approval_not_yours", "forbidden", facts={"approval": str(run.approval)})
    if run.state not in states:
        raise Refusal("approval_over", "conflict", facts={"approval": str(run.approval), "state": run.state})
    return run


def locked(work: "Work", approval: UUID | None) -> Run:
    """An approval the caller has to do with, held. Refuses all else as missing."""
    from prooftrail.platform.approvals.sheet import takes_part

    if approval is None:
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields={"approval": "required"})
    seen = read_run(work, approval)
    if seen is None or not takes_part(work, seen):
        raise work.records.missing("approval")
    run = lock_run(work, approval)
    assert run is not None
    return run


ACTIONS: tuple[Action, ...] = (request_approval, withdraw_approval, resubmit_approval)

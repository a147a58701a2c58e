"""What a flow holds back: an action or a field's change that waits for its approval, at every door."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.types.json import Jsonb

from prooftrail.platform.approvals.doing import spend
from prooftrail.platform.approvals.facts import REASON, Facts
from prooftrail.platform.approvals.flows import Flow, in_force
from prooftrail.platform.fields import FieldFault
from prooftrail.platform.people.actor import system
from prooftrail.platform.records.change import Pending
from prooftrail.platform.refusal import Attempt, Refusal
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def hold_action(work: "Work", name: str, record: UUID | None, said: Mapping[str, Any]) -> UUID | None:
    """Refuse an action that waits for an approval. Where one was given and nothing was done on it yet,
    answers with it: it is spent now."""
    if work.granted is not None:
        return None
    for flow in in_force(work):
        start = flow.start or {}
        if start.get("action") != name:
            continue
        about = _about(work, flow, record, said)
        if about is None or not _asks(work, flow, about):
            continue
        given = _given(work, flow, about, {"action": name, "input": dict(said)})
        if given is None:
            raise _required(work, flow, about, {"action": name}, dict(said))
        spend(work, given)
        return given
    return None


def hold_changes(work: "Work", pending: Sequence[Pending]) -> None:
    """Refuse changes of fields that wait for an approval."""
    held = [flow for flow in in_force(work) if (flow.start or {}).get("field")]
    if not held:
        return
    for each in pending:
        if each.loose or each.op not in ("create", "update") or each.refusal is not None:
            continue
        for flow in held:
            if flow.object == each.object.name and _touches(work, flow, each):
                _hold_change(work, flow, each)


def _hold_change(work: "Work", flow: Flow, each: Pending) -> None:
    assert flow.start is not None
    name = flow.start["field"]
    if work.granted is not None and _is_for(work, work.granted, flow, each.id):
        return
    given = _given(work, flow, each.id, {"fields": {name: flow.start.get("to")}})
    if given is None:
        said = {"field": name, "to": each.change.values.get(name)}
        value = {} if flow.start.get("to") is not None else {name: each.change.values.get(name)}
        each.refuse(_required(work, flow, None if each.op == "create" else each.id, said, value))
        return
    spend(work, given)
    each.because = {**(each.because or {}), "approval": str(given)}


def _touches(work: "Work", flow: Flow, each: Pending) -> bool:
    """Whether a write does what the flow holds back, and its condition holds for the record as it will be."""
    from prooftrail.platform.processes.formulas import values

    start = flow.start or {}
    field = each.object.fields.get(start["field"])
    if field is None or field.name not in each.given or not each.changed(field.name):
        return False
    if start.get("to") is not None and not _is(work, field, each.after[field.column], start["to"]):
        return False
    said = flow.trees.get(start["when"]) if start.get("when") else None
    if said is None:
        return True
    with work.acting(system(REASON)):
        found = values(work, each.object, [(each.after, [{**said, "key": "when"}])])
    return found[0]["when"] is True


def _is(work: "Work", field: Any, value: Any, to: Any) -> bool:
    try:
        return bool(value == field.type.bind(field, to, work.parsing))
    except FieldFault:
        return bool(value == to)


def _about(work: "Work", flow: Flow, record: UUID | None, said: Mapping[str, Any]) -> UUID | None:
    """The flow's record an action is about; None where it is about something else."""
    if said.get("object") not in (None, flow.object):
        return None
    try:
        about = record or UUID(str(said.get("record") or said.get("id")))
    except ValueError:
        return None
    table = work.schema.objects[flow.object].table.name if flow.object in work.schema.objects else None
    if table is None:
        return None
    query = f"select 1 from {work.place.schema}.{table} where id = %s"
    return about if work.execute(query, [about]).fetchone() else None


def _asks(work: "Work", flow: Flow, record: UUID) -> bool:
    when = (flow.start or {}).get("when")
    return when is None or Facts(work, flow, record, work.actor.person).holds(when)


def _is_for(work: "Work", approval: UUID, flow: Flow, record: UUID) -> bool:
    query = (
        f"select 1 from {work.place.schema}._approval_run where approval = %s and flow = %s and record = %s"
    )
    return work.execute(query, [approval, flow.key, record]).fetchone() is not None


def _given(work: "Work", flow: Flow, record: UUID, held: dict[str, Any]) -> UUID | None:
    """An approval of the very same thing that nothing was done on yet."""
    row = work.execute(
        f"select approval from {work.place.schema}._approval_run where record = %s and flow = %s "
        "and state = 'approved' and done_at is null and held @> %s order by taken desc limit 1 for update",
        [record, flow.key, Jsonb(held)],
    ).fetchone()
    return None if row is None else row[0]


def _required(
    work: "Work", flow: Flow, record: UUID | None, what: Mapping[str, Json], input: dict[str, Any]
) -> Refusal:
    """What would make it pass: asking, or waiting for what was asked."""
    row = None
    if record is not None:
        row = work.execute(
            f"select approval from {work.place.schema}._approval_run where record = %s and flow = %s "
            "and state in ('running', 'returned') limit 1",
            [record, flow.key],
        ).fetchone()
    asked: dict[str, Json] = {"flow": flow.key, "object": flow.object}
    asked |= {"record": str(record)} if record else {}
    asked |= {"input": input} if input else {}
    facts: dict[str, Json] = {
        "flow": flow.label, "object": flow.object, **what, "approval": str(row[0]) if row else None,
        "request": {"action": "request_approval", "input": asked},
    }  # fmt: skip
    fields = {str(what["field"]): "approval_required"} if "field" in what else {}
    attempt = Attempt(flow.object, record)
    return Refusal("approval_required", "invalid", facts=facts, fields=fields, attempt=attempt)

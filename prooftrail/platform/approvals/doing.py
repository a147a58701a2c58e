"""Doing what was held back once it is approved: as its starter, in the same transaction."""

from typing import TYPE_CHECKING
from uuid import UUID

from psycopg.types.json import Jsonb

from prooftrail.platform.approvals.facts import values_of
from prooftrail.platform.approvals.flows import verbs
from prooftrail.platform.approvals.runs import Run, log
from prooftrail.platform.people.actor import load_actor
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def do_held(work: "Work", run: Run) -> None:
    """Do it with the starter's rights of today. What is refused now is kept in the log with its reason, and
    the starter may do it himself: the approval stands."""
    assert run.held is not None
    before = values_of(work, run.object, run.record)
    try:
        starter = load_actor(
            work.connection, work.place.schema, run.starter, work.today, work.schema.designed_names
        )
        with work.connection.transaction(), work.acting(starter):
            _do(work, run)
    except Refusal as refusal:
        log(work, run, "not_done", person=run.starter, code=refusal.code,
            message={"zh": refusal.said("zh")["message"], "en": refusal.said("en")["message"]})  # fmt: skip
        return
    after = values_of(work, run.object, run.record)
    run.snapshot |= {name: value for name, value in after.items() if before.get(name) != value}
    run.done_at = work.now
    query = f"update {work.place.schema}._approval_run set done_at = %s, snapshot = %s where approval = %s"
    work.execute(query, [work.now, Jsonb(run.snapshot), run.approval])
    log(work, run, "done", person=run.starter, held=_named(run))


def _do(work: "Work", run: Run) -> None:
    held, before = run.held or {}, work.granted
    work.granted = run.approval
    try:
        if "action" in held:
            verbs(work)[held["action"]].perform(work, run.record, held.get("input") or {})
        else:
            because: dict[str, Json] = {"approval": str(run.approval)}
            work.records.update(run.object, run.record, held["fields"], because=because)
    finally:
        work.granted = before


def _named(run: Run) -> Json:
    held = run.held or {}
    return {"action": held["action"]} if "action" in held else {"fields": list[Json](held["fields"])}


def spend(work: "Work", approval: UUID) -> None:
    """What it allowed was done; it allows it no second time."""
    work.execute(
        f"update {work.place.schema}._approval_run set done_at = %s where approval = %s", [work.now, approval]
    )

"""Approvals at the door: what waits for one is held back, and what was approved is watched afterwards."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.approvals.asking import close_all
from prooftrail.platform.approvals.facts import title_of
from prooftrail.platform.approvals.flows import watched
from prooftrail.platform.approvals.holding import hold_changes
from prooftrail.platform.approvals.requesting import withdraw
from prooftrail.platform.approvals.runs import Run, keep_run, lock_run, log
from prooftrail.platform.approvals.sweeping import hand_over
from prooftrail.platform.approvals.telling import tell_end
from prooftrail.platform.records.change import Pending, Written
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

OWN = ("approval", "approval_task")


class ApprovalGuard:
    """See the module."""

    def check(self, work: "Work", pending: Sequence[Pending]) -> None:
        """Approvals change by their verbs alone; what is done on one names it."""
        for each in pending:
            if each.object.name in OWN and not each.loose and each.op != "remove":
                facts = {"object": each.object.name, "label": each.object.label.json()}
                each.refuse(Refusal("approval_by_verbs", "forbidden", facts=facts))
            elif work.granted is not None and each.object.name not in OWN:
                each.because = {**(each.because or {}), "approval": str(work.granted)}
        hold_changes(work, pending)

    def follow(self, work: "Work", written: Sequence[Written]) -> None:
        """A change of what was approved voids it where the flow says so; a record that is gone ends it."""
        known = watched(work)
        mine = {each.id: each for each in written if each.object.name in known and each.event}
        for approval in _runs(work, mine):
            run = lock_run(work, approval)
            if run is not None and run.approval != work.granted:
                _follow(work, run, mine[run.record])
        if any(_left(each) for each in written):
            hand_over(work)


def _runs(work: "Work", written: dict[UUID, Written]) -> list[UUID]:
    if not written:
        return []
    rows = work.execute(
        f"select approval from {work.place.schema}._approval_run where record = any(%s) "
        "and state in ('running', 'returned', 'approved') order by approval",
        [sorted(written)],
    ).fetchall()
    return [row[0] for row in rows]


def _follow(work: "Work", run: Run, written: Written) -> None:
    if written.op in ("delete", "remove"):
        if run.state != "approved":
            withdraw(work, run, "record_gone")
        return
    flow = run.drawn(work)
    fields = written.object.fields
    named = [name for name in flow.said.get("void") or () if name in fields]
    changed: list[Json] = [name for name in named if fields[name].id in written.changes]
    if not changed or written.op != "update" or run.state == "returned":
        return
    close_all(work, run)
    run.state, run.step = "void", None
    log(work, run, "void", person=work.actor.person, fields=changed)
    keep_run(work, run, ended_at=work.now.isoformat())
    tell_end(work, run, title_of(work, flow, run.snapshot))


def _left(each: Written) -> bool:
    return (
        each.object.name == "person"
        and each.op in ("update", "delete")
        and bool(each.after["left_on"] is not None or each.after["deleted_at"] is not None)
    )

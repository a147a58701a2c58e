"""Passing approvals on when somebody leaves: what he asked for, and what waits for his word."""

from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.approvals.asking import advance, is_seat, replace
from prooftrail.platform.approvals.facts import Facts, title_of
from prooftrail.platform.approvals.runs import OPEN, by_system, lock_run, log, task_of, tasks_of
from prooftrail.platform.records import Change

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def pass_on_asked(
    work: "Work", to: Mapping[UUID, UUID], because: Mapping[str, str], action: str
) -> list[UUID]:
    """Somebody else is who asked, `to` by approval: he is told how it ends, and asks again what comes back.
    One whom it waits for is not made to ask himself; such an approval stays as it is. Answers the others."""
    passed: list[UUID] = []
    for approval, person in sorted(to.items()):
        run = lock_run(work, approval)
        asked = any(each.owner == person and each.state in OPEN for each in tasks_of(work, approval))
        if run is None or (asked and not run.drawn(work).said.get("own")):
            continue
        work.execute(
            f"update {work.place.schema}._approval_run set starter = %s where approval = %s",
            [person, approval],
        )
        log(work, run, "passed_on", person=work.actor.person, to=str(person))
        passed.append(approval)
    if passed:
        changes = [Change("update", "approval", each, {"owner": str(to[each])}) for each in passed]
        with by_system(work):
            work.records.apply(changes, loose=True, action=action, because=because)
    return passed


def pass_on_task(work: "Work", task: UUID, person: UUID) -> bool:
    """Somebody else gives the word that is waited for, unless he asks or is asked already."""
    found = task_of(work, task)
    run = None if found is None else lock_run(work, found[0])
    if found is None or run is None or run.state != "running" or not is_seat(run, found[1]):
        return False
    seats = [each for each in tasks_of(work, run.approval) if is_seat(run, each) and each.state in OPEN]
    flow = run.drawn(work)
    own = person == run.starter and not flow.said.get("own")
    if own or any(each.owner == person for each in seats):
        return False
    title = title_of(work, flow, run.snapshot)
    fresh = replace(work, run, found[1], person, title, state="transferred")
    log(work, run, "left", person=found[1].owner, task=fresh.id, to=str(person))
    advance(work, run, Facts(work, flow, run.record, run.starter), title)
    return True

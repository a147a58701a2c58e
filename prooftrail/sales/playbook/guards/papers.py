"""Papers at the door: their statuses, a second person's word, and what an approval does not survive."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from prooftrail.platform.records import Pending
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.work import Work
from prooftrail.sales.playbook.guards.quotations import refuse_uncovered
from prooftrail.sales.playbook.guards.trying import attempt_at, is_trusted, refuse
from prooftrail.sales.playbook.rules.approvals import (
    APPROVED,
    PAPERS,
    SIGNED,
    Paper,
    is_second,
    may_send_back,
    may_set,
    next_granted,
    void,
)

GIVEN, SENT_BACK = "approval.given", "approval.withdrawn"
"""What events call it when a second person approves, and when a paper is sent back."""


def check_papers(work: Work, papers: Sequence[Pending]) -> None:
    """Refuse statuses nobody gives himself; let an approval fall with what was approved."""
    changed = [each for each in papers if each.op == "update" and not is_trusted(work, each)]
    authors = _authors(work, [each for each in changed if each.action == GIVEN])
    for each in papers:
        if each.op == "create":
            _begin(work, each, PAPERS[each.object.name])
    for each in changed:
        _change(work, each, PAPERS[each.object.name], authors)
    signing = [each for each in papers if each.refusal is None and _is_signing(work, each)]
    refuse_uncovered(work, signing, "status")


def _begin(work: Work, each: Pending, paper: Paper) -> None:
    if each.after["status"] is None:
        each.after["status"] = paper.free[0]
    elif not is_trusted(work, each) and not may_set(paper, None, each.after["status"]):
        _refuse_alone(work, each)


def _authors(work: Work, approving: Sequence[Pending]) -> dict[UUID, set[UUID]]:
    """Who said, by the history, what an approval is about: by paper."""
    found: dict[UUID, set[UUID]] = {}
    for object in {each.object.name: each.object for each in approving}.values():
        binding = [object.fields[name].id for name in work.settings.value("playbook.approval_fields")]
        ids = [each.id for each in approving if each.object is object]
        rows = work.execute(
            f"select distinct record, actor_id from {work.events.table} where object = %s "
            "and record = any(%s) and actor_id is not null and changes ?| %s",
            [object.id, ids, binding],
        ).fetchall()
        for record, person in rows:
            found.setdefault(record, set()).add(person)
    return found


def _change(work: Work, each: Pending, paper: Paper, authors: Mapping[UUID, set[UUID]]) -> None:
    if each.action == GIVEN:
        _approve(work, each, paper, authors.get(each.id, set()))
    elif each.action == SENT_BACK:
        _send_back(each, paper)
    else:
        _edit(work, each, paper)
    if each.after["status"] not in paper.held:
        each.after |= {"approved_by": None, "approved_at": None}


def _edit(work: Work, each: Pending, paper: Paper) -> None:
    before = (each.before or {})["status"]
    if each.changed("status") and not may_set(paper, before, each.after["status"]):
        _refuse_alone(work, each)
    changed = [name for name in each.given if each.changed(name)]
    if before in paper.held and (gone := void(changed, work.settings.value("playbook.approval_fields"))):
        each.after["status"] = paper.free[0]
        each.because = {**(each.because or {}), "approval_void": ", ".join(gone)}


def _approve(work: Work, each: Pending, paper: Paper, authors: set[UUID]) -> None:
    row, before, wanted = each.after, (each.before or {})["status"], each.after["status"]
    if not is_second(work.actor.person, (row["owner"], row["created_by"], *authors)):
        _refuse_alone(work, each)
    following = next_granted(paper, before)
    facts: dict[str, Any] = {"object": each.object.name, "from": before, "to": wanted, "next": following}
    if wanted == before or following is None:
        each.refuse(Refusal("already_approved", "invalid", facts=facts, fields={"to": "already_approved"}))
    elif wanted != following:
        refuse(work, each, "out_of_turn", facts, {"to": "out_of_turn"})
    if wanted == APPROVED:
        row |= {"approved_by": work.actor.person, "approved_at": work.now, "reject_reason": None}
    elif wanted == SIGNED and row["signed_on"] is None:
        row["signed_on"] = work.today


def _send_back(each: Pending, paper: Paper) -> None:
    before = (each.before or {})["status"]
    if not may_send_back(paper, before):
        facts = {"object": each.object.name, "status": before}
        each.refuse(Refusal("paper_in_force", "invalid", facts=facts))
    because = dict(each.because or {})  # the reason is a field, with a field's rights
    each.after["reject_reason"], each.because = because.pop("reason", None), because


def _is_signing(work: Work, each: Pending) -> bool:
    moved = each.op == "update" and each.object.name == "contract" and each.changed("status")
    return moved and each.after["status"] == SIGNED and not is_trusted(work, each)


def _refuse_alone(work: Work, each: Pending) -> None:
    facts = {"object": each.object.name, "to": each.after["status"], "label": each.object.label.json()}
    tried = attempt_at(work, each)
    fields = {"status": "needs_second_person"}
    each.refuse(Refusal("needs_second_person", "forbidden", facts=facts, fields=fields, attempt=tried))

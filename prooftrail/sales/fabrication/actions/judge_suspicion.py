"""A person's verdict on a suspicion."""

from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from psycopg.rows import dict_row
from pydantic import Field

from prooftrail.platform.actions import Done, action
from prooftrail.platform.actions.action import Input
from prooftrail.platform.people.actor import system
from prooftrail.platform.records import Change, Written
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import is_unseen
from prooftrail.platform.workitems.actions import Resolve, resolve_work_item
from prooftrail.platform.workitems.store import UNSETTLED
from prooftrail.sales.fabrication.keeping import OBJECT, REASON, SOURCE, members_of

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

UPHELD, FABRICATED = "upheld", "fabricated"


class JudgeSuspicion(Input):
    """`reason` is kept with the verdict and in the history."""

    suspicion: UUID | None = None
    verdict: Literal["upheld", "dismissed"]
    reason: str = Field(max_length=500)


@action("judge_suspicion", "判定疑点", "Judge suspicion")
def judge_suspicion(work: "Work", record: UUID | None, given: JudgeSuspicion) -> Done:
    """Uphold or dismiss. Upheld, evidence stops counting and entries are marked; no stage moves back."""
    id = given.suspicion or record
    if id is None:
        raise Refusal(
            "invalid_fields", "invalid", facts={"object": "input"}, fields={"suspicion": "required"}
        )
    if is_unseen(given.reason):
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields={"reason": "required"})
    row = held(work, id, lock=True)
    refuse_unfit(work, row)
    values = {
        "state": given.verdict, "reason": given.reason.strip(), "reviewer": _id(work.actor.person),
        "judged_at": work.now.isoformat(),
    }  # fmt: skip
    with work.acting(work.actor.with_all_rights()):
        written = [work.records.update(OBJECT, id, values, loose=True, action="suspicion.judged")]
    if given.verdict == UPHELD:
        written += _uphold(work, row)
    _settle(work, id, given)
    return Done({"suspicion": str(id), "state": given.verdict}, written)


def held(work: "Work", id: UUID, *, lock: bool = False) -> dict[str, Any]:
    """Its row. Refuses one that is missing or out of sight alike."""
    if not work.records.present(OBJECT, id):
        raise work.records.missing(OBJECT)
    cursor = work.connection.cursor(row_factory=dict_row)
    query = f"select * from {work.place.schema}.suspicion where id = %s" + (" for update" if lock else "")
    row = cursor.execute(query, [id]).fetchone()
    assert row is not None
    return row


def may_judge(work: "Work", row: dict[str, Any]) -> bool:
    """Its owner and who may write what is his; nobody judges himself."""
    if work.actor.read_only or row["person"] == work.actor.person:
        return False
    if work.access.unbound or (row["owner"] is not None and row["owner"] == work.actor.person):
        return True
    reach = work.access.grant(OBJECT).write
    return reach == "all" or row["owner"] in work.access.owners.get(reach, ())


def refuse_unfit(work: "Work", row: dict[str, Any]) -> None:
    """Refuse who may not judge it, and a second verdict."""
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
    if not may_judge(work, row):
        raise Refusal("suspicion_not_yours", "forbidden")
    if row["state"] != "open":
        raise Refusal("suspicion_judged", "conflict", facts={"state": row["state"]})


def _uphold(work: "Work", row: dict[str, Any]) -> list[Written]:
    """The entries it is about are marked, and what evidence shows them is rejected."""
    members, schema = members_of(row), work.place.schema
    evidence = work.execute(
        f"select id, via from {schema}.evidence where (id = any(%s) or via = any(%s)) and deleted_at is null "
        "and id::text is distinct from %s and via is distinct from %s "
        "and state not in ('rejected', 'imported')",
        [members, members, row["other_evidence"], row["other"]],
    ).fetchall()
    activities = {
        each for each in [*members, *(via for _, via in evidence), row["activity"]] if each is not None
    }
    marked = work.execute(
        f"select id, flags from {schema}.activity where id = any(%s) and id is distinct from %s "
        "and deleted_at is null",
        [list(activities), row["other"]],
    ).fetchall()
    changes = [Change("update", "evidence", id, {"state": "rejected"}) for id, _ in evidence]
    changes += [
        Change("update", "activity", id, {"flags": [*(flags or []), FABRICATED]})
        for id, flags in marked
        if FABRICATED not in (flags or [])
    ]
    if not changes:
        return []
    with work.acting(system(REASON, work.actor.person)):
        return work.records.apply(changes, loose=True, because={"suspicion": str(row["id"])})


def _settle(work: "Work", id: UUID, given: JudgeSuspicion) -> None:
    """Its work item ends with the verdict."""
    row = work.execute(
        f"select id from {work.place.schema}.work_item where source = %s and about_record = %s "
        "and state = any(%s) and deleted_at is null limit 1",
        [SOURCE, str(id), list(UNSETTLED)],
    ).fetchone()
    if row is None:
        return
    outcome = "done" if given.verdict == UPHELD else "wrong"
    with work.acting(work.actor.with_all_rights()):
        resolve_work_item.run(work, row[0], Resolve(outcome=outcome, resolution=given.reason.strip()))


def _id(id: UUID | None) -> str | None:
    return None if id is None else str(id)

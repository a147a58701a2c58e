"""A demonstration's approvals: asked for and decided through the same verbs, at the moments the file says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.approvals.deciding import decide_approval
from prooftrail.platform.approvals.requesting import request_approval
from prooftrail.platform.people.actor import Actor, load_actor

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

APPROVAL = "approval"
SHARE = 50
"""Of so many rows a small demonstration's files have, one approval: each is several writes."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One of them: by which flow about which record, who asked when, and the words given since, in order.

    A word is `(verdict, reason, moment)`.
    """

    flow: str
    record: UUID
    starter: UUID
    at: datetime
    words: Sequence[tuple[str, str | None, datetime]]


def ask_as_then(work: "Work", asked: Sequence[Asked]) -> None:
    """Do it all; the clock of this transaction goes along and comes back."""
    now = work.now
    try:
        for each in asked:
            _one(work, each)
    finally:
        work.now = now


def _one(work: "Work", asked: Asked) -> None:
    work.now = asked.at
    with work.acting(_actor(work, asked.starter)):
        given = {"flow": asked.flow}
        approval = request_approval.perform(work, asked.record, given).result["approval"]
    for verdict, reason, at in asked.words:
        work.now = at
        row = work.execute(
            f"select id, owner from {work.place.schema}.approval_task where approval = %s "
            "and state = 'waiting' order by id limit 1",
            [approval],
        ).fetchone()
        if row is None:
            return
        with work.acting(_actor(work, row[1])):
            decide_approval.perform(work, row[0], {"verdict": verdict, "reason": reason})


def _actor(work: "Work", person: UUID) -> Actor:
    return load_actor(work.connection, work.place.schema, person, work.today, work.schema.designed_names)

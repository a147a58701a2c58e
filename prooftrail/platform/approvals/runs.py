"""An approval on its way as it is kept: how far it is, who was asked, and the log of what happened."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from prooftrail.platform.approvals.facts import REASON
from prooftrail.platform.approvals.flows import Flow, load
from prooftrail.platform.approvals.rules.verdicts import Seat, Word
from prooftrail.platform.people.actor import system
from prooftrail.platform.records import Change
from prooftrail.platform.values import Json, uuid7

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

COLUMNS = (
    "approval, flow, version, object, record, starter, state, passed, step, round, held, done_at, "
    "snapshot, taken"
)
OPEN = ("queued", "waiting", "added")
"""States of a task whose word is still to come."""
WORDS: Mapping[str, Word] = {
    **dict.fromkeys(OPEN, "open"), "approved": "yes", "skipped": "yes", "rejected": "no", "returned": "no",
}  # fmt: skip
"""What a task's state counts as; the others were asked in vain: somebody stands in their place."""


@dataclass
class Run:
    """How far an approval is. `held` is done when it is given: `{"action","input"}` or `{"fields"}`."""

    approval: UUID
    flow: str
    version: int
    object: str
    record: UUID
    starter: UUID
    state: str
    passed: list[str]
    step: str | None
    round: int
    held: dict[str, Any] | None
    done_at: datetime | None
    snapshot: dict[str, Any]
    taken: datetime

    def drawn(self, work: "Work") -> Flow:
        """The version of the flow it goes by."""
        return load(work, self.flow, self.version)


@dataclass
class Task:
    """One person's turn."""

    id: UUID
    owner: UUID
    step: str
    state: str
    round: int
    line: int
    lane: int
    rank: int
    on_behalf: UUID | None
    asked_at: datetime | None
    due_at: datetime | None
    done_at: datetime | None
    reason: str | None
    comment: str | None
    fresh: bool = field(default=False)

    @property
    def seat(self) -> Seat:
        """As the rules see it."""
        return Seat(str(self.id), self.line, self.lane, self.rank, WORDS.get(self.state, "gone"))


TASK = (
    "id, owner, step, state, round, line, lane, rank, on_behalf, asked_at, due_at, done_at, reason, comment"
)


@contextmanager
def by_system(work: "Work") -> Iterator["Work"]:
    """What approvals write by themselves, in the name of who made it happen."""
    with work.acting(system(REASON, work.actor.person)):
        yield work


def lock_run(work: "Work", approval: UUID) -> Run | None:
    """An approval, held until the transaction ends: whoever decides beside us waits here."""
    query = f"select {COLUMNS} from {work.place.schema}._approval_run where approval = %s for update"
    return work.connection.cursor(row_factory=class_row(Run)).execute(query, [approval]).fetchone()


def read_run(work: "Work", approval: UUID) -> Run | None:
    """The same for who only looks."""
    query = f"select {COLUMNS} from {work.place.schema}._approval_run where approval = %s"
    return work.connection.cursor(row_factory=class_row(Run)).execute(query, [approval]).fetchone()


def add_run(work: "Work", run: Run) -> None:
    """Keep a new one."""
    work.execute(
        f"insert into {work.place.schema}._approval_run ({COLUMNS}) "
        "values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [run.approval, run.flow, run.version, run.object, run.record, run.starter, run.state, run.passed,
         run.step, run.round, _json(run.held), run.done_at, Jsonb(run.snapshot), run.taken],
    )  # fmt: skip


def keep_run(work: "Work", run: Run, **shown: Any) -> None:
    """Keep how far it is, and say on the approval's record what of it is seen there; `shown` beside."""
    work.execute(
        f"update {work.place.schema}._approval_run set state = %s, passed = %s, step = %s, round = %s, "
        "held = %s, done_at = %s, snapshot = %s, taken = %s where approval = %s",
        [run.state, run.passed, run.step, run.round, _json(run.held), run.done_at, Jsonb(run.snapshot),
         run.taken, run.approval],
    )  # fmt: skip
    action = None if run.state == "running" else "approval.finished"
    with by_system(work):
        values = {"state": run.state, "step": run.step, **shown}
        work.records.update("approval", run.approval, values, loose=True, action=action)


def tasks_of(work: "Work", approval: UUID) -> list[Task]:
    """Everybody who was asked, in order."""
    query = (
        f"select {TASK} from {work.place.schema}.approval_task where approval = %s and deleted_at is null "
        "order by round, asked_at nulls last, line, lane, rank, id"
    )
    return work.connection.cursor(row_factory=class_row(Task)).execute(query, [approval]).fetchall()


def task_of(work: "Work", task: UUID) -> tuple[UUID, Task] | None:
    """A task with the approval it belongs to."""
    place = f"{work.place.schema}.approval_task"
    row = work.execute(f"select approval from {place} where id = %s", [task]).fetchone()
    if row is None or row[0] is None:
        return None
    found = next((each for each in tasks_of(work, row[0]) if each.id == task), None)
    return None if found is None else (row[0], found)


def add_tasks(work: "Work", run: Run, title: str, seats: Sequence[Task]) -> None:
    """Write new tasks."""
    changes = [
        Change("create", "approval_task", each.id, {
            "title": title, "approval": str(run.approval), "flow": run.flow, "step": each.step,
            "state": each.state, "owner": str(each.owner), "round": each.round, "line": each.line,
            "lane": each.lane, "rank": each.rank, "created_by": str(work.actor.person or run.starter),
            "on_behalf": str(each.on_behalf) if each.on_behalf else None,
            "asked_at": _time(each.asked_at), "done_at": _time(each.done_at),
        }) for each in seats
    ]  # fmt: skip
    if changes:
        with by_system(work):
            work.records.apply(changes, loose=True, action="approval.asked")


def set_tasks(work: "Work", changes: Mapping[UUID, Mapping[str, Any]], action: str) -> None:
    """Change tasks by id."""
    with by_system(work):
        work.records.apply(
            [Change("update", "approval_task", id, dict(values)) for id, values in changes.items()],
            loose=True, action=action,
        )  # fmt: skip


def new_task(run: Run, step: str, person: UUID, line: int, **more: Any) -> Task:
    """A seat in the round that runs, not asked yet."""
    found = Task(uuid7(), person, step, "queued", run.round, line, 0, 0, None, None, None, None, None, None,
                 fresh=True)  # fmt: skip
    for name, value in more.items():
        setattr(found, name, value)
    return found


def log(
    work: "Work", run: Run, what: str, *, person: UUID | None = None, on_behalf: UUID | None = None,
    task: UUID | None = None, step: str | None = None, **facts: Json,
) -> None:  # fmt: skip
    """One line of what happened."""
    work.execute(
        f"insert into {work.place.schema}._approval_log "
        "(approval, at, what, person, on_behalf, task, step, facts) values (%s, %s, %s, %s, %s, %s, %s, %s)",
        [run.approval, work.now, what, person, on_behalf, task, step or run.step, Jsonb(facts)],
    )


def _time(said: datetime | None) -> str | None:
    return said.isoformat() if said else None


def _json(said: Any) -> Any:
    return None if said is None else Jsonb(said)

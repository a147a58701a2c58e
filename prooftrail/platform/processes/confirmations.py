"""Confirmations as stored, and who is no second person for a record."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.processes.rules.gates import Beside, Confirmation, Requirement, object_to
from prooftrail.platform.processes.store import Node
from prooftrail.platform.values import uuid7

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

Row = Mapping[str, Any]


def load_confirmations(
    work: "Work", process: str, wanted: Sequence[tuple[UUID, str]]
) -> dict[UUID, list[Confirmation]]:
    """What was confirmed of records before nodes, oldest first."""
    rows = work.execute(
        "select c.record, c.requirement, c.by::text, c.roles, c.withdrawn_at is not null "
        f"from {work.place.schema}._confirmation c "
        "join unnest(%s::uuid[], %s::text[]) w (record, node) on w.record = c.record and w.node = c.node "
        "where c.process = %s order by c.id",
        [[record for record, _ in wanted], [node for _, node in wanted], process],
    ).fetchall()
    found: dict[UUID, list[Confirmation]] = {}
    for record, requirement, by, roles, withdrawn in rows:
        found.setdefault(record, []).append(Confirmation(requirement, by, tuple(roles), withdrawn))
    return found


def involved(work: "Work", entering: Sequence[tuple[Row, Node]]) -> dict[UUID, frozenset[str]]:
    """The owner of each record, and who brought evidence: of what its next node asks for, or since it came
    to where it stands."""
    found = {row["id"]: {str(row["owner"])} if row.get("owner") else set() for row, _ in entering}
    rows = work.execute(
        f"select about, kind, received_at, created_by::text from {work.place.schema}.evidence "
        "where about = any(%s) and deleted_at is null and created_by is not null",
        [list(found)],
    ).fetchall()
    asked = {row["id"]: {ask.kind for ask in node.requires} for row, node in entering}
    since = {row["id"]: row["stage_since"] for row, _ in entering}
    for record, kind, received, by in rows:
        came = since[record]
        if kind in asked[record] or came is None or (received is not None and received >= came):
            found[record].add(by)
    return {record: frozenset(people) for record, people in found.items()}


def confirmed_by(ask: Requirement, beside: Beside) -> list[str]:
    """The people whose word counts for a requirement."""
    return [
        each.by for each in beside.confirmations
        if each.requirement == ask.key and not each.withdrawn
        and object_to(ask, each.by, each.roles, beside.involved) is None
    ]  # fmt: skip


def keep(
    work: "Work", object: str, record: UUID, process: str, node: str, requirement: str, note: str | None
) -> None:
    """Store the caller's word with the roles he holds."""
    work.execute(
        f"insert into {work.place.schema}._confirmation (id, object, record, process, node, requirement, by, "
        "roles, at, note) values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [uuid7(), object, record, process, node, requirement, work.actor.person, list(work.actor.roles),
         work.now, note],
    )  # fmt: skip


def withdraw(work: "Work", record: UUID, process: str, node: str, requirement: str) -> bool:
    """Take the caller's word back; whether there was one."""
    done = work.execute(
        f"update {work.place.schema}._confirmation set withdrawn_at = %s where record = %s and process = %s "
        "and node = %s and requirement = %s and by = %s and withdrawn_at is null",
        [work.now, record, process, node, requirement, work.actor.person],
    )
    return done.rowcount > 0

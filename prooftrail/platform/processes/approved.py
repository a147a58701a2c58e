"""How the approvals stand that a gate asks for."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from prooftrail.platform.processes.store import Node

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

State = Literal["approved", "running"]


def approvals_of(
    work: "Work", entering: Sequence[tuple[Mapping[str, Any], Node]]
) -> dict[UUID, dict[str, State]]:
    """By record and flow: a yes that stands, or one that is under way; nothing where no gate asks."""
    records = [row["id"] for row, node in entering if any(ask.type == "approval" for ask in node.requires)]
    if not records:
        return {}
    rows = work.execute(
        f"select record, flow, bool_or(state = 'approved') from {work.place.schema}._approval_run "
        "where record = any(%s) and state in ('approved', 'running', 'returned') group by record, flow",
        [records],
    ).fetchall()
    found: dict[UUID, dict[str, State]] = {}
    for record, flow, given in rows:
        found.setdefault(record, {})[flow] = "approved" if given else "running"
    return found

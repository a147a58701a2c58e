"""The departments there are today, as churn adds them up."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.sales.churn.rules.watching import Counts

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


@dataclass(frozen=True, slots=True)
class Node:
    """One department: its name and level, what it is below, its head."""

    name: str
    level: str | None
    parent: UUID | None
    head: UUID | None


def tree_of(work: "Work") -> dict[UUID, Node]:
    """Every department there is today."""
    schema = work.place.schema
    rows = work.execute(
        "select d.id, coalesce(d.name, ''), d.level, (select u.parent from "
        f"{schema}._under u where u.department = d.id and u.since <= %(day)s "
        "and (u.until is null or u.until > %(day)s) order by u.since desc limit 1), d.manager "
        f"from {schema}.department d where d.deleted_at is null",
        {"day": work.today},
    ).fetchall()
    return {row[0]: Node(*row[1:]) for row in rows}


def above(tree: Mapping[UUID, Node], unit: UUID | None) -> list[UUID]:
    """A department and what it lies below, upward; a circle is cut."""
    found: list[UUID] = []
    while unit is not None and unit in tree and unit not in found:
        found.append(unit)
        unit = tree[unit].parent
    return found


def rolled_up(own: Mapping[UUID, Counts], tree: Mapping[UUID, Node]) -> dict[UUID, Counts]:
    """What each department has with everything below it."""
    found = {unit: Counts() for unit in tree}
    for unit, counts in own.items():
        for each in above(tree, unit):
            found[each] += counts
    return found

"""Letting the people who are asked see what they are asked about: a share of the approval's record."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.people.guard import bump_access

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def show_to(work: "Work", approval: UUID, people: Sequence[UUID]) -> None:
    """Share an approval's record, not to write it; rights are read anew where it is somebody's first."""
    if not people:
        return
    table = f"{work.place.schema}._share"
    row = work.execute(
        f"with had as (select distinct person from {table} "
        "where object = 'approval' and person = any(%(people)s)), "
        f"made as (insert into {table} (object, record, person, may_write, since, by) "
        "select 'approval', %(approval)s, p, false, %(now)s, %(by)s from unnest(%(people)s::uuid[]) p "
        "on conflict do nothing returning person) "
        "select count(*) from made where person not in (select person from had)",
        {"people": sorted(set(people)), "approval": approval, "now": work.now, "by": work.actor.person},
    ).fetchone()
    if row is not None and row[0]:
        bump_access(work)

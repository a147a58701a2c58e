"""Letting people see an item that their roles do not show them: those it was copied or escalated to."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.people.actor import load_actors, system
from prooftrail.platform.records.sharing import share
from prooftrail.platform.workitems.store import OBJECT

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def let_see(work: "Work", item: UUID, people: Sequence[UUID]) -> None:
    """Share the item with those of the people who do not see it anyway."""
    if not people:
        return
    row = work.execute(f"select owner from {work.place.schema}.{OBJECT} where id = %s", [item]).fetchone()
    owner = row[0] if row else None
    here = load_actors(work.connection, work.place.schema, people, work.today, work.schema.designed_names)
    for person, actor in here.items():
        reach = actor.access.grant(OBJECT).read
        if reach == "all" or (owner is not None and owner in actor.access.owners.get(reach, ())):
            continue
        if reach == "none":
            continue  # a share shows nothing of an object that is closed to somebody's roles
        with work.acting(system("work item")):
            share(work, OBJECT, item, person, may_write=False, remove=False)

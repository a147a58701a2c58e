"""Whether a pack is followed, and whether that pays: read, never written."""

from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json
from prooftrail.sales.learning.packs import find
from prooftrail.sales.learning.paths import adoption

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


class LookAtAdoption(Input):
    """Nothing but the pack, which is the action's record."""


@action("look_at_adoption", "看动作包用得怎样", "Adoption of an action pack")
def look_at_adoption(work: "Work", record: UUID | None, given: LookAtAdoption) -> Done:
    """Of the deals it is for, how many followed each step; and what became of those that kept close."""
    pack = find(work, record)
    if pack.published_at is None:
        raise Refusal("pack_not_in_force", "conflict", facts={"title": pack.title})
    units = None if pack.team is None else _below(work, pack.team)
    found = adoption(work, [each.type for each in pack.steps], pack.published_at, units, pack.product)
    sides: dict[str, Json] = {
        name: {"deals": deals, "ended": ended, "won": won}
        for name, (deals, ended, won) in (("close", found.close), ("loose", found.loose))
    }
    steps: list[Json] = list(found.steps)
    return Done({"deals": found.deals, "since": pack.published_at, "steps": steps, **sides})


def _below(work: "Work", team: UUID) -> list[UUID]:
    """A department and all below it, as of today."""
    rows = work.execute(
        "with recursive below(id) as (select %s::uuid union select u.department from "
        f"{work.place.schema}._under u join below b on u.parent = b.id "
        "where u.since <= %s and (u.until is null or u.until > %s)) select id from below",
        [team, work.today, work.today],
    ).fetchall()
    return [row[0] for row in rows]

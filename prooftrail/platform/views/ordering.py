"""The order of tabs: everybody puts his own where he likes; a shared view stands where its owner put it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from pydantic import Field as Asked

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.events.log import Entry
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema.design.ground import find_object
from prooftrail.platform.schema.design.history import OWN
from prooftrail.platform.values import Json
from prooftrail.platform.views.store import View, met, place

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

MOST = 1_000
Spot = tuple[int, int]
"""Position and, behind a view of somebody else that has the same, a slot."""


def arranged(wanted: Sequence[View], me: UUID | None) -> dict[UUID, Spot]:
    """Where the caller's own views go, so that all stand as wanted; those of others do not move. Pure."""
    found: dict[UUID, Spot] = {}
    fixed = next((each for each in wanted if each.owner != me), None)
    spot: Spot = (-1, 0) if fixed is None else (fixed.position - len(wanted), 0)
    anchored = False
    for each in wanted:
        if each.owner != me:
            spot, anchored = (each.position, each.slot), True
            continue
        spot = (spot[0], spot[1] + 1) if anchored else (spot[0] + 1, 0)
        found[each.id] = spot
    return found


class OrderViews(Input):
    """All one's views of an object in the order they shall have; those left out stand behind."""

    object: str
    ids: list[UUID] = Asked(max_length=MOST)


@action("order_views", "排列视图", "Order views")
def order_views(work: "Work", record: UUID | None, given: OrderViews) -> Done:
    """Put one's own views between the others; a shared one stands there for everybody it is shared with."""
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
    object = find_object(work, given.object)
    known = {each.id: each for each in met(work, object)}
    if missing := next((id for id in given.ids if id not in known), None):
        raise Refusal("view_missing", "missing", facts={"id": str(missing)})
    ids = list(dict.fromkeys([*given.ids, *known]))
    spots = arranged([known[id] for id in ids], work.actor.person)
    moved = {id: to for id, to in spots.items() if (known[id].position, known[id].slot) != to}
    before: list[Json] = [str(id) for id in known]
    if moved:
        place(work, moved)
        after: list[Json] = [str(each.id) for each in met(work, object)]
        because: dict[str, Json] = {"object": {"id": object.id, "name": object.name}}
        work.events.write([
            Entry(work.epoch, work.real_now, work.now, work.actor.kind, work.actor.person,
                  f"{OWN}views_ordered", work.actor.on_behalf, object.id,
                  changes={"order": [before, after]}, because=because)
        ])  # fmt: skip
        before = after
    return Done({"ids": before})

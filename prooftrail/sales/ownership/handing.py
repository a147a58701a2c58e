"""Handing over and taking it back: everything to who comes after, kept with each record that went."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.approvals.passing import pass_on_asked, pass_on_task
from prooftrail.platform.hands import handovers
from prooftrail.platform.hands.handovers import Handover, Move
from prooftrail.platform.records import Change
from prooftrail.platform.refusal import Refusal
from prooftrail.sales.ownership.belonging import Item
from prooftrail.sales.ownership.model import CUSTOMER

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

HANDED, RETURNED = "record.handed_over", "record.handed_back"
CHUNK = 500
RECORDS = (
    "customer",
    "contact",
    "deal",
    "communication",
    "quotation",
    "contract",
    "order",
    "lead",
    "work_item",
)
"""What changes hands by its owner alone; approvals are passed on by their own ways."""


def load(work: "Work", id: UUID) -> Handover:
    """A handover, held. Refuses what never was."""
    found = handovers.hold(work, id)
    if found is None:
        raise Refusal("unknown_handover", "missing", facts={"handover": str(id)})
    return found


def hand_on(
    work: "Work", handover: Handover, items: Sequence[Item], to: Mapping[UUID | None, UUID]
) -> Counter[str]:
    """Everything to the successor of its customer; how much of each object changed hands."""
    because = {"handover": str(handover.id), "from": str(handover.leaver)}
    whose = {each.id: to[each.customer] for each in items}
    plain = [each for each in items if each.object in RECORDS]
    with work.acting(work.actor.with_all_rights()):
        for chunk in _chunks(sorted(plain, key=_order)):
            changes = [
                Change("update", each.object, each.id, {"owner": str(whose[each.id])}) for each in chunk
            ]
            work.records.apply(changes, loose=True, action=HANDED, because=because)
        asked = {each.id: whose[each.id] for each in items if each.object == "approval"}
        passed = set(pass_on_asked(work, asked, because, HANDED))
        tasks = [each for each in items if each.object == "approval_task"]
        done = {each.id for each in tasks if pass_on_task(work, each.id, whose[each.id])}
    kept = [*plain, *(each for each in items if each.id in passed)]
    moves = [Move(each.object, each.id, each.customer, whose[each.id]) for each in kept]
    handovers.keep_moves(work, handover.id, moves)
    return Counter(each.object for each in items if each.object in RECORDS or each.id in passed | done)


def take_back(work: "Work", handover: Handover) -> tuple[Counter[str], list[dict[str, Any]]]:
    """Ownership returns where it lies still where it was put; the rest is answered, named, and left."""
    by_object: dict[str, list[tuple[UUID, UUID]]] = defaultdict(list)
    for each in handovers.moves_of(work, handover.id):
        by_object[each.object].append((each.record, each.successor))
    because = {"handover": str(handover.id), "undone": True}
    returned: Counter[str] = Counter()
    left: list[dict[str, Any]] = []
    for name, moved in sorted(by_object.items(), key=lambda pair: _order(Item(pair[0], handover.id, None))):
        mine, stays = _still(work, name, moved)
        left += stays
        if name == "approval":
            with work.acting(work.actor.with_all_rights()):
                back = pass_on_asked(
                    work, dict.fromkeys(mine, handover.leaver), {"handover": str(handover.id)}, RETURNED
                )
            returned[name] += len(back)
            continue
        with work.acting(work.actor.with_all_rights()):
            for chunk in _chunks(mine):
                changes = [Change("update", name, id, {"owner": str(handover.leaver)}) for id in chunk]
                work.records.apply(changes, loose=True, action=RETURNED, because=because)
        returned[name] += len(mine)
    handovers.end(work, handover.id)
    return returned, left


def _still(
    work: "Work", name: str, moved: Sequence[tuple[UUID, UUID]]
) -> tuple[list[UUID], list[dict[str, Any]]]:
    """Which records still are whose they were made, and which are not, with whose they are and why."""
    object = work.schema.object(name)
    title = object.fields[object.title].column if object.title else "id"
    settled = {"work_item": "r.state not in ('open', 'working')",
               "approval": "r.state not in ('running', 'returned')"}.get(name, "false")  # fmt: skip
    rows = work.execute(
        f"select r.id, r.owner, r.deleted_at is not null, r.{title}::text, p.name, {settled} "
        f'from {work.place.schema}."{object.table.name}" r left join {work.place.schema}.person p '
        "on p.id = r.owner where r.id = any(%s) order by r.id for no key update of r",
        [[id for id, _ in moved]],
    ).fetchall()
    whose, mine, left = dict(moved), list[UUID](), list[dict[str, Any]]()
    for id, owner, gone, label, owner_name, done in rows:
        if not gone and not done and owner == whose[id]:
            mine.append(id)
            continue
        why = "deleted" if gone else "settled" if done and owner == whose[id] else "moved_on"
        left.append({"object": name, "id": str(id), "label": label, "owner": owner_name, "why": why})
    return mine, left


def _order(item: Item) -> tuple[bool, str, UUID]:
    """Customers first: whoever waits for one waits before anything of his is held."""
    return item.object != CUSTOMER, item.object, item.id


def _chunks(items: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (items[at : at + CHUNK] for at in range(0, len(items), CHUNK))

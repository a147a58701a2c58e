"""When somebody leaves: what he has, customer by customer; to whom; and taking it back."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from pydantic import Field

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.hands import handovers
from prooftrail.platform.hands.handovers import Handover as Kept
from prooftrail.platform.people.organisation import who_is_here
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json
from prooftrail.sales.ownership import belonging, handing
from prooftrail.sales.ownership.actions.claim_customer import heads
from prooftrail.sales.ownership.belonging import COUNTED, Count
from prooftrail.sales.ownership.model import CUSTOMER
from prooftrail.sales.ownership.queries import name_of

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

MOST_CUSTOMERS = 5_000
SHOWN = 500


class Part(Input):
    """Customers that go to one successor."""

    to: UUID
    customers: list[UUID] = Field(min_length=1, max_length=MOST_CUSTOMERS)


class Handover(Input):
    """Whose, and to whom: `split` names customers that go to others, `to` gets the rest of them and all that
    belongs to no customer; without it only what is named goes. `handover` continues one that left some."""

    leaver: UUID
    to: UUID | None = None
    split: list[Part] = Field(default_factory=list, max_length=50)
    reason: str = Field(default="", max_length=500)
    handover: UUID | None = None


class PreviewHandover(Input):
    """Whose; `after` is how many customers to pass over."""

    leaver: UUID
    after: int = Field(default=0, ge=0, le=100_000)
    limit: int = Field(default=200, ge=1, le=SHOWN)


class UndoHandover(Input):
    """Which one is taken back."""

    handover: UUID


class ListHandovers(Input):
    """Whose, or everybody's one heads."""

    leaver: UUID | None = None


@action("preview_handover", "预览交接", "Preview handover")
def preview_handover(work: "Work", record: UUID | None, given: PreviewHandover) -> Done:
    """One list a customer: how much there is of everything, and how much of it changes hands."""
    _may_hand_over(work, given.leaver)
    customers, names = _customers(work, given.leaver)
    shown = customers[given.after : given.after + given.limit]
    found = _by_customer(belonging.counts(work, given.leaver, shown))
    items: list[Json] = [
        {"customer": {"id": str(id), "label": names[id]}, "counts": _all(found.get(id, [])),
         "moving": _moving(found.get(id, []))}
        for id in shown
    ]  # fmt: skip
    person = work.execute(
        f"select name, left_on from {work.place.schema}.person where id = %s", [given.leaver]
    ).fetchone()
    apart = Counter(each.object for each in _beside(work, given.leaver, customers))
    return Done({
        "leaver": {"id": str(given.leaver), "label": person[0] if person else None,
                   "left_on": person[1].isoformat() if person and person[1] else None},
        "customers": len(customers), "items": items, "rest": dict(apart),
        "undo_days": work.settings.value("ownership.undo_days"),
    })  # fmt: skip


@action("handover", "交接", "Hand over")
def handover(work: "Work", record: UUID | None, given: Handover) -> Done:
    """All of somebody's customers, with what belongs to them, to those who come after. At most a batch of
    customers a call: while `left` is not zero, call again with the `handover` it answered."""
    _may_hand_over(work, given.leaver)
    _check_successors(work, given)
    work.execute(f"select 1 from {work.place.schema}.person where id = %s for no key update", [given.leaver])
    customers, names = _customers(work, given.leaver)
    to = _successors(given, customers)
    kept = _kept(work, given)
    wanted = [id for id in customers if id in to]
    now = wanted[: work.settings.value("ownership.handover_batch")]
    last = len(now) == len(wanted)
    if not now and given.to is None and given.handover is None:
        raise Refusal("nothing_to_hand_over", "conflict", facts={"name": name_of(work, given.leaver)})
    work.execute(
        f"select 1 from {work.place.schema}.{CUSTOMER} where id = any(%s) order by id for no key update",
        [now],
    )
    before = belonging.counts(work, given.leaver, now)
    items = belonging.moving(work, given.leaver, now)
    moved = handing.hand_on(work, kept, items, {id: to[id] for id in now})
    after = belonging.counts(work, given.leaver, now)
    if last and given.to is not None:
        rest = belonging.rest(work, given.leaver)
        moved += handing.hand_on(work, kept, rest, {None: given.to})
    receipt = _receipt(work, kept, before, after, moved, len(now))
    lists = _lists(now, names, to, _by_customer(before), _by_customer(after))
    until = (kept.at + timedelta(days=work.settings.value("ownership.undo_days"))).isoformat()
    return Done({"handover": str(kept.id), "left": len(wanted) - len(now), "items": lists,
                 "undo_until": until, **receipt})  # fmt: skip


@action("undo_handover", "撤销交接", "Undo handover")
def undo_handover(work: "Work", record: UUID | None, given: UndoHandover) -> Done:
    """Ownership returns; what successors did stays theirs, and what went on since is left and named."""
    kept = handing.load(work, given.handover)
    _may_hand_over(work, kept.leaver)
    days = work.settings.value("ownership.undo_days")
    if kept.undone_at is not None:
        raise Refusal("handover_undone", "conflict", facts={"at": kept.undone_at.isoformat()})
    if work.now > kept.at + timedelta(days=days):
        raise Refusal("handover_too_old", "conflict", facts={"days": days})
    returned, left = handing.take_back(work, kept)
    named: list[Json] = [*left[:SHOWN]]
    return Done({"handover": str(kept.id), "returned": dict(returned), "left": named,
                 "left_count": len(left)})  # fmt: skip


@action("list_handovers", "查看交接记录", "List handovers")
def list_handovers(work: "Work", record: UUID | None, given: ListHandovers) -> Done:
    """The latest handovers of those one heads, with what their receipts came to."""
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
    if given.leaver is not None:
        _may_hand_over(work, given.leaver)
    days = timedelta(days=work.settings.value("ownership.undo_days"))
    items: list[Json] = [
        {"handover": str(each.id), "leaver": {"id": str(each.leaver), "label": name_of(work, each.leaver)},
         "by": name_of(work, each.by), "at": each.at.isoformat(), "reason": each.reason,
         "undone_at": each.undone_at.isoformat() if each.undone_at else None,
         "undo_until": (each.at + days).isoformat(),
         "may_undo": each.undone_at is None and work.now <= each.at + days, **each.told}
        for each in handovers.latest(work, given.leaver, 100)
        if heads(work, each.leaver)
    ]  # fmt: skip
    return Done({"items": items[:50]})


def _may_hand_over(work: "Work", leaver: UUID) -> None:
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
    if not heads(work, leaver) or leaver == work.actor.person:
        raise Refusal("handover_not_yours", "forbidden")
    if name_of(work, leaver) is None:
        raise _bad(leaver="who_unknown_person")


def _check_successors(work: "Work", given: Handover) -> None:
    people = [*(each.to for each in given.split), *([given.to] if given.to else [])]
    if not people:
        raise _bad(to="required")
    here = set(who_is_here(work, people))
    for name, person in [("to", given.to), *(("split", each.to) for each in given.split)]:
        if person is None:
            continue
        if person == given.leaver or person not in here:
            raise _bad(**{name: "who_unknown_person"})
        if person != work.actor.person and not heads(work, person):
            raise Refusal("successor_out_of_reach", "forbidden", facts={"name": name_of(work, person)},
                          fields={name: "successor_out_of_reach"})  # fmt: skip


def _successors(given: Handover, customers: Sequence[UUID]) -> dict[UUID | None, UUID]:
    """Who gets which. Refuses a customer that is not the leaver's or is named twice; one that went over in a
    call before is passed over."""
    to: dict[UUID | None, UUID] = {}
    known = set(customers)
    for part in given.split:
        for id in part.customers:
            if id in to or (id not in known and given.handover is None):
                raise _bad(split="handover_strange_customer")
            if id in known:
                to[id] = part.to
    if given.to is not None:
        to |= {id: given.to for id in customers if id not in to}
    return to


def _kept(work: "Work", given: Handover) -> Kept:
    if given.handover is None:
        return handovers.begin(work, given.leaver, given.reason.strip() or None)
    kept = handing.load(work, given.handover)
    if kept.leaver != given.leaver:
        raise Refusal("unknown_handover", "missing", facts={"handover": str(given.handover)})
    if kept.undone_at is not None:
        raise Refusal("handover_undone", "conflict", facts={"at": kept.undone_at.isoformat()})
    return kept


def _customers(work: "Work", leaver: UUID) -> tuple[list[UUID], dict[UUID, str]]:
    rows = work.execute(
        f"select id, name from {work.place.schema}.{CUSTOMER} where owner = %s and deleted_at is null "
        "order by grade nulls last, name, id",
        [leaver],
    ).fetchall()
    return [id for id, _ in rows], dict(rows)


def _beside(work: "Work", leaver: UUID, customers: Sequence[UUID]) -> list[belonging.Item]:
    """What belongs to none of his customers."""
    with_them = {each.id for each in belonging.moving(work, leaver, customers)}
    return [each for each in belonging.rest(work, leaver) if each.id not in with_them]


def _by_customer(found: Sequence[Count]) -> dict[UUID, list[Count]]:
    sorted_out: dict[UUID, list[Count]] = {}
    for each in found:
        sorted_out.setdefault(each.customer, []).append(each)
    return sorted_out


def _all(found: Sequence[Count]) -> dict[str, Json]:
    said = {each.object: each.all for each in found}
    return {name: said.get(name, 0) for name in COUNTED}


def _moving(found: Sequence[Count]) -> dict[str, Json]:
    return {each.object: each.moving for each in found if each.moving}


def _sum(found: Sequence[Count]) -> Counter[str]:
    total: Counter[str] = Counter()
    for each in found:
        total[each.object] += each.all
    return total


def _lists(
    now: Sequence[UUID], names: Mapping[UUID, str], to: Mapping[UUID | None, UUID],
    before: Mapping[UUID, Sequence[Count]], after: Mapping[UUID, Sequence[Count]],
) -> list[Json]:  # fmt: skip
    return [
        {"customer": {"id": str(id), "label": names[id]}, "to": str(to[id]),
         "before": _all(before.get(id, [])), "after": _all(after.get(id, []))}
        for id in now[:SHOWN]
    ]  # fmt: skip


def _receipt(
    work: "Work", kept: Kept, before: Sequence[Count], after: Sequence[Count], moved: Counter[str], count: int
) -> dict[str, Any]:
    """What this call and those before it came to, together."""
    said = kept.told
    sums = {"before": _sum(before), "after": _sum(after), "moved": moved}
    told: dict[str, Any] = {name: dict(Counter(said.get(name, {})) + each) for name, each in sums.items()}
    told["customers"] = said.get("customers", 0) + count
    told["equal"] = told["before"] == told["after"]
    handovers.note_told(work, kept.id, told)
    return told


def _bad(**fields: str) -> Refusal:
    return Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields=fields)

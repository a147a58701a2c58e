"""When somebody last did something about a customer: kept beside the record, in the transaction of the act.

An act is what a person does: making or changing the customer, or anything in `ACTS` about him. What rules and
sweeps write by themselves is none. A customer a migration or demo brought in is not watched before the first.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.hands import touches
from prooftrail.platform.people.actor import system
from prooftrail.platform.records import Change, Written
from prooftrail.sales.ownership.model import ACTS, CUSTOMER, DEAL, HELD, REASON

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def is_act(work: "Work") -> bool:
    """Whether a person does what is being done, be it through an import or a merge of his."""
    return work.actor.kind != "system" or work.actor.person is not None


def follow_customers(work: "Work", written: Sequence[Written]) -> None:
    """Keep what customers that were written just now are watched by."""
    told: dict[UUID, str] = {}
    quiet: dict[UUID, str] = {}
    gone: list[UUID] = []
    for each in written:
        if each.after["owner"] is None or each.after["deleted_at"] is not None:
            gone.append(each.id)
        elif is_act(work) or (each.op != "create" and _fresh(each)):
            told[each.id] = each.after["grade"] or ""
        elif each.op == "update" and _moved(each):
            quiet[each.id] = each.after["grade"] or ""
    if gone:
        touches.let_out(work, gone)
    touches.watch(work, told)
    touches.reclass(work, quiet)


def follow_acts(work: "Work", written: Iterable[Written]) -> None:
    """Whoever did something about a customer, or moved a deal of his, tends him."""
    customers: set[UUID] = set()
    deals: set[UUID] = set()
    for each in written:
        name = each.object.name
        if name not in ACTS or each.event is None or each.op not in ("create", "update"):
            continue
        if is_act(work):
            _note(each, customers, deals)
        elif name == DEAL and each.op == "update" and each.after["customer"] is not None:
            # What spared him may be over.
            touches.wake(work, each.after["customer"])
    if deals:
        rows = work.execute(
            f"select distinct customer from {work.place.schema}.{DEAL} where id = any(%s) "
            "and customer is not null",
            [list(deals)],
        )
        customers |= {row[0] for row in rows}
    if customers:
        touch(work, sorted(customers))


def touch(work: "Work", customers: Sequence[UUID]) -> None:
    """Somebody tends them now. One statement, unless one was on his way to the pool or is not watched yet."""
    left = sorted(set(customers) - touches.touch(work, customers))
    if left:
        _tend(work, left)


def _tend(work: "Work", customers: Sequence[UUID]) -> None:
    """Take them off their way to the pool. The record is held first, as whoever changes it holds it first."""
    schema = work.place.schema
    rows = work.execute(
        f"select id, coalesce(grade, ''), due_at is not null and (routing is null or routing <> all(%s)) "
        f"from {schema}.{CUSTOMER} where id = any(%s) and owner is not null and deleted_at is null "
        "order by id for no key update",
        [list(HELD), list(customers)],
    ).fetchall()
    warned = [Change("update", CUSTOMER, id, {"due_at": None}) for id, _, due in rows if due]
    if warned:
        with work.acting(system(REASON)):
            work.records.apply(warned, loose=True, action="customer.tended")
    touches.watch(work, {id: grade for id, grade, _ in rows})


def _note(each: Written, customers: set[UUID], deals: set[UUID]) -> None:
    row = each.after
    if row.get("customer") is not None:
        customers.add(row["customer"])
    elif row.get("deal") is not None:
        deals.add(row["deal"])


def _fresh(each: Written) -> bool:
    """In other hands than before, or back from the trash."""
    before = each.before or {}
    return each.op == "restore" or before.get("owner") != each.after["owner"]


def _moved(each: Written) -> bool:
    """Whether something he is watched by is another one now."""
    before = each.before or {}
    return any(before.get(name) != each.after[name] for name in ("grade", "routing", "keep_until"))

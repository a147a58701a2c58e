"""Everything that belongs to customers, by one statement: what there is of each, and what of it changes hands
when their owner leaves. What somebody did stays his: activities, and papers of deals that have ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

COUNTED = (
    "contact", "deal", "activity", "communication", "quotation", "contract", "order", "work_item", "approval",
)  # fmt: skip
"""What a handover list counts of a customer."""
MOVES = {
    "activity": "false",
    "communication": "x.owner = %(leaver)s",
    "quotation": "x.owner = %(leaver)s and d.closed_on is null",
    "contract": "x.owner = %(leaver)s and d.closed_on is null",
    "order": "x.owner = %(leaver)s and d.closed_on is null",
}
"""Of what hangs on a customer or a deal of his: which of it goes to who comes after."""
ALIVE = {
    "lead": "(status is null or status in ('new', 'working'))",
    "deal": "closed_on is null",
    "work_item": "state in ('open', 'working')",
    "approval": "state in ('running', 'returned')",
}
"""What somebody has in hand beside his customers."""


@dataclass(frozen=True, slots=True)
class Item:
    """One record that changes hands, and the customer it belongs to."""

    object: str
    id: UUID
    customer: UUID | None


@dataclass(frozen=True, slots=True)
class Count:
    """How many records of an object a customer has, and how many of them change hands."""

    customer: UUID
    object: str
    all: int
    moving: int


def counts(work: "Work", leaver: UUID, customers: Sequence[UUID]) -> list[Count]:
    """By customer and object."""
    query = _everything(work) + (
        " select customer, object, count(*), count(*) filter (where moves) from found "
        "where object = any(%(counted)s) group by 1, 2"
    )
    values = {"customers": list(customers), "leaver": leaver, "counted": list(COUNTED)}
    return [Count(*row) for row in work.execute(query, values).fetchall()]


def moving(work: "Work", leaver: UUID, customers: Sequence[UUID]) -> list[Item]:
    """Every record that changes hands with the customers."""
    query = _everything(work) + " select object, id, customer from found where moves order by object, id"
    rows = work.execute(query, {"customers": list(customers), "leaver": leaver}).fetchall()
    return [Item(*row) for row in rows]


def rest(work: "Work", leaver: UUID) -> list[Item]:
    """What somebody has in hand that belongs to none of his customers."""
    schema = work.place.schema
    parts = " union all ".join(
        f"select '{name}', id from {schema}.{name} where owner = %(leaver)s "
        f"and deleted_at is null and {alive}"
        for name, alive in ALIVE.items()
    )
    rows = work.execute(
        f"{parts} union all select 'approval_task', id from {schema}.approval_task "
        "where owner = %(leaver)s and state = 'waiting' and deleted_at is null",
        {"leaver": leaver},
    ).fetchall()
    return [Item(object, id, None) for object, id in rows]


def _everything(work: "Work") -> str:
    """The `with` of all records of `%(customers)s`, with whether each changes hands."""
    schema = work.place.schema
    tables = {name: work.schema.object(name).table.name for name in MOVES}
    hung = " union all ".join(
        f"select '{name}', x.id, x.customer, {moves} from {schema}.\"{tables[name]}\" x "
        "left join deals d on d.id = x.deal where x.customer = any(%(customers)s) and x.deleted_at is null "
        f"union all select '{name}', x.id, d.customer, {moves} from {schema}.\"{tables[name]}\" x "
        "join deals d on d.id = x.deal where x.customer is null and x.deleted_at is null"
        for name, moves in MOVES.items()
    )
    return (
        f"with deals as (select id, customer, owner, closed_on from {schema}.deal "
        "where customer = any(%(customers)s) and deleted_at is null), "
        "own (object, id, customer, moves) as materialized ("
        f"select 'customer', id, id, owner = %(leaver)s from {schema}.customer where id = any(%(customers)s) "
        "union all select 'deal', id, customer, owner = %(leaver)s and closed_on is null from deals "
        f"union all select 'contact', id, customer, owner = %(leaver)s from {schema}.contact "
        f"where customer = any(%(customers)s) and deleted_at is null union all {hung}), "
        "found (object, id, customer, moves) as (select * from own "
        "union all select 'work_item', w.id, o.customer, w.owner = %(leaver)s and w.state in "
        f"('open', 'working') from {schema}.work_item w join own o on w.about_record = o.id::text "
        "and w.about_object = o.object where w.deleted_at is null "
        "union all select 'approval', a.id, o.customer, a.owner = %(leaver)s and a.state in "
        f"('running', 'returned') from {schema}.approval a join own o on a.about_record = o.id::text "
        "and a.about_object = o.object where a.deleted_at is null "
        "union all select 'approval_task', t.id, o.customer, t.owner = %(leaver)s and t.state = 'waiting' "
        f"from {schema}.approval_task t join {schema}.approval a on a.id = t.approval "
        "join own o on a.about_record = o.id::text and a.about_object = o.object where t.deleted_at is null)"
    )

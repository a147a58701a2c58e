"""Into the pool and out of it: the customer, the people there, and the deals on their way."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.hands.moves import note_moves
from prooftrail.platform.records import Change, Written
from prooftrail.platform.values import Json
from prooftrail.sales.ownership.model import CUSTOMER, DEAL, KEPT, POOL
from prooftrail.sales.ownership.queries import last_owner, pool_for

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

Row = Mapping[str, Any]


def to_pool(
    work: "Work", rows: Sequence[Row], kind: str, because: Mapping[UUID, Mapping[str, Json]],
    reason: str | None = None,
) -> tuple[list[Written], dict[UUID, str]]:  # fmt: skip
    """Nobody's any more, in the pool the rules say; contacts of who had them are nobody's, too. Deals stay
    where they are until somebody claims the customer. Answers what was written, and the pools."""
    pools = {row["id"]: pool_for(work, row) for row in rows}
    changes = [
        Change("update", CUSTOMER, row["id"], {
            "owner": None, "routing": POOL, "pool": pools[row["id"]], "due_at": None, "protected_until": None,
            "accepted_at": None, "assigned_at": None, "keep_until": None, "keep_reason": None,
        }, because={**because[row["id"]], "pool": pools[row["id"]]})
        for row in rows
    ]  # fmt: skip
    with work.acting(work.actor.with_all_rights()):
        written = work.records.apply(changes, loose=True, action=f"customer.{kind}")
        contacts = work.execute(
            f"select c.id from {work.place.schema}.contact c "
            f"join unnest(%s::uuid[], %s::uuid[]) as w (customer, owner) on w.customer = c.customer "
            "and w.owner = c.owner where c.deleted_at is null order by c.id for no key update of c",
            [[row["id"] for row in rows], [row["owner"] for row in rows]],
        ).fetchall()
        if contacts:
            work.records.apply([Change("update", "contact", id, {"owner": None}) for (id,) in contacts],
                               loose=True, action=f"customer.{kind}")  # fmt: skip
    note_moves(work, [(row["id"], row["owner"]) for row in rows], kind, reason)
    return written, pools


def give(
    work: "Work", row: Row, person: UUID, kind: str, because: Mapping[str, Json], reason: str | None = None
) -> list[Written]:
    """Out of the pool: the customer, contacts nobody has, and open deals of who had him last."""
    before, schema = last_owner(work, row["id"]), work.place.schema
    deals = work.execute(
        f"select id from {schema}.{DEAL} where customer = %s and deleted_at is null and closed_on is null "
        "and (owner is null or owner = %s) order by id for no key update",
        [row["id"], before],
    ).fetchall()
    contacts = work.execute(
        f"select id from {schema}.contact where customer = %s and owner is null and deleted_at is null "
        "order by id for no key update",
        [row["id"]],
    ).fetchall()
    mine = {"owner": str(person)}
    values = mine | {"routing": KEPT, "pool": None, "due_at": None, "assigned_at": work.now.isoformat()}
    with work.acting(work.actor.with_all_rights()):
        written = work.records.apply([Change("update", CUSTOMER, row["id"], values, because=because)],
                                     loose=True, action=f"customer.{kind}")  # fmt: skip
        rest = [Change("update", DEAL, id, mine) for (id,) in deals]
        rest += [Change("update", "contact", id, mine) for (id,) in contacts]
        if rest:
            written += work.records.apply(rest, loose=True, action=f"customer.{kind}")
    note_moves(work, [(row["id"], person)], kind, reason)
    return written

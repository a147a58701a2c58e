"""What a customer may be asked about: a visit, a delivery, or the latest of either."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.records import Query
from prooftrail.platform.refusal import Refusal
from prooftrail.sales.parties import faulty, id_of

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

VISIT, DELIVERY = "visit", "delivery"


@dataclass(frozen=True, slots=True)
class Occasion:
    """What he is asked about: the activity or order it is, and who was met there, where that is known."""

    kind: str
    object: str
    record: UUID
    customer: UUID
    deal: UUID | None
    contact: UUID | None
    title: str
    owner: UUID | None
    on: date

    @property
    def mark(self) -> str:
        """The key under which it is asked about once."""
        return f"{self.object}:{self.record}"


def occasion_of(work: "Work", object: str, record: UUID) -> Occasion:
    """What there is to ask about, in the caller's sight. Refuses a call, and an order still to come."""
    if object == "customer":
        object, record = _latest(work, record)
    row = json.loads(work.records.get(object, record))
    customer = id_of(row.get("customer"))
    deal = id_of(row.get("deal"))
    if customer is None and deal is not None:
        customer = id_of(json.loads(work.records.get("deal", deal)).get("customer"))
    if customer is None:
        raise faulty(customer="required")
    buyer = json.loads(work.records.get("customer", customer))
    name, owner = str(buyer.get("name") or ""), id_of(row.get("owner")) or id_of(buyer.get("owner"))
    if object == "activity":
        if row.get("type") not in work.settings.value("care.visit_types"):
            raise Refusal("not_to_be_asked", "conflict", facts={"setting": "care.visit_types"})
        title = f"{name} · {row.get('topic') or ''}".rstrip(" ·")
        at = datetime.fromisoformat(row["occurred_at"]) if row.get("occurred_at") else work.now
        day, met = at.astimezone(work.zone).date(), id_of(row.get("contact"))
        return Occasion(VISIT, object, record, customer, deal, met, title, owner, day)
    if row.get("status") not in work.settings.value("care.order_states"):
        raise Refusal("not_to_be_asked", "conflict", facts={"setting": "care.order_states"})
    title = f"{name} · {row.get('name') or ''}".rstrip(" ·")
    return Occasion(DELIVERY, object, record, customer, deal, None, title, owner, work.today)


def _latest(work: "Work", customer: UUID) -> tuple[str, UUID]:
    """The last visit or delivery of a customer the caller sees; of a delivery counts when it was noted."""
    if not work.records.present("customer", customer):
        raise work.records.missing("customer")
    of = ["customer", "=", str(customer)]
    told = work.settings.value
    asked = (
        ("activity", "occurred_at", ["type", "in", list(told("care.visit_types"))]),
        ("order", "updated_at", ["status", "in", list(told("care.order_states"))]),
    )
    found: list[tuple[str, str, UUID]] = []
    for object, when, is_one in asked:
        if work.access.grant(object).read == "none":
            continue
        query = Query(filter=["and", of, is_one], sort=f"-{when}", limit=1)
        rows: list[dict[str, Any]] = json.loads(work.records.page(object, query).items)
        found += [(str(row.get(when) or ""), object, UUID(row["id"])) for row in rows]
    if not found:
        raise Refusal("not_to_be_asked", "conflict", facts={"setting": "care.visit_types"})
    _, object, record = max(found, key=lambda each: datetime.fromisoformat(each[0]).timestamp())
    return object, record

"""Who a deed is about: the customer, the deal if there is one, and whose they are."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from prooftrail.platform.refusal import Refusal

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


@dataclass(frozen=True, slots=True)
class Parties:
    """A customer and perhaps a deal of his, each in the caller's sight.

    `called` is the customer's name, `deal_called` the deal's or ""; `keeper` has the deal, else the customer.
    """

    customer: UUID
    deal: UUID | None
    called: str
    deal_called: str
    keeper: UUID | None


def parties(work: "Work", customer: UUID | None, deal: UUID | None) -> Parties:
    """Both as the caller may see them. The deal tells its customer where none is named.

    Refuses a record he does not see, a deal of another customer, and that there is no customer at all.
    """
    about: dict[str, Any] = json.loads(work.records.get("deal", deal)) if deal else {}
    of_deal = id_of(about.get("customer"))
    if customer is not None and of_deal not in (None, customer):
        raise faulty(deal="not_of_customer")
    customer = customer or of_deal
    if customer is None:
        raise faulty(customer="required")
    row: dict[str, Any] = json.loads(work.records.get("customer", customer))
    keeper = id_of(about.get("owner")) or id_of(row.get("owner"))
    return Parties(customer, deal, str(row.get("name") or ""), str(about.get("name") or ""), keeper)


def id_of(said: Any) -> UUID | None:
    """The id in a reference as records show it: `{"id": …}`, the bare id, or nothing."""
    found = said.get("id") if isinstance(said, dict) else said
    return UUID(str(found)) if found else None


def faulty(**fields: str) -> Refusal:
    """The refusal of an action's input: fault by field."""
    return Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields=fields)

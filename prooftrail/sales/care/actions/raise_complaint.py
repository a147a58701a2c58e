"""Writing down that a customer is not content."""

import json
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from pydantic import Field

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.people.organisation import who_is_here
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import is_unseen
from prooftrail.sales.care.lodging import Told, lodge
from prooftrail.sales.care.model import COMPLAINT

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


class RaiseComplaint(Input):
    """Of whom, by ids or by `object` and the action's record; what he says; `owner` is who deals with it,
    where not the one the settings name."""

    id: UUID | None = None
    object: Literal["customer", "deal"] | None = None
    customer: UUID | None = None
    deal: UUID | None = None
    category: str = Field(max_length=60)
    cause: str | None = Field(default=None, max_length=60)
    severity: Literal["low", "medium", "high"] = "medium"
    story: str = Field(max_length=5_000)
    owner: UUID | None = None


@action("raise_complaint", "登记投诉", "Raise complaint")
def raise_complaint(work: "Work", record: UUID | None, given: RaiseComplaint) -> Done:
    """Give it an owner and a time by its category and severity."""
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
    if is_unseen(given.story):
        raise _faulty(story="required")
    if given.category not in choices_of(work, "category"):
        raise _faulty(category="bad_value")
    if given.cause is not None and given.cause not in choices_of(work, "cause"):
        raise _faulty(cause="bad_value")
    if given.owner is not None and not who_is_here(work, [given.owner]):
        raise _faulty(owner="bad_value")
    customer, deal, name, rep = _place(work, record, given)
    told = Told(customer, deal, name, rep, given.category, given.severity, given.story.strip(), "told",
                given.cause, given.owner)  # fmt: skip
    written = lodge(work, told, given.id)
    after = written.after
    return Done({
        "complaint": str(written.id), "owner": str(after["owner"]) if after["owner"] else None,
        "due_at": after["due_at"].isoformat(),
    }, [written])  # fmt: skip


def choices_of(work: "Work", field: str) -> set[str]:
    """The categories or causes there are words for."""
    found: list[dict[str, Any]] = work.schema.object(COMPLAINT).fields[field].options["choices"]
    return {each["key"] for each in found if not each.get("retired")}


def _place(
    work: "Work", record: UUID | None, given: RaiseComplaint
) -> tuple[UUID, UUID | None, str, UUID | None]:
    """Customer, deal, what he is called, and who answers for him: each in the caller's sight."""
    customer, deal = given.customer, given.deal
    if record is not None and given.object == "deal":
        deal = deal or record
    elif record is not None:
        customer = customer or record
    about = json.loads(work.records.get("deal", deal)) if deal else {}
    of_deal = _id(about.get("customer"))
    if customer is not None and of_deal not in (None, customer):
        raise _faulty(deal="not_of_customer")
    customer = customer or of_deal
    if customer is None:
        raise _faulty(customer="required")
    row = json.loads(work.records.get("customer", customer))
    rep = _id(about.get("owner")) or _id(row.get("owner"))
    return customer, deal, str(row.get("name") or ""), rep


def _id(said: Any) -> UUID | None:
    found = said.get("id") if isinstance(said, dict) else said
    return UUID(str(found)) if found else None


def _faulty(**fields: str) -> Refusal:
    return Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields=fields)

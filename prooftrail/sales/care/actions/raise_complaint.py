"""Writing down that a customer is not content."""

from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from pydantic import Field

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.people.organisation import who_is_here
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import is_unseen
from prooftrail.sales.care.lodging import Told, lodge
from prooftrail.sales.care.model import COMPLAINT
from prooftrail.sales.parties import Parties, faulty, parties

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
        raise faulty(story="required")
    if given.category not in choices_of(work, "category"):
        raise faulty(category="bad_value")
    if given.cause is not None and given.cause not in choices_of(work, "cause"):
        raise faulty(cause="bad_value")
    if given.owner is not None and not who_is_here(work, [given.owner]):
        raise faulty(owner="bad_value")
    about = _parties(work, record, given)
    told = Told(about.customer, about.deal, about.called, about.keeper, given.category, given.severity,
                given.story.strip(), "told", given.cause, given.owner)  # fmt: skip
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


def _parties(work: "Work", record: UUID | None, given: RaiseComplaint) -> Parties:
    if given.object == "deal":
        return parties(work, given.customer, given.deal or record)
    return parties(work, given.customer or record, given.deal)

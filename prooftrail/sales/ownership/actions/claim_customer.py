"""Out of the pool: claimed by who may, or given to somebody by who heads him."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from pydantic import Field

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.people.organisation import who_is_here
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json, is_unseen
from prooftrail.sales.ownership.model import ASSIGNED, CLAIM_LOCK, CLAIMED, CUSTOMER
from prooftrail.sales.ownership.moving import give
from prooftrail.sales.ownership.queries import in_pool, last_owner, name_of
from prooftrail.sales.ownership.telling import tell_given
from prooftrail.sales.ownership.weighing import against

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


class ClaimCustomer(Input):
    """Nothing but the customer, who is the action's record."""


class AssignCustomer(Input):
    """To whom; `anyway` sets aside what stands against his claiming, and then asks for the reason."""

    to: UUID
    reason: str = Field(default="", max_length=500)
    anyway: bool = False


@action("claim_customer", "认领客户", "Claim customer")
def claim_customer(work: "Work", record: UUID | None, given: ClaimCustomer) -> Done:
    """Take a customer out of the pool: the first has him. Refuses with everything that stands against it."""
    person = _claimer(work)
    # His limits hold whatever he claims at once; then the customer, whom the other claimers wait for.
    work.execute(
        "select pg_advisory_xact_lock(%s, hashtext(%s))", [CLAIM_LOCK, f"{work.place.name}/{person}"]
    )
    row = in_pool(work, record)
    refused = against(work, person, [row])[0]
    if refused:
        refused[0].facts["against"] = [each.code for each in refused]
        raise refused[0]
    written = give(work, row, person, CLAIMED, _because(work, row))
    return Done({"customer": str(row["id"]), "owner": str(person), "taken_along": len(written) - 1}, written)


@action("assign_customer", "分派公海客户", "Assign pool customer")
def assign_customer(work: "Work", record: UUID | None, given: AssignCustomer) -> Done:
    """Give a customer out of the pool to somebody one heads."""
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
    if not heads(work, given.to):
        raise Refusal("assign_not_yours", "forbidden")
    if not who_is_here(work, [given.to]):
        raise _bad(to="who_unknown_person")
    if given.anyway and is_unseen(given.reason):
        raise _bad(reason="required")
    row = in_pool(work, record)
    refused = against(work, given.to, [row])[0]
    if refused and not given.anyway:
        raise _unfit(work, given.to, refused)
    because = _because(work, row)
    if refused:
        because["set_aside"] = ", ".join(each.code for each in refused)
    reason = given.reason.strip() or None
    if reason:
        because["reason"] = reason
    written = give(work, row, given.to, ASSIGNED, because, reason)
    tell_given(work, row, given.to, work.actor.name)
    return Done(
        {"customer": str(row["id"]), "owner": str(given.to), "taken_along": len(written) - 1}, written
    )


def heads(work: "Work", person: UUID) -> bool:
    """Whether the caller may write what is somebody else's: his head, or who may write everything."""
    if work.access.unbound:
        return True
    reach = work.access.grant(CUSTOMER).write
    return reach == "all" or (reach != "own" and person in work.access.owners.get(reach, ()))


def _claimer(work: "Work") -> UUID:
    """The caller, where he may have customers at all."""
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
    person = work.actor.person
    if person is None or work.access.grant(CUSTOMER).write == "none":
        raise Refusal("claim_not_for_you", "forbidden")
    return person


def _because(work: "Work", row: Any) -> dict[str, Json]:
    before = last_owner(work, row["id"])
    return {"pool": row["pool"], "from": str(before) if before else None}


def _unfit(work: "Work", person: UUID, refused: Sequence[Refusal]) -> Refusal:
    """What he himself would read, told to who wants to give him the customer."""
    because = {"zh": refused[0].said("zh")["message"], "en": refused[0].said("en")["message"]}
    facts = {
        "name": name_of(work, person), "because": because, "against": [each.code for each in refused],
    }  # fmt: skip
    return Refusal("assignee_unfit", "conflict", facts=facts)


def _bad(**fields: str) -> Refusal:
    return Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields=fields)

"""Into the pool by hand, and keeping a customer from it for a while."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal
from uuid import UUID

from pydantic import Field

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json, is_unseen
from prooftrail.sales.ownership.actions.claim_customer import heads
from prooftrail.sales.ownership.model import CUSTOMER, RELEASED
from prooftrail.sales.ownership.moving import to_pool
from prooftrail.sales.ownership.queries import held

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


class ReleaseCustomer(Input):
    """Why he is given up; `other` asks for words."""

    reason: Literal["no_need", "out_of_reach", "wrong_fit", "no_time", "other"]
    note: str = Field(default="", max_length=500)


class KeepCustomer(Input):
    """Until which day he is not recycled, that day included, and why. Without a day he is again."""

    until: date | None = None
    reason: str = Field(default="", max_length=200)


@action("release_customer", "释放客户", "Release customer")
def release_customer(work: "Work", record: UUID | None, given: ReleaseCustomer) -> Done:
    """Give one's customer to the pool, with the reason; so may who heads his owner."""
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
    if given.reason == "other" and is_unseen(given.note):
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields={"note": "required"})
    if record is None or not work.records.present(CUSTOMER, record):
        raise work.records.missing(CUSTOMER)
    row = held(work, record)
    if row["owner"] is None:
        raise Refusal("customer_nobodys", "conflict", facts={"name": row["name"]})
    if row["owner"] != work.actor.person and not heads(work, row["owner"]):
        raise Refusal("release_not_yours", "forbidden", facts={"name": row["name"]})
    because: dict[str, Json] = {"reason": given.reason}
    if given.note.strip():
        because["note"] = given.note.strip()
    written, pools = to_pool(work, [row], RELEASED, {row["id"]: because}, given.reason)
    return Done({"customer": str(row["id"]), "pool": pools[row["id"]]}, written)


@action("keep_customer", "免回收", "Keep from the pool")
def keep_customer(work: "Work", record: UUID | None, given: KeepCustomer) -> Done:
    """Keep a customer from being recycled until a day, with a reason: for who heads his owner."""
    if work.actor.read_only:
        raise Refusal("view_as_read_only", "forbidden")
    if record is None or not work.records.present(CUSTOMER, record):
        raise work.records.missing(CUSTOMER)
    row = held(work, record)
    if row["owner"] is None:
        raise Refusal("customer_nobodys", "conflict", facts={"name": row["name"]})
    if not heads(work, row["owner"]):
        raise Refusal("keep_not_yours", "forbidden", facts={"name": row["name"]})
    values = _kept(work, given)
    with work.acting(work.actor.with_all_rights()):
        written = work.records.update(CUSTOMER, row["id"], values, loose=True, action="customer.kept")
    return Done({"customer": str(row["id"]), "until": values["keep_until"]}, [written])


def _kept(work: "Work", given: KeepCustomer) -> dict[str, str | None]:
    if given.until is None:
        return {"keep_until": None, "keep_reason": None}
    most = work.settings.value("ownership.keep_most_days")
    if not work.today <= given.until <= work.today + timedelta(days=most):
        raise Refusal("keep_too_long", "invalid", facts={"most": most}, fields={"until": "keep_too_long"})
    if is_unseen(given.reason):
        raise Refusal("invalid_fields", "invalid", facts={"object": "input"}, fields={"reason": "required"})
    return {"keep_until": given.until.isoformat(), "keep_reason": given.reason.strip()}

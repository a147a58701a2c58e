"""The cleaning list: customers whose archive wants work, each with its reasons."""

from typing import TYPE_CHECKING
from uuid import UUID

from pydantic import Field

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.values import Json
from prooftrail.sales.parties import faulty
from prooftrail.sales.quality.cleaning import CUSTOMER, GRADE, OWNER, STALE, cleaning, fields_of

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


class ListCleaning(Input):
    """All reasons, or one of them; everybody's or the caller's own; where a page begins."""

    reason: str | None = Field(None, max_length=80)
    mine: bool = False
    skip: int = Field(0, ge=0, le=1_000_000)


@action("list_cleaning", "看清洗清单", "List customers to clean up")
def list_cleaning(work: "Work", record: UUID | None, given: ListCleaning) -> Done:
    """`{"count","customers","reasons","fields","rows","days","most"}`: customers the caller sees of whom
    a key field is missing, no grade can be reckoned, nothing was done for long, or nobody is responsible;
    those with most reasons first, `quality.cleaning_rows` of them. Writes nothing.
    """
    if not (work.access.unbound or work.access.grant(CUSTOMER).read != "none"):
        raise Refusal("permission_missing", "forbidden", facts={"permission": CUSTOMER})
    fields: list[Json] = [each.name for each in fields_of(work)]
    if given.reason is not None and given.reason not in (*fields, GRADE, STALE, OWNER):
        raise faulty(reason="bad_value")
    most: int = work.settings.value("quality.cleaning_rows")
    found = cleaning(work, {"reason": given.reason, "mine": given.mine, "most": most, "skip": given.skip})
    return Done({
        **found, "rows": found["rows"] or [], "reasons": found["reasons"] or {}, "fields": fields,
        "most": most,
        "days": work.settings.value("quality.stale_days").get(CUSTOMER),
    })  # fmt: skip

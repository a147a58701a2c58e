"""At the door: a presence in a deal is one at its customer, and it does not end before it began."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.records import Pending, Written
from prooftrail.platform.refusal import Refusal
from prooftrail.sales.competition.standing import PRESENCE

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


class PresenceGuard:
    """See the module."""

    def check(self, work: "Work", pending: Sequence[Pending]) -> None:
        """Fill the customer in from the deal; refuse another's, and an end before the beginning."""
        mine = [each for each in pending if each.object.name == PRESENCE and each.op in ("create", "update")]
        deals = {each.after["deal"] for each in mine if each.after["deal"] is not None}
        whose: dict[UUID, UUID | None] = {}
        if deals:
            whose = dict(
                work.execute(
                    f"select id, customer from {work.place.schema}.deal where id = any(%s)", [list(deals)]
                ).fetchall()
            )
        for each in mine:
            row, customer = each.after, whose.get(each.after["deal"])
            if customer is not None and row["customer"] is None:
                row["customer"] = customer
            elif customer is not None and row["customer"] != customer:
                each.refuse(_refusal("deal", "presence_elsewhere"))
            if row["since"] is not None and row["until"] is not None and row["until"] < row["since"]:
                each.refuse(_refusal("until", "presence_ends_early"))

    def follow(self, work: "Work", written: Sequence[Written]) -> None:
        """Nothing follows."""


def _refusal(field: str, code: str) -> Refusal:
    return Refusal(code, "invalid", facts={"object": PRESENCE, "field": field}, fields={field: code})

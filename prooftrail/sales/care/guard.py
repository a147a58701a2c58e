"""At the door: whose a complaint was when it came stays on it, also where it was brought in."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.records import Pending, Written
from prooftrail.sales.care.model import COMPLAINT

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


class ComplaintGuard:
    """See the module."""

    def check(self, work: "Work", pending: Sequence[Pending]) -> None:
        """Fill the department of who answers for the customer in where a new complaint names him alone."""
        bare = [
            each for each in pending
            if each.object.name == COMPLAINT and each.op == "create"
            and each.after["rep"] is not None and each.after["rep_unit"] is None
        ]  # fmt: skip
        if not bare:
            return
        rows = work.execute(
            f"select id, department from {work.place.schema}.person where id = any(%s)",
            [[each.after["rep"] for each in bare]],
        ).fetchall()
        units: dict[UUID, UUID | None] = dict(rows)
        for each in bare:
            each.after["rep_unit"] = units.get(each.after["rep"])

    def follow(self, work: "Work", written: Sequence[Written]) -> None:
        """Nothing follows."""

"""Ownership at the door: every act starts the count of days anew, and who takes a customer out of the pool by
giving him to somebody ends his time there."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from prooftrail.platform.records import Pending, Written
from prooftrail.sales.ownership.model import CUSTOMER, HELD, KEPT, POOL
from prooftrail.sales.ownership.touching import follow_acts, follow_customers, is_act

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


class OwnershipGuard:
    """See the module."""

    def check(self, work: "Work", pending: Sequence[Pending]) -> None:
        """Complete changes of customers: what is tended has no day on which it goes to the pool."""
        for each in pending:
            if each.object.name != CUSTOMER or each.op != "update":
                continue
            row, moved = each.after, each.changed("owner")
            if moved and row["owner"] is not None and row["routing"] == POOL and not each.loose:
                row |= {"routing": KEPT, "pool": None, "assigned_at": work.now}
            announced = row["due_at"] is not None and row["routing"] not in HELD
            if announced and "due_at" not in each.given and (moved or is_act(work)):
                row["due_at"] = None

    def follow(self, work: "Work", written: Sequence[Written]) -> None:
        """Keep when somebody last did something."""
        customers = [each for each in written if each.object.name == CUSTOMER and each.event]
        if customers:
            follow_customers(work, customers)
        follow_acts(work, written)

"""At the door: when a lead first ended is kept once and for all, so that the past can be told as it was."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from prooftrail.platform.records import Pending, Written
from prooftrail.sales.scoring.shapes import DONE, LEAD

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


class EndGuard:
    """See the module."""

    def check(self, work: "Work", pending: Sequence[Pending]) -> None:
        """Stamp leads that end for the first time; one that is brought from elsewhere ended when it says."""
        for each in pending:
            if each.object.name != LEAD or each.op not in ("create", "update"):
                continue
            row = each.after
            if row["status"] not in DONE or row["ended_at"] is not None:
                continue
            if row["origin"] == "imported" and each.op == "create":
                row["ended_at"] = row["converted_at"]
            else:
                row["ended_at"] = work.now

    def follow(self, work: "Work", written: Sequence[Written]) -> None:
        """Nothing follows."""

"""Days at the door: they are made by working and confirming, never by hand."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from prooftrail.platform.records import Pending, Written
from prooftrail.platform.refusal import Refusal
from prooftrail.sales.daily.keeping import LINE, WORKDAY

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


class DailyGuard:
    """See the module."""

    def check(self, work: "Work", pending: Sequence[Pending]) -> None:
        """Refuse what somebody makes up by hand."""
        for each in pending:
            if each.object.name in (WORKDAY, LINE) and each.op == "create" and not each.loose:
                each.refuse(Refusal("day_by_confirming", "invalid", facts={"object": each.object.name}))

    def follow(self, work: "Work", written: Sequence[Written]) -> None:
        """Nothing follows here."""

"""Requests at the door: they are made by asking, and teams' weeks by counting."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from prooftrail.platform.records import Pending, Written
from prooftrail.platform.refusal import Refusal
from prooftrail.sales.requests.model import REQUEST, WEEK

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


class RequestGuard:
    """See the module."""

    def check(self, work: "Work", pending: Sequence[Pending]) -> None:
        """Refuse what somebody makes up by hand."""
        for each in pending:
            if each.object.name in (REQUEST, WEEK) and each.op == "create" and not each.loose:
                each.refuse(Refusal("request_by_asking", "invalid", facts={"object": each.object.name}))

    def follow(self, work: "Work", written: Sequence[Written]) -> None:
        """Nothing follows here."""

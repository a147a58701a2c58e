"""Capture at the door: forms are the designer's, each entrance has an address nobody guesses, a lead says
through which one it came, and a lead that is gone for good belongs to no visitor."""

import secrets
from collections.abc import Sequence
from uuid import UUID

from prooftrail.platform.intake.visits import forget_records
from prooftrail.platform.records import Pending, Written
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.work import Work
from prooftrail.sales.capture.model import FORM, LEAD, PLACE, REASON

BYTES = 18
"""Of chance in an address: 144 bits."""


class CaptureGuard:
    """See the module."""

    def check(self, work: Work, pending: Sequence[Pending]) -> None:
        """Complete what is new; refuse forms written as records."""
        for each in pending:
            if each.object.name in (FORM, PLACE) and not each.loose and each.op in ("create", "update"):
                each.refuse(Refusal("capture_form_by_designer", "forbidden"))
            elif each.object.name == PLACE and each.op == "create":
                each.after["token"] = f"{work.place.name}.{secrets.token_urlsafe(BYTES)}"
            elif each.object.name == LEAD and each.op == "create":
                _say_through(work, each)

    def follow(self, work: Work, written: Sequence[Written]) -> None:
        """Nothing of a visitor stays with a lead that is gone."""
        gone = [each.id for each in written if each.object.name == LEAD and each.op == "remove"]
        if gone:
            forget_records(work, gone)


def _say_through(work: Work, each: Pending) -> None:
    said = each.because or {}
    if work.actor.kind == "system" and work.actor.reason == REASON:
        for name in (FORM, PLACE):
            if name in said and name in each.object.fields:
                each.after[each.object.fields[name].column] = UUID(str(said[name]))

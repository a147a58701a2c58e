"""At the door: a pack that is simply created is the empty draft of a line of its own, and a signature marks
the demo it came with."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from prooftrail.platform.people.actor import system
from prooftrail.platform.records import Change, Pending, Written
from prooftrail.sales.learning.packs import DRAFT, PACK

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


SIGNATURE = "signature"


class LearningGuard:
    """See the module."""

    def check(self, work: "Work", pending: Sequence[Pending]) -> None:
        """Complete what is new."""
        for each in pending:
            if each.object.name == PACK and each.op == "create":
                row = each.after
                row["state"] = row["state"] or DRAFT
                row["line"] = row["line"] or str(each.id)
                row["edition"] = row["edition"] or 1

    def follow(self, work: "Work", written: Sequence[Written]) -> None:
        """A customer's signature says of the demo it came with that it was signed for."""
        via = {
            each.after["via"]
            for each in written
            if each.object.name == "evidence" and each.op == "create" and each.after["kind"] == SIGNATURE
        } - {None}
        if not via:
            return
        rows = work.execute(
            f"select id from {work.place.schema}.activity where id = any(%s) and type = 'demo' "
            "and signed is not true and deleted_at is null order by id",
            [list(via)],
        ).fetchall()
        if rows:
            changes = [Change("update", "activity", each, {"signed": True}) for (each,) in rows]
            with work.acting(system("learning")):
                work.records.apply(changes, loose=True)

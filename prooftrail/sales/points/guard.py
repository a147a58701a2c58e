"""Points follow the proof: earned in the transaction that proves, withdrawn in the one that rejects."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.records import Pending, Written
from prooftrail.platform.refusal import Refusal
from prooftrail.sales.points.keeping import POINT, count, withdraw

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

PROVEN, FABRICATED = "proven", "fabricated"


class PointGuard:
    """See the module."""

    def check(self, work: "Work", pending: Sequence[Pending]) -> None:
        """Refuse points somebody gives by hand."""
        for each in pending:
            if each.object.name == POINT and each.op == "create" and not each.loose:
                each.refuse(Refusal("points_by_proof", "invalid", facts={"object": POINT}))

    def follow(self, work: "Work", written: Sequence[Written]) -> None:
        """Count what was proven; take back what no longer is, and what was made up."""
        shown = [each for each in written if each.object.name == "evidence"]
        proven = [each.id for each in shown if _is(each.after) and not _is(each.before)]
        fallen = [each.id for each in shown if _is(each.before) and not _is(each.after)]
        if proven:
            count(work, proven)
        made_up = list(_made_up(written))
        if fallen or made_up:
            withdraw(work, fallen, made_up)


def _is(row: object) -> bool:
    return isinstance(row, dict) and row.get("state") == PROVEN and row.get("deleted_at") is None


def _made_up(written: Sequence[Written]) -> Iterable[UUID]:
    for each in written:
        if each.object.name == "activity" and each.op == "update":
            before, after = (each.before or {}).get("flags") or [], each.after.get("flags") or []
            if FABRICATED in after and FABRICATED not in before:
                yield each.id

"""What opens a work item by itself: evidence that somebody rejects after it was taken."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from prooftrail.platform.records.change import Pending, Written
from prooftrail.platform.workitems.opening import Opening, open_item

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

REJECTED = "rejected"
SOURCE = "evidence.rejected"


class WorkItemGuard:
    """A stage never moves back for it; but whoever stands on that evidence has to look again."""

    def check(self, work: "Work", pending: Sequence[Pending]) -> None:
        """Nothing is refused here."""

    def follow(self, work: "Work", written: Sequence[Written]) -> None:
        """One item for each piece of evidence that was rejected just now."""
        for each in written:
            if each.object.name != "evidence" or each.op != "update" or "state" not in each.changes:
                continue
            if each.after["state"] == REJECTED and (each.before or {}).get("state") != REJECTED:
                self._open(work, each)

    def _open(self, work: "Work", each: Written) -> None:
        title = {"zh": "证据被驳回，请重新核实", "en": "Evidence was rejected: look again"}
        cause = {
            "zh": "此前算数的一份证据被驳回，不再算数；阶段不会退回，但要补上或说明。",
            "en": "A piece of evidence that counted was rejected and no longer does. The stage stays; "
                  "bring it anew or say why not.",
        }  # fmt: skip
        open_item(work, Opening(
            title, SOURCE, [{"by": "owner"}], "review", "red", cause, [{"by": "head"}],
            each.after["about_object"], each.after["about"], {"hours": 24, "in": "working"},
            episode=str(each.id), facts={"evidence": str(each.id), "kind": each.after["kind"]},
        ))  # fmt: skip

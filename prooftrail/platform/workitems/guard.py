"""What opens a work item by itself: evidence that somebody rejects after it was taken."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from prooftrail.platform.calendar.store import calendar_of
from prooftrail.platform.records.change import Pending, Written
from prooftrail.platform.workitems import store
from prooftrail.platform.workitems.lengths import end_of
from prooftrail.platform.workitems.opening import Opening, open_item
from prooftrail.platform.workitems.store import OBJECT

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

REJECTED = "rejected"
SOURCE = "evidence.rejected"


class WorkItemGuard:
    """A stage never moves back for it; but whoever stands on that evidence has to look again."""

    def check(self, work: "Work", pending: Sequence[Pending]) -> None:
        """Complete what comes through the records door without an action."""
        mine = [each for each in pending if each.object.name == OBJECT]
        fresh = [each for each in mine if each.op == "create" and not each.loose]
        if not fresh:
            return
        calendar, hours = calendar_of(work), work.settings.value("workitems.due_hours")
        for each in fresh:
            row = each.after
            row["kind"], row["level"] = row["kind"] or "request", row["level"] or "info"
            due = {"hours": hours[row["level"]], "in": "working"}
            row["due_at"] = row["due_at"] or end_of(work.now, due, calendar)
            row |= {"state": "open", "opened_at": work.now, "source": "person", "escalated": 0, "repeats": 0,
                    "closed_by_rule": False}  # fmt: skip

    def follow(self, work: "Work", written: Sequence[Written]) -> None:
        """One item for each piece of evidence that was rejected just now; deleted items are left in peace."""
        for each in written:
            if each.object.name == OBJECT and each.op in ("delete", "remove"):
                store.rest(work, each.id)
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

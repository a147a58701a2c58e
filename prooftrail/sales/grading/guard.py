"""A grade somebody writes holds: the rule leaves it alone until its day."""

from collections.abc import Sequence
from datetime import timedelta

from prooftrail.platform.records import Pending, Written
from prooftrail.platform.work import Work
from prooftrail.sales.grading.model import CUSTOMER, HAND, stands

LONGEST = 3_650


class GradeGuard:
    """What an import or a rule writes does not hold: only a person's word does."""

    def check(self, work: Work, pending: Sequence[Pending]) -> None:
        """Say by whom it was set, and until when it holds."""
        for each in pending:
            if each.object.name != CUSTOMER or each.loose or "grade" not in each.given or not stands(work):
                continue
            if work.actor.kind == "system" or each.after.get("import_batch") or not each.changed("grade"):
                continue
            held = each.after[each.object.fields["grade"].column] is not None
            days = min(int(work.settings.value("grading.hold_days")), LONGEST)
            each.after |= {
                "grade_rule": HAND if held else None, "grade_reason": None, "graded_at": work.now,
                "grade_until": work.today + timedelta(days=days) if held else None,
            }  # fmt: skip

    def follow(self, work: Work, written: Sequence[Written]) -> None:
        """The worker writes the line of its history."""

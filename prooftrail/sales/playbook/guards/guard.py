"""The playbook at the door: whoever writes an activity, its evidence or a paper is asked the same."""

from collections.abc import Sequence

from prooftrail.platform.records import Pending, Written
from prooftrail.platform.work import Work
from prooftrail.sales.playbook.guards.activities import check_activities, refuse_vague_types
from prooftrail.sales.playbook.guards.leads import stamp_answers
from prooftrail.sales.playbook.guards.locking import refuse_locked, stamp
from prooftrail.sales.playbook.guards.papers import check_papers
from prooftrail.sales.playbook.rules.approvals import PAPERS

WRITTEN = ("create", "update", "restore")


class PlaybookGuard:
    """See the module."""

    def look(self, work: Work, pending: Sequence[Pending]) -> None:
        """Refuse vague types by name, before they are only known as none of the list."""
        if activities := [each for each in pending if each.object.name == "activity"]:
            refuse_vague_types(work, activities)

    def check(self, work: Work, pending: Sequence[Pending]) -> None:
        """Lock first; then what is said, whether it can be, and whose word it needs."""
        activities = [each for each in pending if each.object.name == "activity"]
        evidence = [each for each in pending if each.object.name == "evidence"]
        if activities or evidence:
            refuse_locked(work, activities, evidence)
        if asked := [each for each in activities if each.refusal is None and each.op in WRITTEN]:
            for each in asked:
                if each.op != "restore":
                    stamp(work, each)
            check_activities(work, asked)
        if leads := [each for each in pending if each.object.name == "lead"]:
            stamp_answers(work, leads)
        if papers := [each for each in pending if each.object.name in PAPERS]:
            check_papers(work, papers)

    def follow(self, work: Work, written: Sequence[Written]) -> None:
        """Nothing follows."""

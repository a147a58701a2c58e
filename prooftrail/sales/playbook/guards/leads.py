"""When a lead was first answered: the moment somebody took it up or closed it."""

from collections.abc import Sequence

from prooftrail.platform.records import Pending
from prooftrail.platform.work import Work

FRESH = (None, "new")


def stamp_answers(work: Work, leads: Sequence[Pending]) -> None:
    """A lead that leaves its first status is answered now; what is brought from elsewhere says it itself."""
    for each in leads:
        row, before = each.after, (each.before or {}).get("status")
        if each.op == "update" and row["answered_at"] is None and before in FRESH:
            row["answered_at"] = None if row["status"] in FRESH else work.now

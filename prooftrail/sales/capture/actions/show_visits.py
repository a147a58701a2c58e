"""What whoever sent a lead looked at on the site."""

from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.actions import Done, action
from prooftrail.platform.actions.action import Input
from prooftrail.platform.intake.visits import newest
from prooftrail.platform.values import Json
from prooftrail.sales.capture.model import LEAD
from prooftrail.sales.capture.visiting import visits_of

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


class ShowVisits(Input):
    """Of the action's record."""


@action("show_visits", "查看官网访问", "Show visits to the site")
def show_visits(work: "Work", record: UUID | None, given: ShowVisits) -> Done:
    """The visits of a lead's sender, as far as he agreed to have them noted: how many, and the last ones."""
    if record is None or not work.records.present(LEAD, record):
        raise work.records.missing(LEAD)
    found = visits_of(work, [record]).get(record)
    rows = newest(work, record, work.settings.value("capture.visits_shown")) if found else []
    items: list[Json] = [
        {"at": each.at.isoformat(), "path": each.path, "title": each.title, "referrer": each.referrer,
         "seconds": each.seconds}
        for each in rows
    ]  # fmt: skip
    return Done({"count": found.count if found else 0, "pages": found.pages if found else 0, "items": items})

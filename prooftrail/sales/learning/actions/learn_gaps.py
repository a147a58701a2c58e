"""The least time between the steps of the way to a signature, learned from what was won."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.platform.actions.action import Done, Input, action
from prooftrail.platform.schema.design.actions import DESIGN
from prooftrail.platform.values import Json
from prooftrail.sales.learning.comparing import window_of
from prooftrail.sales.learning.paths import Gap, gaps

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

WAYS = (("first_contact", "proposal"), ("proposal", "signing"), ("first_contact", "signing"))
HOURS = 24


class LearnGaps(Input):
    """Company dates on which deals were won, both included; the last months where none is said."""

    since: date | None = None
    until: date | None = None


@action("learn_gaps", "学最短间隔", "Learn the least gaps", permission=DESIGN)
def learn_gaps(work: "Work", record: UUID | None, given: LearnGaps) -> Done:
    """What nearly all won deals kept between two steps, to be taken on as `playbook.least_hours`."""
    window = window_of(work, given.since, given.until)
    least, percent = work.settings.value("learning.least_won"), work.settings.value("learning.gap_percent")
    found = gaps(work, window.span(work), WAYS, Decimal(percent) / 100)
    proposed: dict[str, Json] = {}
    rows: list[Json] = []
    for (one, two), gap in zip(WAYS, found, strict=True):
        hours = _proposed(gap, least)
        if hours is not None:
            proposed[f"{one}>{two}"] = hours
        rows.append({
            "from": one, "to": two, "deals": gap.deals, "enough": gap.deals >= least,
            "least_days": _text(gap.least), "median_days": _text(gap.middle), "proposed_hours": hours,
        })  # fmt: skip
    return Done({
        "from": window.first.isoformat(), "until": window.last.isoformat(), "percent": percent,
        "least": least, "gaps": rows, "proposed": proposed,
        "in_force": work.settings.value("playbook.least_hours"),
    })  # fmt: skip


def _proposed(gap: Gap, least: int) -> int | None:
    """Whole hours, rounded down, so that what was won is not flagged by its own figure."""
    if gap.least is None or gap.deals < least:
        return None
    return int(gap.least * HOURS) or None


def _text(days: Decimal | None) -> str | None:
    return None if days is None else str(days)

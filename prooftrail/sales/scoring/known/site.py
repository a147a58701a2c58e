"""What whoever sent a lead looked at on the company's site before the moment, where he agreed to it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from prooftrail.sales.capture import visits_of
from prooftrail.sales.scoring.known.source import Asked, Known, Source
from prooftrail.sales.scoring.rules.features import number

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

DAY = timedelta(days=1)


def gather(work: "Work", asked: Sequence[Asked], window: timedelta) -> Known:
    """Looks earlier than each lead's moment; days since the last are blank where there was none."""
    moments = {each.id: each.moment for each in asked}
    found: Known = {each.id: {"site_visits": 0.0, "site_pages": 0.0} for each in asked}
    for id, visits in visits_of(work, list(moments), moments).items():
        found[id] = {
            "site_visits": float(visits.count),
            "site_pages": float(visits.pages),
            "days_since_site_visit": (moments[id] - visits.last_at) / DAY,
        }
    return found


SOURCE = Source(
    (
        number("site_visits", "官网浏览次数", "Looks at the site", "count", "lead"),
        number("site_pages", "浏览的页面数", "Pages looked at", "count", "lead"),
        number("days_since_site_visit", "距上次浏览官网", "Days since the last look", "days", "lead"),
    ),
    gather,
)

"""Every feature of many leads at once."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from prooftrail.sales.scoring.known import SOURCES
from prooftrail.sales.scoring.known.source import Asked
from prooftrail.sales.scoring.rules.features import Value

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def gather(work: "Work", asked: Sequence[Asked]) -> dict[UUID, dict[str, Value]]:
    """Values by lead and feature, each feature named; None is not known."""
    if not asked:
        return {}
    window = window_of(work)
    found: dict[UUID, dict[str, Value]] = {
        each.id: {feature.key: None for source in SOURCES for feature in source.features} for each in asked
    }
    for source in SOURCES:
        for id, values in source.gather(work, asked, window).items():
            found[id] |= values
    return found


def window_of(work: "Work") -> timedelta:
    """How long after a lead came in the past is looked at, and how far back deeds are recent."""
    return timedelta(hours=int(work.settings.value("scoring.moment_hours")))

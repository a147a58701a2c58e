"""Records that wait: how long since a moment, and which are due; set-based, over an indexed column."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from prooftrail.platform.automation.judging import Verdict
from prooftrail.platform.automation.occasions import Occasion
from prooftrail.platform.automation.shapes import Rule

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def would_have(
    work: "Work", rule: Rule, since: datetime, until: datetime, most: int
) -> list[tuple[Occasion, Verdict]]:
    """What a rule of waiting would have fired for in a period."""
    found: Sequence[tuple[Occasion, Verdict]] = ()
    return list(found)

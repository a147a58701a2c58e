"""What else a value must be, beside being made like its default."""

import re
from typing import Any

from prooftrail.platform.settings.keeping import Check

HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d|24:00")
WEEK = {"mon", "tue", "wed", "thu", "fri", "sat", "sun", "make_up"}
REGION = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,8})?")


def is_week(value: Any) -> bool:
    """Hours of each weekday and of make-up days: from early to late, none in another."""
    return value.keys() == WEEK and all(_is_day(spans) for spans in value.values())


def _is_day(spans: Any) -> bool:
    if not all(len(span) == 2 and all(HOUR.fullmatch(end) for end in span) for span in spans):
        return False
    ends = [end for span in spans for end in span]
    return all(a < b for a, b in spans) and ends == sorted(ends)


def is_hour(value: Any) -> bool:
    """A time of day; 24:00 is none."""
    return HOUR.fullmatch(value) is not None and value != "24:00"


def is_some(value: Any) -> bool:
    """At least one."""
    return bool(value >= 1)


CHECKS: dict[str, Check] = {
    "calendar.hours": is_week,
    "calendar.region": lambda value: REGION.fullmatch(value) is not None,
    "metrics.checked_at": is_hour,
    "session.idle_hours": is_some, "session.absolute_days": is_some, "session.attempts_per_minute": is_some,
    "session.shortest_password": is_some, "trash.days": is_some, "keys.calls_per_minute": is_some,
    "files.largest_mb": is_some, "files.quota_gb": is_some, "imports.most_rows": is_some,
    "imports.keep_days": is_some,
}  # fmt: skip

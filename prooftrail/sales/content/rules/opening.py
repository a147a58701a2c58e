"""When an opening is a new one, and how long a reading may have been. Pure."""

from datetime import datetime, timedelta


def is_again(last: datetime | None, now: datetime, minutes: int) -> bool:
    """Whether it belongs to the opening before: a page that is reloaded was not opened twice."""
    return last is not None and now - last < timedelta(minutes=minutes)


SLACK, MOST_SECONDS = 5, 7_200
"""Seconds clocks may differ, and what one version is read for at most."""


def believable(seconds: int, since: datetime | None, now: datetime, before: int) -> int:
    """How many of the seconds told count: no more than have gone by since the last word, and in all no more
    than two hours. Without an opening there is nothing to read."""
    if since is None:
        return 0
    gone = int((now - since).total_seconds()) + SLACK
    return max(0, min(seconds, gone, MOST_SECONDS - before))

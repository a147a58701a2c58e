"""When an opening is a new one. Pure."""

from datetime import datetime, timedelta


def is_again(last: datetime | None, now: datetime, minutes: int) -> bool:
    """Whether it belongs to the opening before: a page that is reloaded was not opened twice."""
    return last is not None and now - last < timedelta(minutes=minutes)

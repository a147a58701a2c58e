"""A span of time cut into stretches of equal length, so that many marks can be counted by them. Pure."""

from datetime import datetime


def stretch(since: datetime, until: datetime, count: int, at: int) -> tuple[datetime, datetime]:
    """Begin and end of the stretch `at`, from 1 to `count`, as PostgreSQL's `width_bucket` counts them."""
    step = (until - since) / count
    return since + step * (at - 1), until if at == count else since + step * at

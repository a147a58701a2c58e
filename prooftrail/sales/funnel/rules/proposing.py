"""A limit for a stage, from how long what was won stayed there."""

from decimal import ROUND_CEILING, Decimal

HOURS = Decimal(24)
LONGEST = 3_650
"""Days a limit may have at most."""


def limit_for(long_hours: Decimal) -> int:
    """Whole days, rounded up, at least one: what takes longer than nearly all that was won is late."""
    days = (long_hours / HOURS).to_integral_value(ROUND_CEILING)
    return min(max(int(days), 1), LONGEST)

"""Which script comes first. Pure.

A script that worked once of once is not better than one that worked eighty times of a hundred: it is
ranked by what it is at least worth, the lower end of Wilson's interval.
"""

from math import sqrt

SURE = 1.28
"""Standard errors: nine in ten times the true share lies above."""


def worth(advanced: int, known: int) -> float:
    """The share of uses after which the stage went on, as far as the uses carry it: 0 to 1, 0 of none."""
    if known <= 0:
        return 0.0
    share, squared = advanced / known, SURE * SURE
    middle = share + squared / (2 * known)
    spread = SURE * sqrt((share * (1 - share) + squared / (4 * known)) / known)
    return max(0.0, (middle - spread) / (1 + squared / known))

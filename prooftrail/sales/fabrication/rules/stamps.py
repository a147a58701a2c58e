"""What is burnt into a photo against what was measured when it was taken.

Pure: how far it is off comes as an argument, and so do the limits from which it is said to be.
"""

from prooftrail.sales.fabrication.rules.entries import Signal, grown

STAMP = "stamp"


def misfit(minutes: float, metres: float, *, limit_minutes: float, limit_metres: float) -> Signal | None:
    """As strong as the worse of the two; a watch may be slow, and a watermark may name the street."""
    score = max(grown(minutes, limit_minutes), grown(metres, limit_metres))
    if not score:
        return None
    return Signal(STAMP, score, None, {"minutes": round(minutes), "metres": round(metres)})

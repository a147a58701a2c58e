"""How surely two photos are one, in one number, and what was done to one of them.

Many photos of one thing have much in common: the same label, the same wall. One photo has everything in
common. So key points have to agree on one way to lay it over, and what lies there has to look the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from prooftrail.senses.image.matching import Laid, laid_flat, laid_over
from prooftrail.senses.image.prints import Print

THRESHOLD = 0.89
"""From here on two photos are one: fixed on one half of real photos and measured on the other."""
SURE_INLIERS = 45
"""With fewer key points agreeing than these the score is less, in proportion."""
STRETCHED, TURNED, SHOWN = 1.25, 12.0, 0.4
"""More than this is no edit of a photo but another photo of the same thing."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """`score` from 0 to 1, and how one lies over the other."""

    score: float
    laid: Laid

    def facts(self) -> Mapping[str, int | float | str]:
        """What was seen, for who has to judge it."""
        found = self.laid
        return {
            "edit": ", ".join(self.edits) or "same_file", "inliers": found.inliers,
            "looks": round(found.fine, 3), "turned": round(found.turned, 1),
            "shown": round(min(found.kept, found.shown), 2),
        }  # fmt: skip

    @property
    def edits(self) -> list[str]:
        """What was done, as far as it shows; of one that shows nothing it was saved again."""
        found = self.laid
        seen = {
            "turned": abs(found.turned) >= 0.7, "cropped": min(found.kept, found.shown) < 0.96,
            "brightened": not 0.93 < found.brighter < 1.08, "resized": found.resized,
        }  # fmt: skip
        return [name for name, was in seen.items() if was] or ["recompressed"]


def compare(one: Print, other: Print) -> Likeness:
    """The likelier of two readings: one lies over the other as it is, or as their key points say."""
    over = laid_over(one, other)
    found = Likeness(_score(over), over)
    if found.score >= THRESHOLD:
        return found
    flat = laid_flat(one, other)
    return max(found, Likeness(_score(flat), flat), key=lambda each: each.score)


def _score(laid: Laid) -> float:
    """How alike the finest that is kept of both looks, if enough key points say that it lies there."""
    if laid.stretch > STRETCHED or abs(laid.turned) > TURNED or min(laid.kept, laid.shown) < SHOWN:
        return 0.0
    return max(0.0, laid.fine) * min(1.0, laid.inliers / SURE_INLIERS)

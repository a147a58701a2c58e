"""Counting right and wrong matches, and where between them a threshold belongs."""

from collections.abc import Sequence
from dataclasses import dataclass

Scored = tuple[float, bool]
FEWEST = 5_000
"""Different pairs without which nothing can be said of one false match in ten thousand."""
MOST_FALSE = 1 / 20_000
"""Share of false matches a threshold may let through where it is fixed: half of what is allowed."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Precision and recall of the pairs at a threshold; 1 where nothing could be wrong."""

    precision: float
    recall: float
    threshold: float
    pairs: int


def counted(scores: Sequence[Scored], threshold: float) -> Judged:
    """Pairs with a score at least that high are taken for the same."""
    right = sum(same for score, same in scores if score >= threshold)
    taken = sum(score >= threshold for score, _ in scores)
    there = sum(same for _, same in scores)
    return Judged(
        round(right / taken, 4) if taken else 1.0, round(right / there, 4) if there else 1.0,
        round(threshold, 3), len(scores),
    )  # fmt: skip


def best_threshold(scores: Sequence[Scored], otherwise: float) -> float:
    """Half way between what different pairs reach, but for a few, and where a fiftieth of same ones begin.

    From few different pairs none can be fixed: `otherwise` it is what was fixed on more.
    """
    same = sorted(score for score, is_same in scores if is_same)
    other = sorted((score for score, is_same in scores if not is_same), reverse=True)
    if not same or len(other) < FEWEST:
        return otherwise
    high, low = other[int(len(other) * MOST_FALSE)], same[len(same) // 50]
    return round((high + low) / 2, 3) if low > high else round(high + 0.001, 3)

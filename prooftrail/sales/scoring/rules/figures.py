"""What a prediction was worth: order, lift and calibration of probabilities against what came of them."""

from collections.abc import Sequence
from math import sqrt

BINS = 10


def auc(truth: Sequence[bool], score: Sequence[float]) -> float:
    """The chance that something that came true was scored above something that did not; ties count half.

    0.5 where there is only one kind. Source: Mann and Whitney's U over the product of both counts.
    """
    order = sorted(range(len(score)), key=score.__getitem__)
    positives = sum(truth)
    negatives = len(truth) - positives
    if positives == 0 or negatives == 0:
        return 0.5
    ranks, at = 0.0, 0
    while at < len(order):
        end = at
        while end < len(order) and score[order[end]] == score[order[at]]:
            end += 1
        ranks += (at + 1 + end) / 2 * sum(truth[order[each]] for each in range(at, end))
        at = end
    return (ranks - positives * (positives + 1) / 2) / (positives * negatives)


def auc_error(found: float, positives: int, negatives: int) -> float:
    """The standard error of an AUC. Source: Hanley and McNeil 1982."""
    if positives == 0 or negatives == 0:
        return 1.0
    one, two = found / (2 - found), 2 * found * found / (1 + found)
    square = found * found
    spread = found * (1 - found) + (positives - 1) * (one - square) + (negatives - 1) * (two - square)
    return sqrt(max(spread, 0.0) / (positives * negatives))


def lift(truth: Sequence[bool], score: Sequence[float], share: float) -> float:
    """How many times more often the best-scored `share` came true than all did. 0 where nothing did."""
    total = sum(truth)
    count = max(1, int(len(truth) * share))
    if total == 0:
        return 0.0
    best = sorted(range(len(score)), key=lambda each: (-score[each], each))[:count]
    return sum(truth[each] for each in best) / count / (total / len(truth))


def share_caught(truth: Sequence[bool], score: Sequence[float], share: float) -> float:
    """The share of all that came true that is found in the best-scored `share`."""
    return lift(truth, score, share) * max(1, int(len(truth) * share)) / len(truth) if truth else 0.0


def calibration_error(truth: Sequence[bool], score: Sequence[float], bins: int = BINS) -> float:
    """By how much what was promised missed what came, on average over equally wide bins of probability."""
    sums = [[0, 0.0, 0] for _ in range(bins)]
    for came, promised in zip(truth, score, strict=True):
        found = sums[min(bins - 1, int(promised * bins))]
        found[0] += 1
        found[1] += promised
        found[2] += came
    return sum(abs(promised - came) for _, promised, came in sums) / len(truth) if truth else 0.0

"""How much agreement and disagreement of fields say: Fellegi and Sunter, and a logistic model. Pure.

A pair is seen as a pattern: for each field the level its two values agree on, `MISSING` where one has none.
`fit_unlabelled` learns from pairs nobody has judged, by expectation and maximisation; `fit_labelled` from
judged ones. Both see each pattern once, with how often it occurs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

MISSING = -1
Pattern = tuple[int, ...]
ROUNDS = 60
SMALL = 1e-6
SMOOTH = 0.01
RISE, HELD_ONE, HELD_OTHER = 4.0, 2.0, 0.1
"""Pairs that are one agree the more often on a level the higher it is; how many times their own number such
pairs weigh from which that is believed, and how much what all pairs agree on weighs with the others. Chosen
on the training part of a labelled file; docs/dedupe.md says what its validation part still tells.
"""
STILL = 1e-7


@dataclass(frozen=True, slots=True)
class Weights:
    """`of[field][level]` in nats for the pair being one; `prior` what speaks for any pair beforehand."""

    prior: float
    of: tuple[tuple[float, ...], ...]

    def score(self, pattern: Pattern) -> float:
        """How surely a pair is one, from 0 to 1."""
        return logistic(
            self.prior + sum(self.of[at][level] for at, level in enumerate(pattern) if level != MISSING)
        )


def logistic(value: float) -> float:
    """Odds in nats as a probability."""
    if value < -40:
        return 0.0
    return 1 / (1 + exp(-value)) if value < 40 else 1.0


def fit_unlabelled(seen: Mapping[Pattern, int], levels: Sequence[int], share: float) -> Weights:
    """Part pairs nobody has judged into two sorts, one of which agrees on more. `share` is the part of them
    that may be one, where the search begins; others agree at first as all of them do.
    """
    total = max(sum(seen.values()), 1)
    rising = [_rising(each) for each in levels]
    all_pairs = _shares(seen, dict.fromkeys(seen, 1.0), rising, SMOOTH)
    one, other = rising, all_pairs
    for _ in range(ROUNDS):
        weights = Weights(_odds(share), _ratios(one, other))
        sure = {pattern: weights.score(pattern) for pattern in seen}
        one = _shares(seen, sure, rising, HELD_ONE * share * total)
        other = _shares(
            seen, {pattern: 1 - each for pattern, each in sure.items()}, all_pairs, HELD_OTHER * total
        )
        before, share = share, sum(sure[pattern] * times for pattern, times in seen.items()) / total
        share = min(max(share, SMALL), 1 - SMALL)
        if abs(before - share) < STILL:
            break
    return Weights(_odds(share), _ratios(one, other))


def _rising(levels: int) -> list[float]:
    row = [RISE**at for at in range(levels)]
    return [each / sum(row) for each in row]


def _shares(
    seen: Mapping[Pattern, int], part: Mapping[Pattern, float], held: Sequence[Sequence[float]], by: float
) -> list[list[float]]:
    """How often each field agrees so far among pairs, each counted by its part; `held` is believed as if `by`
    more pairs had shown it.
    """
    sums = [[by * each + SMOOTH for each in row] for row in held]
    for pattern, times in seen.items():
        for at, level in enumerate(pattern):
            if level != MISSING:
                sums[at][level] += part[pattern] * times
    return [[each / sum(row) for each in row] for row in sums]


def _odds(share: float) -> float:
    return log(share / (1 - share))


def _ratios(
    agree: Sequence[Sequence[float]], chance: Sequence[Sequence[float]]
) -> tuple[tuple[float, ...], ...]:
    return tuple(
        tuple(log(max(m, SMALL) / max(u, SMALL)) for m, u in zip(here, there, strict=True))
        for here, there in zip(agree, chance, strict=True)
    )


def fit_labelled(
    seen: Mapping[Pattern, tuple[int, int]], levels: Sequence[int], held: float = 1.0
) -> Weights:
    """By how often each pattern was one and was not: a logistic regression over levels, its weights held
    towards zero by `held`. Newton's steps, so that no rate is chosen.
    """
    starts = [1 + sum(levels[:at]) for at in range(len(levels))]
    size = 1 + sum(levels)
    beta = [0.0] * size
    rows = [
        (
            [0, *(starts[at] + level for at, level in enumerate(pattern) if level != MISSING)],
            one,
            one + not_one,
        )
        for pattern, (one, not_one) in sorted(seen.items())
    ]
    for _ in range(ROUNDS):
        slope = [-held * each if at else 0.0 for at, each in enumerate(beta)]
        curve = [[0.0] * size for _ in range(size)]
        for at in range(size):
            curve[at][at] = held if at else SMALL
        for places, one, total in rows:
            sure = logistic(sum(beta[each] for each in places))
            spread = total * sure * (1 - sure)
            for here in places:
                slope[here] += one - total * sure
                row = curve[here]
                for there in places:
                    row[there] += spread
        step = solve(curve, slope)
        beta = [each + move for each, move in zip(beta, step, strict=True)]
        if max(abs(move) for move in step) < STILL:
            break
    return Weights(
        beta[0], tuple(tuple(beta[start : start + many]) for start, many in zip(starts, levels, strict=True))
    )


def solve(matrix: list[list[float]], right: Sequence[float]) -> list[float]:
    """The solution of a system that is symmetric and positive, by Cholesky."""
    size = len(right)
    low = [[0.0] * size for _ in range(size)]
    for at in range(size):
        mine = low[at]
        for to in range(at + 1):
            rest = matrix[at][to] - sum(a * b for a, b in zip(mine[:to], low[to][:to], strict=True))
            mine[to] = max(rest, SMALL**2) ** 0.5 if at == to else rest / low[to][to]
    made: list[float] = []
    for at in range(size):
        made.append((right[at] - sum(low[at][to] * made[to] for to in range(at))) / low[at][at])
    found = [0.0] * size
    for at in reversed(range(size)):
        rest = made[at] - sum(low[to][at] * found[to] for to in range(at + 1, size))
        found[at] = rest / low[at][at]
    return found

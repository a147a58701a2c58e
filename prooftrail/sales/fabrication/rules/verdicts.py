"""What verdicts say of a signal, and the threshold they speak for.

Pure: scores and verdicts come as arguments.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """One judged suspicion: its score, and whether it was upheld."""

    score: float
    upheld: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """How a signal did: judged, upheld, the share upheld, and the threshold proposed (None: as it is)."""

    judged: int
    upheld: int
    precision: float | None
    proposed: float | None


def standing(verdicts: Sequence[Verdict], threshold: float, *, wanted: float, fewest: int) -> Standing:
    """The lowest threshold from which the share upheld is at least `wanted`; nothing from few verdicts.

    Where it is above that already and the verdicts reach below, it is the lowest that still does.
    """
    judged, upheld = len(verdicts), sum(each.upheld for each in verdicts)
    precision = upheld / judged if judged else None
    if judged < fewest:
        return Standing(judged, upheld, precision, None)
    steps = sorted({_step(each.score) for each in verdicts})
    found = next((step for step in steps if _share(verdicts, step, fewest) >= wanted), None)
    proposed = min(0.99, steps[-1] + 0.01) if found is None else found
    proposed = round(proposed, 2)
    return Standing(judged, upheld, precision, None if abs(proposed - threshold) < 0.005 else proposed)


def _step(score: float) -> float:
    return int(score * 100) / 100


def _share(verdicts: Sequence[Verdict], step: float, fewest: int) -> float:
    above = [each.upheld for each in verdicts if each.score >= step]
    return sum(above) / len(above) if len(above) >= max(1, fewest // 2) else 0.0

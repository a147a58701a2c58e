"""Columns that know the outcome already: what is learned from them is no prediction."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from prooftrail.sales.scoring.rules.columns import Kind, day, number
from prooftrail.sales.scoring.rules.figures import auc

TELLING = 0.85
"""A single column that orders outcomes this well was written when they were known."""
WORDS = re.compile(
    r"(?<![a-z])(clos(e|ed|ing)|won|lost|outcome|result|reason|tags?|quality|profile|score|last|final)(?![a-z])"
    r"|结案|成交|关闭|赢单|输单|丢单|结果|原因|最近|最后|评级|打分",
    re.IGNORECASE,
)
"""Names of what is written at the end, or written over until then."""
FOLDS, PRIOR, STEPS = 5, 10, 20
PARTLY = (0.05, 0.95)
AFTER = 0.95


def leaking(
    columns: Mapping[str, Sequence[str]], kinds: Mapping[str, Kind], truth: Sequence[bool]
) -> dict[str, str]:
    """`{column: id | named | tells | later | together}` for each that may not be learned from."""
    found: dict[str, str] = {}
    for name, values in columns.items():
        if kinds[name] is Kind.ID:
            found[name] = "id"
        elif WORDS.search(name.replace("_", " ")):
            found[name] = "named"
        elif alone(values, kinds[name], truth) >= TELLING:
            found[name] = "tells"
    ends = [columns[name] for name in found if kinds[name] is Kind.DATE]
    for name, values in columns.items():
        if name not in found and kinds[name] is Kind.DATE and any(_later(values, end) for end in ends):
            found[name] = "later"
    written = {_where(columns[name]) for name, why in found.items() if why != "id"} - {None}
    for name, values in columns.items():
        if name not in found and _where(values) in written:
            found[name] = "together"
    return found


def alone(values: Sequence[str], kind: Kind, truth: Sequence[bool]) -> float:
    """How well a column alone orders the outcomes of rows it was not counted on; 0.5 is chance."""
    groups = _groups(values, kind)
    total = sum(truth) / len(truth)
    score = [0.0] * len(values)
    for fold in range(FOLDS):
        seen: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for at, group in enumerate(groups):
            if at % FOLDS != fold:
                seen[group][0] += truth[at]
                seen[group][1] += 1
        for at in range(fold, len(groups), FOLDS):
            came, of = seen.get(groups[at], (0, 0))
            score[at] = (came + PRIOR * total) / (of + PRIOR)
    return auc(truth, score)


def _groups(values: Sequence[str], kind: Kind) -> Sequence[str]:
    if kind is Kind.NUMBER:
        return _steps(values)
    return ["known" if each else "" for each in values] if kind is Kind.DATE else values


def _steps(values: Sequence[str]) -> list[str]:
    """Numbers as the step of their order they stand on; what is no number stands beside."""
    numbers = [number(each) for each in values]
    ordered = sorted(each for each in numbers if each is not None)
    cuts = sorted({ordered[len(ordered) * step // STEPS] for step in range(1, STEPS)}) if ordered else []
    return ["" if each is None else str(sum(each >= cut for cut in cuts)) for each in numbers]


def _later(values: Sequence[str], end: Sequence[str]) -> bool:
    """Whether a date stands on or after the end nearly wherever both are known."""
    both = [
        (one, other)
        for each, until in zip(values, end, strict=True)
        if each and until and (one := day(each)) and (other := day(until))
    ]
    return bool(both) and sum(one >= other for one, other in both) >= AFTER * len(both)


def _where(values: Sequence[str]) -> bytes | None:
    """The rows a column is filled in, where that is neither nearly none nor nearly all."""
    filled = bytes(bool(each) for each in values)
    share = sum(filled) / len(filled) if filled else 0.0
    return filled if PARTLY[0] <= share <= PARTLY[1] else None

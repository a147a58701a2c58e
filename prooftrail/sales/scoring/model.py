"""The learned model: trees over what is known of a case, calibrated, and tried on cases it has not seen."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from prooftrail.sales.scoring.rules.columns import Kind, day, number

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_CHOICES, RARE = 60, 10
"""Choices of a column that are told apart, and how often each must occur; the rest are one."""
TREES: dict[str, Any] = {
    "learning_rate": 0.1, "max_iter": 70, "max_leaf_nodes": 15, "min_samples_leaf": 20,
    "l2_regularization": 1.0, "early_stopping": False,
}  # fmt: skip
INNER = 3
Split = tuple["NDArray[Any]", "NDArray[Any]"]


class Cases(NamedTuple):
    """Cases by columns as numbers, what is not known not being one, and which columns are choices."""

    values: "NDArray[Any]"
    choices: list[bool]


def cases_of(columns: Mapping[str, Sequence[str]], kinds: Mapping[str, Kind]) -> Cases:
    """The columns of a table as what can be learned from."""
    import numpy as np

    made = [
        [float("nan") if (found := number(each)) is None else found for each in values]
        if kinds[name] is Kind.NUMBER else _coded(values)
        for name, values in columns.items()
    ]  # fmt: skip
    return Cases(np.array(made, dtype=float).T, [kinds[name] is Kind.CHOICE for name in columns])


def _coded(values: Sequence[str]) -> list[float]:
    counts: dict[str, int] = {}
    for each in values:
        counts[each] = counts.get(each, 0) + 1
    often = sorted((each for each in counts if counts[each] >= RARE), key=lambda each: (-counts[each], each))
    codes = {each: at for at, each in enumerate(often[:MOST_CHOICES])}
    return [float(codes.get(each, len(codes))) for each in values]


def splits(truth: Sequence[bool], times: Sequence[str] | None, folds: int, seed: int) -> Iterator[Split]:
    """Rows to learn from and rows to try on: the past and what followed it where times are known, else
    `folds` parts with as many good ends in each."""
    import numpy as np
    from sklearn.model_selection import StratifiedKFold, TimeSeriesSplit

    if times is None:
        kept = StratifiedKFold(folds, shuffle=True, random_state=seed)
        yield from kept.split(np.zeros(len(truth)), np.array(truth))
        return
    order = np.array(sorted(range(len(times)), key=lambda at: (str(day(times[at]) or ""), at)))
    for past, next_ones in TimeSeriesSplit(folds).split(order):
        yield order[past], order[next_ones]


def predicted(cases: Cases, truth: "NDArray[Any]", split: Split, seed: int) -> list[float]:
    """The calibrated probabilities of some cases, learned from others."""
    learn, on = split
    from sklearn.calibration import CalibratedClassifierCV
    from sklearn.ensemble import HistGradientBoostingClassifier
    from threadpoolctl import threadpool_limits

    trees = HistGradientBoostingClassifier(categorical_features=cases.choices, random_state=seed, **TREES)
    model = CalibratedClassifierCV(trees, method="sigmoid", cv=INNER, ensemble=False)
    # Threads that wait for a busy core spin: for tables of this size one is as fast, and kind to the others.
    with threadpool_limits(1, user_api="openmp"):
        model.fit(cases.values[learn], truth[learn])
        return [float(each) for each in model.predict_proba(cases.values[on])[:, 1]]

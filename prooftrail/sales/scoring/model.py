"""The learned model: trees over what is known of a case, calibrated, and tried on cases it has not seen.

Its packages are loaded in a process that learns, and nowhere else: what a model says of a case is reckoned
from its parameters by `rules/trees.py`.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from prooftrail.sales.scoring.rules.columns import Kind, day, number
from prooftrail.sales.scoring.rules.trees import REST

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_CHOICES, RARE = 60, 10
"""Choices of a column that are told apart, and how often each must occur; the rest are one."""
TREES: dict[str, Any] = {
    "learning_rate": 0.1, "max_iter": 70, "max_leaf_nodes": 15, "min_samples_leaf": 20,
    "l2_regularization": 1.0, "early_stopping": False,
}  # fmt: skip
FEW, SMALL = 2_000, {"max_iter": 60, "max_leaf_nodes": 3}
"""From fewer cases, trees of two steps: larger ones learn their accidents by heart."""
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
    codes = codes_of(values)
    return [float(codes[each] if each in codes else codes[REST]) for each in values]


def codes_of(values: Sequence[str]) -> dict[str, int]:
    """The code of each choice that occurs often, and of `REST` where there are others."""
    counts: dict[str, int] = {}
    for each in values:
        counts[each] = counts.get(each, 0) + 1
    often = sorted((each for each in counts if counts[each] >= RARE), key=lambda each: (-counts[each], each))
    codes = {each: at for at, each in enumerate(often[:MOST_CHOICES])}
    return codes if len(codes) == len(counts) else codes | {REST: len(codes)}


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
    from threadpoolctl import threadpool_limits

    # Threads that wait for a busy core spin: for tables of this size one is as fast, and kind to the others.
    with threadpool_limits(1, user_api="openmp"):
        model = _made(cases, len(learn), seed)
        model.fit(_known(cases.values[learn], truth[learn]), truth[learn])
        return [float(each) for each in model.predict_proba(cases.values[on])[:, 1]]


def learned(cases: Cases, truth: "NDArray[Any]", seed: int) -> dict[str, Any]:
    """A model of all cases as numbers: `base, trees, slope, shift` as `rules/trees.py` reads them.

    Choices stand before numbers in `cases`: that is the order in which the trees count columns.
    """
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1, user_api="openmp"):
        model = _made(cases, len(truth), seed)
        model.fit(_known(cases.values, truth), truth)
    (fitted,) = model.calibrated_classifiers_
    (curve,) = fitted.calibrators
    trees = [_tree(each) for (each,) in fitted.estimator._predictors]
    return {
        "base": float(fitted.estimator._baseline_prediction[0, 0]), "trees": trees,
        "slope": float(curve.a_), "shift": float(curve.b_),
    }  # fmt: skip


def _known(values: "NDArray[Any]", truth: "NDArray[Any]") -> "NDArray[Any]":
    """The cases without columns of which nothing is known in a part that is learned from: those cannot be cut
    into steps, and say nothing there; all they have is taken for the same."""
    import numpy as np
    from sklearn.model_selection import StratifiedKFold

    parts = [learn for learn, _ in StratifiedKFold(INNER).split(values, truth)]
    dead = np.any([np.isnan(values[learn]).all(axis=0) for learn in parts], axis=0)
    return np.where(dead, 0.0, values) if dead.any() else values


def _made(cases: Cases, rows: int, seed: int) -> Any:
    from sklearn.calibration import CalibratedClassifierCV
    from sklearn.ensemble import HistGradientBoostingClassifier

    shape = {**TREES, **(SMALL if rows < FEW else {})}
    trees = HistGradientBoostingClassifier(categorical_features=cases.choices, random_state=seed, **shape)
    return CalibratedClassifierCV(trees, method="sigmoid", cv=INNER, ensemble=False)


def _tree(grown: Any) -> list[list[Any]]:
    """The nodes of one grown tree; those above leaves say the mean of the leaves below."""
    nodes, means = grown.nodes, [float(each["value"]) for each in grown.nodes]
    for at in reversed(range(len(nodes))):  # a node stands before those below it
        if not nodes[at]["is_leaf"]:
            left, right = int(nodes[at]["left"]), int(nodes[at]["right"])
            many, more = float(nodes[left]["count"]), float(nodes[right]["count"])
            means[at] = (means[left] * many + means[right] * more) / (many + more)
    return [
        [means[at]] if each["is_leaf"] else
        [means[at], int(each["feature_idx"]), _step(grown, each), int(each["left"]), int(each["right"]),
         0 if each["missing_go_to_left"] else 1]
        for at, each in enumerate(nodes)
    ]  # fmt: skip


def _step(grown: Any, node: Any) -> float | list[int]:
    if not node["is_categorical"]:
        return float(node["num_threshold"])
    words = grown.raw_left_cat_bitsets[node["bitset_idx"]]
    return [code for code in range(32 * len(words)) if int(words[code // 32]) >> (code % 32) & 1]

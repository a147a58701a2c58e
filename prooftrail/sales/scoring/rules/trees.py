"""What a learned model says of a case, reckoned from its stored parameters with nothing but sums. Pure.

A tree is a list of nodes. A leaf is `[value]`; a node is `[value, feature, step, left, right, missing]`: to
the left goes a number that is not above `step`, or a choice whose code is among the list `step`; `missing` is
0 where what is not known goes left. `value` is the mean of the leaves below, weighted by the cases they were
learned from: what a step changes of it is the contribution of its feature, so that all contributions and the
mean before any step add up to the whole.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp
from typing import Any

from prooftrail.sales.scoring.rules.features import Value, Values

Tree = Sequence[Sequence[Any]]
REST = "*"
"""The choices that are too rare to be told apart."""


@dataclass(frozen=True, slots=True)
class Ensemble:
    """A model's parameters: features in order, the codes of each choice, trees, and the logistic curve that
    turns their sum into a probability, `1 / (1 + exp(slope * sum + shift))`."""

    features: Sequence[str]
    codes: Mapping[str, Mapping[str, int]]
    base: float
    trees: Sequence[Tree]
    slope: float
    shift: float


def read_ensemble(said: Mapping[str, Any]) -> Ensemble:
    """Parameters as they are stored."""
    return Ensemble(
        said["features"], said["codes"], said["base"], said["trees"], said["slope"], said["shift"]
    )


def coded(codes: Mapping[str, int], value: Value) -> int | None:
    """A choice's number; that of the rest for one the model has not met, None where there was no rest."""
    return codes.get("" if value is None else str(value), codes.get(REST))


def row_of(model: Ensemble, values: Values) -> list[float | None]:
    """A case in the model's order, choices by their codes."""
    found: list[float | None] = []
    for name in model.features:
        value = values.get(name)
        if name in model.codes:
            found.append(coded(model.codes[name], value))
        else:
            found.append(float(value) if isinstance(value, float | int) else None)
    return found


def contributions(model: Ensemble, row: Sequence[float | None]) -> tuple[float, list[float]]:
    """The mean before any step, and by feature what its steps added; their sum is what the trees say."""
    start, added = model.base, [0.0] * len(model.features)
    for tree in model.trees:
        node = tree[0]
        start += node[0]
        while len(node) > 1:
            below = tree[_next(node, row[node[1]])]
            added[node[1]] += below[0] - node[0]
            node = below
    return start, added


def _next(node: Sequence[Any], value: float | None) -> int:
    _, _, step, left, right, missing = node
    if value is None:
        found = right if missing else left
    elif isinstance(step, list):
        found = left if value in step else right
    else:
        found = left if value <= step else right
    return int(found)


def probability(model: Ensemble, raw: float) -> float:
    """The calibrated probability of what the trees say."""
    turn = model.slope * raw + model.shift
    if turn > 700:
        return 0.0
    return 1.0 / (1.0 + exp(turn))


def points_of(model: Ensemble, start: float, added: Sequence[float]) -> tuple[float, list[float]]:
    """The probability in percent, and each feature's points of it: the way from the mean case's percentage to
    this one's, divided as their contributions are. Points and the mean's percentage add up to the whole."""
    whole = 100 * probability(model, start + sum(added))
    mean = 100 * probability(model, start)
    raw = sum(added)
    slope = (whole - mean) / raw if abs(raw) > 1e-9 else 0.0
    return whole, [each * slope for each in added]

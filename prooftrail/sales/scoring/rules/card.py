"""The scorecard: points for what holds of a lead, before there is enough history to learn from. Pure."""

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from prooftrail.sales.scoring.rules.features import Value, Values

MOST = 100.0
TESTS: Mapping[str, Callable[[float, float], bool]] = {
    ">=": operator.ge, "<=": operator.le, "<": operator.lt, ">": operator.gt,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """So many `points` where the value fits `test`: `>=`, `<=`, `<`, `>` a number, or that value."""

    feature: str
    test: str
    points: float

    def holds(self, value: Value) -> bool:
        """Whether it holds; of what is not known nothing does."""
        if value is None:
            return False
        for sign, compare in TESTS.items():
            if self.test.startswith(sign):
                limit = number_of(self.test.removeprefix(sign))
                return isinstance(value, float) and limit is not None and compare(value, limit)
        if isinstance(value, str):
            return value == self.test
        return value == number_of(self.test)


def number_of(text: str) -> float | None:
    """A number as people write it, or none."""
    try:
        return float(text)
    except ValueError:
        return None


def read_card(said: Sequence[Mapping[str, object]]) -> list[Line]:
    """The lines of the setting `scoring.card`."""
    return [Line(str(each["feature"]), str(each["is"]).strip(), float(str(each["points"]))) for each in said]


def points(card: Sequence[Line], values: Values) -> dict[str, float]:
    """Points by feature, of the lines that hold."""
    found: dict[str, float] = {}
    for line in card:
        if line.holds(values.get(line.feature)):
            found[line.feature] = found.get(line.feature, 0.0) + line.points
    return found


def total(given: Mapping[str, float]) -> float:
    """The score: the sum of all points, 100 at most."""
    return min(MOST, sum(given.values(), 0.0))


def is_card(value: Sequence[Mapping[str, object]], features: Mapping[str, object]) -> bool:
    """Whether every line names a feature there is, and a test that can be made."""
    lines = read_card(value)
    return all(each.feature in features and each.test and _makes_sense(each.test) for each in lines)


def _makes_sense(test: str) -> bool:
    signs = [sign for sign in TESTS if test.startswith(sign)]
    return not signs or number_of(test.removeprefix(signs[0])) is not None

"""A condition over one record: the API's filter language, asked of values instead of rows.

It answers what the same filter would find: a blank equals nothing and differs from everything.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Test:
    """One comparison of the value under `key`; `values` are of the value's own type."""

    key: str
    op: str
    values: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Join:
    """`and`, `or` or `not` of parts."""

    how: str
    parts: tuple["Test | Join", ...]


Condition = Test | Join


def holds(condition: Condition, values: Mapping[str, Any]) -> bool:
    """Whether the condition is true of the values."""
    if isinstance(condition, Join):
        found = (holds(part, values) for part in condition.parts)
        if condition.how == "not":
            return not next(found)
        return all(found) if condition.how == "and" else any(found)
    return compare(condition, values.get(condition.key))


def compare(test: Test, value: Any) -> bool:
    """One comparison."""
    if test.op in ("empty", "filled"):
        return (value is None) == (test.op == "empty")
    if value is None:
        return test.op == "!="
    return COMPARISONS[test.op](value, *test.values)


COMPARISONS: Mapping[str, Callable[..., bool]] = {
    "=": lambda value, operand: bool(value == operand),
    "!=": lambda value, operand: bool(value != operand),
    "<": lambda value, operand: bool(value < operand),
    "<=": lambda value, operand: bool(value <= operand),
    ">": lambda value, operand: bool(value > operand),
    ">=": lambda value, operand: bool(value >= operand),
    "between": lambda value, least, most: bool(least <= value <= most),
    "in": lambda value, *operands: value in operands,
    "has": lambda value, operand: operand in value,
    "contains": lambda value, operand: operand.lower() in value.lower(),
    "starts": lambda value, operand: bool(value.startswith(operand)),
}
"""Each comparison of a filled value; `has` is `contains` of a field with several choices."""

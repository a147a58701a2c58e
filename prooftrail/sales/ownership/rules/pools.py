"""Which pool a customer falls into. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any


def pool_of(region: str | None, industry: str | None, rules: Sequence[Mapping[str, Any]], usual: str) -> str:
    """The pool of the first rule whose divisions and industries hold; a blank one holds for all. Divisions
    are the beginnings of codes.
    """
    for rule in rules:
        near = _any(rule["regions"], lambda each: (region or "").startswith(each))
        if near and _any(rule["industries"], lambda each: industry == each):
            return str(rule["pool"])
    return usual


def _any(asked: Sequence[str], holds: Any) -> bool:
    said = [each for each in asked if each]
    return not said or any(holds(each) for each in said)

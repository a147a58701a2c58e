"""Which of two values of a field survives a merge. Pure.

`kept`: the survivor's own; `newest`: of the record changed last; `longest`: the longer text; `trusted`: what
a person entered rather than what a file brought. A blank never survives what is filled.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

RULES = ("kept", "newest", "longest", "trusted")
ANY = "*"


@dataclass(frozen=True, slots=True)
class Side:
    """One of two records: its values by field, when it was changed last, and how it came."""

    values: Mapping[str, Any]
    changed_at: datetime
    entered: bool


def takes_loser(name: str, rule: str, survivor: Side, loser: Side) -> bool:
    """Whether the loser's value of a field survives."""
    mine, other = survivor.values.get(name), loser.values.get(name)
    if _blank(other) or mine == other:
        return False
    if _blank(mine):
        return True
    if rule == "newest":
        return loser.changed_at > survivor.changed_at
    if rule == "longest":
        return len(str(other)) > len(str(mine))
    return rule == "trusted" and loser.entered and not survivor.entered


def whose(name: str, rule: str, sides: Sequence[Side]) -> int:
    """Whose value of a field survives among several, the survivor being the first."""
    best = 0
    for at in range(1, len(sides)):
        if takes_loser(name, rule, sides[best], sides[at]):
            best = at
    return best


def rule_of(name: str, rules: Mapping[str, str]) -> str:
    """The rule of a field, of all others where it has none of its own."""
    return rules.get(name) or rules.get(ANY) or "kept"


def _blank(value: Any) -> bool:
    return value is None or value in ("", [])

"""Whether an event is what a rule waits for, before any condition is asked. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

DELETED = "~deleted"
DERIVED = "derived.changed"
Pairs = Mapping[str, Sequence[Any]]
"""`{field: [old, new]}`."""


def kind_of(action: str, version: int | None, changes: Pairs) -> str | None:
    """`created`, `updated`, `deleted` or `restored`; None for an event that is no change of a record."""
    if version is None:
        return "updated" if action == DERIVED else None
    if action == "record.removed":
        return "deleted"
    if DELETED in changes:
        return "deleted" if changes[DELETED][1] is not None else "restored"
    return "created" if version == 1 else "updated"


def concerns(when: Mapping[str, Any], kind: str | None, changes: Pairs) -> bool:
    """Whether a change is one of those a rule waits for; `from` and `to` hold values as events keep them."""
    if kind is None or kind not in when["events"]:
        return False
    before, after = when.get("from") or {}, when.get("to") or {}
    if kind == "updated":
        named = [*(when.get("fields") or ()), *before, *after]
        if named and not any(name in changes for name in named):
            return False
    return all(changes.get(name, [_NONE])[0] == value for name, value in before.items()) and all(
        name in changes and changes[name][1] == value for name, value in after.items()
    )


def held_before(said: Mapping[str, Any], changes: Pairs, now: Mapping[str, Any]) -> bool:
    """Whether fields had these values before the change; what did not change has them still."""
    return all(
        (changes[name][0] if name in changes else now.get(name)) == value for name, value in said.items()
    )


_NONE = object()

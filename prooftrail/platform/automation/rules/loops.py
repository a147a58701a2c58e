"""Loops: found in what rules write and wait for where they are typed, and stopped where they run. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Writes:
    """What a step does to records of an object: the values it sets, None where they are known only later."""

    object: str
    event: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Waits:
    """What a rule waits for. `to` and `only` are values without which it does not fire."""

    object: str
    events: frozenset[str]
    fields: frozenset[str] | None = None
    only: Mapping[str, Any] = field(default_factory=dict)


OPEN: Any = object()
"""A value that is known only when the rule runs."""


def sets_off(writes: Writes, waits: Waits) -> bool:
    """Whether what one rule writes may be what another waits for."""
    if writes.object != waits.object or writes.event not in waits.events:
        return False
    if writes.event == "updated" and waits.fields is not None and not waits.fields & set(writes.values):
        return False
    return all(
        name not in writes.values or writes.values[name] is OPEN or writes.values[name] == value
        for name, value in waits.only.items()
    )


def find_loop(
    start: str, writes: Mapping[str, Sequence[Writes]], waits: Mapping[str, Waits]
) -> list[str] | None:
    """The rules by which one would set itself off again, in order; None where it cannot."""
    waiting: list[list[str]] = [[start]]
    seen: set[str] = set()
    while waiting:
        path = waiting.pop(0)
        for key, each in waits.items():
            if not any(sets_off(write, each) for write in writes.get(path[-1], ())):
                continue
            if key == start:
                return path
            if key not in seen:
                seen.add(key)
                waiting.append([*path, key])
    return None


def stopped(chain: Sequence[str], rule: str, record: str, most: int) -> str | None:
    """Why a rule does not follow a chain of firings, each `rule record`: `loop`, `too_deep`, or None."""
    if f"{rule} {record}" in chain:
        return "loop"
    return "too_deep" if len(chain) >= most else None

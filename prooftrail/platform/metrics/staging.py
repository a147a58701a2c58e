"""`["$stage", "=", …]` in a metric's filter: what stands, by each process's own nodes and limits.

It becomes an ordinary filter when the figure is asked for, so that the same filter opens the records.
What most records fail is asked first.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from prooftrail.platform.metrics.state import State, processes
from prooftrail.platform.processes.store import Process, versions

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

MARK = "$stage"
STANDS = ("open", "won", "lost", "over_limit")
READS = ("process", "stage")
READS_OVER = ("process", "process_version", "stage", "stage_since")
NOTHING = ["id", "empty", True]


def is_mark(said: Any) -> bool:
    """Whether a part of a filter is the mark."""
    return isinstance(said, list) and bool(said) and said[0] == MARK


def marks(said: Any) -> list[Any]:
    """Every use of the mark in a filter."""
    if is_mark(said):
        return [said]
    return [found for part in said for found in marks(part)] if isinstance(said, list) else []


def fits(mark: Any) -> bool:
    """Whether the mark is said right."""
    return len(mark) == 3 and mark[1] == "=" and isinstance(mark[2], str) and mark[2] in STANDS


class Staging:
    """Writes the mark out for the processes of one object, loaded once, or once for a `state`."""

    def __init__(self, work: "Work", object: str, state: State | None = None) -> None:
        self._work, self._object, self._state = work, object, state
        self._processes: Sequence[Process] | None = None

    def written_out(self, said: Any) -> Any:
        """The same filter without the mark."""
        if is_mark(said):
            return self._over_limit() if said[2] == "over_limit" else self._ending(said[2])
        if isinstance(said, list) and said and said[0] in ("and", "or", "not"):
            return [said[0], *(self.written_out(part) for part in said[1:])]
        return said

    def _known(self) -> Sequence[Process]:
        if self._processes is None and self._state is not None:
            self._processes = processes(self._work, self._state).get(self._object, ())
        elif self._processes is None:
            self._processes = versions(self._work, self._object)
        return self._processes

    def _ending(self, how: str) -> Any:
        end = None if how == "open" else how
        stages: dict[str, set[str]] = {}
        for each in self._known():
            stages.setdefault(each.key, set()).update(node.key for node in each.nodes if node.end == end)
        alike: dict[tuple[str, ...], list[str]] = {}
        for key, found in stages.items():
            if found:
                alike.setdefault(tuple(sorted(found)), []).append(key)
        return _any_of([
            ["and", ["stage", "in", list(found)], ["process", "in", sorted(keys)]]
            for found, keys in alike.items()
        ])  # fmt: skip

    def _over_limit(self) -> Any:
        limits: dict[tuple[str, int, tuple[str, ...]], list[int]] = {}
        for each in self._known():
            by_days: dict[int, list[str]] = {}
            for node in each.nodes:
                if node.limit_days is not None and node.end is None:
                    by_days.setdefault(node.limit_days, []).append(node.key)
            for days, stages in by_days.items():
                limits.setdefault((each.key, days, tuple(sorted(stages))), []).append(each.version)
        return _any_of([
            ["and", ["stage", "in", list(stages)],
             ["stage_since", "<=", (self._work.now - timedelta(days=days)).isoformat()],
             ["process", "=", key], ["process_version", "in", sorted(found)]]
            for (key, days, stages), found in limits.items()
        ])  # fmt: skip


def _any_of(parts: list[Any]) -> Any:
    if not parts:
        return NOTHING
    return parts[0] if len(parts) == 1 else ["or", *parts]

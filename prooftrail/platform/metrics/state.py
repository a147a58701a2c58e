"""Which definitions and processes are in force, as a short text that differs where they do.

It is made of the transactions that wrote their rows: what was rolled back is never met again under the same
text, and what follows from definitions is kept for as long as it holds.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from prooftrail.platform.processes.store import COLUMNS, DRAFT, Process, read_process

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

Made = TypeVar("Made")
STATE = (
    "(select (count(*), sum(xmin::text::bigint))::text from {schema}._metric), "
    "(select (count(*), sum(xmin::text::bigint))::text from {schema}._process)"
)


@dataclass(frozen=True, slots=True)
class State:
    """What is in force, of metrics and of processes."""

    metrics: str
    processes: str


def read_state(work: "Work") -> State:
    """The state by this transaction."""
    row = work.execute(f"select {STATE.format(schema=work.place.schema)}").fetchone()
    assert row is not None
    return State(*row)


def once(work: "Work", key: tuple[Any, ...], make: Callable[[], Made]) -> Made:
    """What follows from a state, made at the first request for it and kept with the schema."""
    found: Any = work.schema.compiled.get(key)
    if found is None:
        found = work.schema.compiled[key] = make()
    made: Made = found
    return made


def processes(work: "Work", state: State) -> Mapping[str, Sequence[Process]]:
    """Every published version of every process by its object, the newest of each first."""

    def read() -> dict[str, list[Process]]:
        found: dict[str, list[Process]] = {}
        rows = work.execute(
            f"select {COLUMNS} from {work.place.schema}._process where version > {DRAFT} "
            "order by key, version desc"
        ).fetchall()
        for each in map(read_process, rows):
            found.setdefault(each.object, []).append(each)
        return found

    return once(work, ("processes", state.processes), read)

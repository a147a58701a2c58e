"""Metrics as kept: what engines ship is version 1, what a workspace made of it stands in `_metric`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from psycopg.types.json import Jsonb

from prooftrail.platform.metrics.shapes import Definition
from prooftrail.platform.metrics.state import State, once
from prooftrail.platform.refusal import Refusal

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

SHIPPED = "metrics.shipped"
"""The default under which the composition root puts what the engines bring."""


@dataclass(frozen=True)
class Metric:
    """One version of one metric. Without a definition it is retired; `shipped`: nobody here changed it."""

    key: str
    version: int
    definition: Definition | None
    shipped: bool = False

    @property
    def of(self) -> Definition:
        """What it says. Raises where it is retired: a bug."""
        assert self.definition is not None
        return self.definition


def metrics(work: "Work", state: State | None = None) -> dict[str, Metric]:
    """The newest version of every metric by key, those shipped first; retired ones are among them.

    With the `state` they are in they are read once for it.
    """
    if state is not None:
        key = ("metrics in force", state.metrics, id(work.defaults))
        return once(work, key, lambda: metrics(work))
    found = {key: Metric(key, 1, said, shipped=True) for key, said in _shipped(work).items()}
    rows = work.execute(
        f"select distinct on (key) key, version, definition from {work.place.schema}._metric "
        "order by key, version desc"
    ).fetchall()
    for key, version, said in rows:
        found[key] = Metric(key, version, None if said is None else Definition.model_validate(said))
    return found


def version_of(work: "Work", key: str, version: int) -> Definition | None:
    """The definition one version had; None where it was retired, or there was none."""
    row = work.execute(
        f"select definition from {work.place.schema}._metric where key = %s and version = %s", [key, version]
    ).fetchone()
    if row is None:
        return _shipped(work).get(key) if version == 1 else None
    return None if row[0] is None else Definition.model_validate(row[0])


def keep(work: "Work", key: str, object: str, version: int, definition: Definition | None) -> None:
    """Store a version. Refuses where somebody stored it a moment before."""
    said = None if definition is None else Jsonb(definition.model_dump())
    row = work.execute(
        f"insert into {work.place.schema}._metric (key, version, object, definition, at, by) "
        "values (%s, %s, %s, %s, %s, %s) on conflict do nothing returning version",
        [key, version, object, said, work.now, work.actor.person],
    ).fetchone()
    if row is None:
        raise moved_on(key, version)


def moved_on(key: str, version: int) -> Refusal:
    """Somebody changed it meanwhile."""
    facts = {"key": key, "version": version}
    return Refusal("metric_changed", "conflict", facts=facts, fields={"version": "metric_changed"})


def _shipped(work: "Work") -> Mapping[str, Definition]:
    """What engines ship, read once for each schema."""

    def read() -> dict[str, Definition]:
        return {each["key"]: Definition.model_validate(each) for each in work.defaults.get(SHIPPED, ())}

    return once(work, ("metrics", id(work.defaults)), read)

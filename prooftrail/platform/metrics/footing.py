"""What figures stand on, read in one statement: what is in force, which cubes there are, and targets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from prooftrail.platform.metrics.cubes.plan import Plan
from prooftrail.platform.metrics.cubes.store import PAST_CUBE, Cube, plans
from prooftrail.platform.metrics.staging import Staging
from prooftrail.platform.metrics.state import STATE, State
from prooftrail.platform.metrics.store import Metric, metrics

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

CUBES = """
select json_agg(json_build_array(c.id, c.stamp, c.object, c.state, c.epoch, c.tx::text, c.seq, c.built_to,
    c.checked_at, ({past})) order by c.id)
from {schema}._cube c where c.state = 'live'
"""
AIMED = "exists (select 1 from {schema}._target)"


@dataclass
class Footing:
    """Read once for all figures of a question.

    `late` are the cubes that the log has gone past, `aimed` says whether there are targets at all.
    """

    work: "Work"
    state: State
    cubes: Sequence[Cube]
    late: frozenset[int]
    aimed: bool
    _stagings: dict[str, Staging] = field(default_factory=dict)

    @property
    def metrics(self) -> Mapping[str, Metric]:
        """The newest version of every metric by key."""
        return metrics(self.work, self.state)

    @property
    def plans(self) -> Mapping[str, Plan]:
        """What cubes are to hold, by stamp."""
        return plans(self.work, self.state)

    def staging(self, object: str) -> Staging:
        """What writes `$stage` out for an object."""
        found = self._stagings.get(object)
        if found is None:
            found = self._stagings[object] = Staging(self.work, object, self.state)
        return found


def footing(work: "Work") -> Footing:
    """What figures stand on at this moment."""
    schema = work.place.schema
    past = PAST_CUBE.format(schema=schema, more="")
    said = ", ".join((STATE, f"({CUBES})", AIMED)).format(schema=schema, past=past)
    row = work.execute(f"select {said}").fetchone()
    assert row is not None
    of_metrics, of_processes, rows, aimed = row
    cubes = [_cube(each) for each in rows or ()]
    late = frozenset(cube.id for cube, (*_, behind) in zip(cubes, rows or (), strict=True) if behind)
    return Footing(work, State(of_metrics, of_processes), cubes, late, aimed)


def _cube(said: Sequence[Any]) -> Cube:
    id, stamp, object, state, epoch, xid, seq, built_to, checked_at, _ = said
    day = None if built_to is None else date.fromisoformat(built_to)
    return Cube(id, stamp, object, state, epoch, xid, seq, day, datetime.fromisoformat(checked_at))

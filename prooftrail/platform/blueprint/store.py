"""Which blueprints a workspace has, as they were when they came, and how it is configured now."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from prooftrail.platform.blueprint.components import Components
from prooftrail.platform.blueprint.kinds import KIND, Ground
from prooftrail.platform.refusal import Refusal

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

COLUMNS = "key, version, label, base, bound, installed_at, by"


@dataclass(slots=True)
class Installed:
    """One of them. `bound` names the fields and views it brought by id."""

    key: str
    version: int
    label: dict[str, Any]
    base: Components
    bound: dict[str, str]
    installed_at: datetime
    by: UUID | None


@dataclass
class Standing:
    """Every blueprint of a workspace, and its configuration as of now."""

    ground: Ground
    installed: dict[str, Installed] = field(default_factory=dict)
    components: Components = field(default_factory=dict)

    def others(self, key: str) -> set[str]:
        """The components that other blueprints brought."""
        return {name for each in self.installed.values() if each.key != key for name in each.base}


def installed(work: "Work") -> dict[str, Installed]:
    """Every blueprint by key."""
    cursor = work.connection.cursor(row_factory=class_row(Installed))
    rows = cursor.execute(f"select {COLUMNS} from {work.place.schema}._blueprint order by key").fetchall()
    return {each.key: each for each in rows}


def find_installed(standing: Standing, key: str) -> Installed:
    """One that is here. Refuses one that is not."""
    found = standing.installed.get(key)
    if found is None:
        raise Refusal("blueprint_not_installed", "missing", facts={"blueprint": key[:48]})
    return found


def standing(work: "Work") -> Standing:
    """How the workspace is configured."""
    found = installed(work)
    bound = {component: id for each in found.values() for component, id in each.bound.items()}
    ground = Ground(work, bound)
    return Standing(ground, found, configuration(ground))


def configuration(ground: Ground) -> Components:
    """Every component of the workspace, canonical, in the order in which they can be made."""
    return {f"{name}/{key}": tree for name, kind in KIND.items() for key, tree in kind.read(ground).items()}


def keep(work: "Work", one: Installed) -> None:
    """Remember a blueprint as it is now."""
    work.execute(
        f"insert into {work.place.schema}._blueprint ({COLUMNS}) values (%s, %s, %s, %s, %s, %s, %s) "
        "on conflict (key) do update set version = excluded.version, label = excluded.label, "
        "base = excluded.base, bound = excluded.bound, installed_at = excluded.installed_at, "
        "by = excluded.by",
        [one.key, one.version, Jsonb(one.label), Jsonb(one.base), Jsonb(one.bound), one.installed_at, one.by],
    )


def forget(work: "Work", key: str) -> None:
    """A blueprint is no longer here."""
    work.execute(f"delete from {work.place.schema}._blueprint where key = %s", [key])

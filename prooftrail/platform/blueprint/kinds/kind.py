"""What every kind of component answers, and the ground they share."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from prooftrail.platform.blueprint.components import Tree, bad_blueprint
from prooftrail.platform.events.log import Entry
from prooftrail.platform.fields import Field
from prooftrail.platform.records.filters import JOINS
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.schema.design import ground as design
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

Naming = Mapping[str, str]


@dataclass
class Ground:
    """A workspace whose configuration is read or changed.

    `bound` says which field or view a component is, `{component: id}`, so that a renamed one is still
    known by its key. `because` goes into every event.
    """

    work: "Work"
    bound: dict[str, str] = field(default_factory=dict)
    because: dict[str, Json] = field(default_factory=dict)
    moved: bool = False

    def key_of(self, object: ObjectType, each: Field) -> str:
        """What components call a field: its key, its name where no blueprint brought it."""
        if not each.custom:
            return each.name
        mine = f"field/{object.name}."
        for component, id in self.bound.items():
            if id == each.id and component.startswith(mine):
                return component.removeprefix(mine)
        return each.id if f"{mine}{each.name}" in self.bound else each.name

    def field_of(self, object: ObjectType, key: str) -> Field | None:
        """The field a key means; None where it was removed, or never was."""
        id = self.bound.get(f"field/{object.name}.{key}", key)
        found = next((each for each in object.fields.values() if each.id == id), None)
        return found or (object.fields.get(key) if id == key else None)

    def keyed(self, object: ObjectType, path: str) -> str:
        """A path of field names, once through a reference, as components write it."""
        return self._path(object, path, spoken=False)

    def spoken(self, object: ObjectType, path: str) -> str:
        """A component's path as the API writes it now."""
        return self._path(object, path, spoken=True)

    def _path(self, object: ObjectType, path: str, *, spoken: bool) -> str:
        first, dot, rest = path.partition(".")
        each = self.field_of(object, first) if spoken else object.fields.get(first)
        if each is None:
            return path
        said = each.name if spoken else self.key_of(object, each)
        if not dot:
            return said
        other = self.work.schema.objects.get(str(each.options.get("object")))
        return f"{said}.{rest}" if other is None else f"{said}.{self._path(other, rest, spoken=spoken)}"

    def settle(self) -> None:
        """Let what comes next see what was stored beside the designers' verbs."""
        if self.moved:
            design.reload(self.work)
            design.finish(self.work)
            self.moved = False

    def note(self, action: str, changes: Mapping[str, Json]) -> None:
        """An event about no record, with old and new."""
        work = self.work
        work.events.write([
            Entry(work.epoch, work.real_now, work.now, work.actor.kind, work.actor.person, action,
                  work.actor.on_behalf, changes=changes, because=dict(self.because))
        ])  # fmt: skip

    def found(self, query: str, values: Any = None) -> bool:
        """Whether a query has a row."""
        return self.work.execute(f"{query} limit 1", values).fetchone() is not None


def check_condition(said: Any, place: str) -> None:
    """Refuse what is not even shaped like a condition: its fields could not be looked for."""
    if not (isinstance(said, list) and said and isinstance(said[0], str)):
        raise bad_blueprint({place: "bad_value"})
    if said[0] in JOINS:
        for part in said[1:]:
            check_condition(part, place)


class Kind(ABC):
    """One kind of component. Keys never hold a slash."""

    name: ClassVar[str]

    @abstractmethod
    def read(self, ground: Ground) -> dict[str, Tree]:
        """Everything of this kind in the workspace, canonical, by key."""

    @abstractmethod
    def write(self, ground: Ground, key: str, old: Tree | None, new: Tree) -> None:
        """Make a component, or make it what it shall be now. Refuses what cannot be."""

    @abstractmethod
    def remove(self, ground: Ground, key: str) -> None:
        """Take a component away. Refuses what is in use."""

    def used(self, ground: Ground, key: str) -> bool:
        """Whether records rely on it."""
        return False

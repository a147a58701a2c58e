"""What each column fills: fields the caller may write, links and the ways to look them up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from prooftrail.platform.fields import Field
from prooftrail.platform.fields.reference import target as linked_object
from prooftrail.platform.imports.rules.spelling import ORDERS, squeeze
from prooftrail.platform.schema import ObjectType

if TYPE_CHECKING:
    from prooftrail.platform.work import Work

LINKS = ("reference", "person", "department")
KEYS = {"field", "by", "values", "dates", "object", "missing"}
SETTLED = frozenset(
    {"id", "version", "updated_at", "updated_by", "origin", "process_version", "received_at", "state"}
)
"""Fixed fields that not even a migration sets: the system says them of every record."""


@dataclass(frozen=True, slots=True)
class Target:
    """What one column does: `ways` are the other object's fields a link is looked up by, in order."""

    at: int
    column: str
    field: Field
    values: Mapping[str, str | None]
    ways: tuple[Field, ...] = ()
    object: str | None = None
    dates: str | None = None
    blank_missing: bool = False
    guessed: bool = False

    @property
    def linked(self) -> bool:
        """Whether its cells name other records."""
        return self.object is not None


class TargetReader:
    """Reads targets one by one and collects every fault, so that all are told at once."""

    def __init__(self, work: "Work", object: ObjectType, history: bool, dates: Mapping[str, str]) -> None:
        self.object = object
        self.faults: dict[str, str] = {}
        self.forbidden: dict[str, str] = {}
        self._work, self._history, self._dates = work, history, dates
        self._readable = work.access.readable(object)

    def targets(self, at: int, column: str, said: Any) -> list[Target]:
        """What the mapping says of one column."""
        found = [self._target(at, column, each) for each in (said if isinstance(said, list) else [said])]
        return [each for each in found if each is not None]

    def fillable(self) -> dict[str, Field]:
        """Every field a column may fill, `id` left out."""
        return {
            name: each
            for name, each in self._readable.items()
            if name != "id"
            and not each.derived
            and not each.type.files
            and each.type.key != "about"
            and self._may_fill(each)
        }

    def constants(self, said: Mapping[str, Any], targets: Sequence[Target]) -> Mapping[str, Any]:
        """Values every new row gets; no field is filled twice."""
        for name in said:
            self._field(name, f"constants.{name[:80]}")
        names = [*(each.field.name for each in targets), *said]
        self.faults |= {name[:80]: "filled_twice" for name in names if names.count(name) > 1}
        return dict(said)

    def guess(self, at: int, column: str, taken: set[str]) -> Target | None:
        """The field whose name or label the column bears, unless it is taken or may not be written."""
        wanted = squeeze(column)
        for name, each in self.fillable().items():
            known = (squeeze(name), squeeze(each.label.zh), squeeze(each.label.en))
            if wanted in known and name not in taken:
                found = Target(at, column, each, {}, dates=self._dates.get(column), guessed=True)
                return self._linked(found, None, None, f"columns.{column[:80]}")
        return None

    def _target(self, at: int, column: str, said: Any) -> Target | None:
        said = {"field": said} if isinstance(said, str) else said
        place = f"columns.{column[:80]}"
        if not _well_formed(said):
            self.faults[place] = "bad_value"
            return None
        each = self._field(said["field"], place)
        if each is None:
            return None
        target = Target(
            at, column, each, said.get("values", {}), dates=said.get("dates") or self._dates.get(column),
            blank_missing=said.get("missing") == "blank",
        )  # fmt: skip
        return self._linked(target, said.get("by"), said.get("object"), place)

    def _field(self, name: str, place: str) -> Field | None:
        """A field that may be filled; `id` too, which finds records or names new ones."""
        each = self._readable.get(name)
        if each is None or each.derived or each.type.files:
            self.faults[place] = "unknown_field" if each is None else "not_importable"
            return None
        if name != "id" and not self._may_fill(each):
            late = each.fixed and name not in SETTLED
            self.forbidden[name] = "history_only" if late else "field_forbidden"
            return None
        return each

    def _may_fill(self, each: Field) -> bool:
        access = self._work.access
        if each.fixed:
            frozen = access.frozen.get(self.object.name, frozenset())
            return self._history and each.name not in SETTLED and each.name not in frozen
        return access.writable(self.object, each)

    def _linked(self, target: Target, by: Any, object: Any, place: str) -> Target | None:
        """With the ways to look its link up: the one said, or the title and whatever is unique."""
        each = target.field
        if each.type.key not in (*LINKS, "about") or each.name == "id":
            if by is not None:
                self.faults[place] = "bad_value"
            return target
        name = object if each.type.key == "about" else linked_object(each)
        other = self._work.schema.objects.get(self.object.name if name == "self" else str(name))
        if other is None:
            self.faults[place] = "unknown_object"
            return None
        readable = self._work.access.readable(other)
        unique = [way for way, found in readable.items() if found.unique and way != other.title]
        names = [other.title, *unique] if by is None else by if isinstance(by, list) else [by]
        ways = tuple(
            readable[way]
            for way in names
            if isinstance(way, str)
            and way in readable
            and (way == "id" or readable[way].type.key in ("text", "choice"))
        )
        if not ways:
            self.faults[place] = "unknown_field"
            return None
        return replace(target, ways=ways, object=other.name)


def _well_formed(said: Any) -> bool:
    if not isinstance(said, dict) or not isinstance(said.get("field"), str) or set(said) - KEYS:
        return False
    values = said.get("values", {})
    if not isinstance(values, dict) or not all(v is None or isinstance(v, str) for v in values.values()):
        return False
    return said.get("dates", ORDERS[0]) in ORDERS and said.get("missing", "reject") in ("reject", "blank")

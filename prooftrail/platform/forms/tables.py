"""Tables in a form: records of another object that point at this one, kept by id and told by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from prooftrail.platform.access.grants import Access
from prooftrail.platform.fields import Field
from prooftrail.platform.schema import ObjectType, Schema
from prooftrail.platform.values import Json


@dataclass(frozen=True, slots=True)
class Table:
    """Records of `object` whose reference `by` points at the form's record; no `columns`: a page chooses."""

    object: ObjectType
    by: Field
    columns: tuple[Field, ...] = ()

    @property
    def name(self) -> str:
        """What a layout calls it."""
        return f"{self.object.name}.{self.by.name}"

    def kept(self) -> dict[str, Json]:
        """What rows hold: ids alone, so that renamed objects and fields keep their place."""
        found: dict[str, Json] = {"table": {"object": self.object.id, "by": self.by.id}}
        return found | ({"columns": [each.id for each in self.columns]} if self.columns else {})


def tables_of(schema: Schema, access: Access, object: ObjectType) -> dict[str, Table]:
    """Every table a form of the object may hold, by name, as far as a reader may see their records."""
    found = (
        Table(other, field)
        for other in schema.objects.values()
        if sees(access, other)
        for field in access.readable(other).values()
        if points(field, other, object)
    )
    return {each.name: each for each in found}


def points(field: Field, of: ObjectType, at: ObjectType) -> bool:
    """Whether a field is a reference to an object."""
    target = field.options.get("object")
    return (
        field.name != "id"
        and field.type.key == "reference"
        and (of.name if target == "self" else target) == at.name
    )


def sees(access: Access, object: ObjectType) -> bool:
    """Whether a reader may see any record of an object."""
    return access.unbound or access.grant(object.name).read != "none"


def kept_table(schema: Schema, said: Any) -> Table | None:
    """The table a kept layout means; None where its object or its reference is no more."""
    object = schema.by_id(said["table"]["object"])
    if object is None:
        return None
    fields = {each.id: each for each in object.fields.values()}
    by = fields.get(said["table"]["by"])
    if by is None:
        return None
    columns = (fields[each] for each in said.get("columns", ()) if each in fields)
    return Table(object, by, tuple(columns))


def seen_by(table: Table, accesses: Sequence[Access]) -> Table | None:
    """The table as several pairs of eyes may all see it, or None."""
    if not all(sees(each, table.object) for each in accesses):
        return None
    readable = [each.readable(table.object) for each in accesses]
    if any(table.by.name not in each for each in readable):
        return None
    columns = tuple(each for each in table.columns if all(each.name in names for names in readable))
    return Table(table.object, table.by, columns)

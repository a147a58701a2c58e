"""Names and ids of fields, also once through a reference (`x.y`), so that views outlive a renaming."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from prooftrail.platform.fields import Field
from prooftrail.platform.fields.reference import target
from prooftrail.platform.records.filters import JOINS
from prooftrail.platform.schema import ObjectType, Schema
from prooftrail.platform.values import Json

Translate = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Naming:
    """Both ways between what the API calls a field and what a stored view does."""

    schema: Schema
    fields: Mapping[str, Field]
    ids: Mapping[str, Field]

    @classmethod
    def of(cls, schema: Schema, object: ObjectType, readable: Mapping[str, Field] | None = None) -> "Naming":
        """For one object; with `readable`, only those fields have a name."""
        fields = object.fields if readable is None else readable
        return cls(schema, fields, {each.id: each for each in fields.values()})

    def id_of(self, path: str) -> str | None:
        """The stored form of a path; None where there is no such field."""
        name, dot, rest = path.partition(".")
        field = self.fields.get(name)
        if field is None or not dot:
            return None if field is None else field.id
        far = self._far(field)
        found = None if far is None else far.fields.get(rest)
        return None if found is None else f"{field.id}.{found.id}"

    def name_of(self, path: str) -> str | None:
        """The API's form of a stored path; None where there is no such field, or none he reads."""
        id, dot, rest = path.partition(".")
        field = self.ids.get(id)
        if field is None or not dot:
            return None if field is None else field.name
        far = self._far(field)
        found = None if far is None else next((e for e in far.fields.values() if e.id == rest), None)
        return None if found is None else f"{field.name}.{found.name}"

    def _far(self, field: Field) -> ObjectType | None:
        return self.schema.objects.get(target(field)) if "object" in field.options else None


def translated(said: Json, translate: Translate) -> Json:
    """A filter with every path translated; parts whose path has no translation are left out."""
    assert isinstance(said, list)
    if said[0] in JOINS:
        parts = [found for part in said[1:] if (found := translated(part, translate)) is not None]
        if not parts:
            return None
        return parts[0] if len(parts) == 1 and said[0] != "not" else [said[0], *parts]
    path = translate(str(said[0]))
    return None if path is None else [path, *said[1:]]


def paths(said: Json) -> list[str]:
    """Every path a filter names."""
    assert isinstance(said, list)
    if said[0] in JOINS:
        return [path for part in said[1:] for path in paths(part)]
    return [str(said[0])]

"""Derived fields of a schema as they read now: names follow their fields, choices those they come from."""

from collections.abc import Mapping
from dataclasses import replace

from prooftrail.platform.derived import names as naming
from prooftrail.platform.derived.names import known
from prooftrail.platform.fields import Field
from prooftrail.platform.formula.names import Names
from prooftrail.platform.schema.model import ObjectType


def respelled(objects: Mapping[str, ObjectType]) -> dict[str, ObjectType]:
    """The same objects, the options of their derived fields brought up to date."""
    return {name: _object(objects, object) for name, object in objects.items()}


def _object(objects: Mapping[str, ObjectType], object: ObjectType) -> ObjectType:
    if not any(each.made for each in object.fields.values()):
        return object
    names = known(objects, object.fields, lambda other: other.fields)
    return replace(
        object,
        fields={name: _field(each, names) if each.made else each for name, each in object.fields.items()},
    )


def _field(each: Field, names: Names) -> Field:
    options = dict(each.options)
    if "names_at" in options:
        options["formula"] = naming.respelled(options["formula"], options["names_at"], names)
    source = names.by_key.get(str(options.get("choices_of")))
    if source is not None:
        options["choices"] = [
            {"key": key, "label": label.json()} for key, label in (source.choices or {}).items()
        ]
        options["open"] = source.open_list
    return replace(each, options=options)

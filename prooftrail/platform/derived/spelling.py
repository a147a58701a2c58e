"""Derived fields of a schema as they read now: names follow their fields, choices those they come from."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from prooftrail.platform.derived import names as naming
from prooftrail.platform.derived.names import known, renamed, tested
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
        fields={
            name: _field(objects, each, names) if each.made else each for name, each in object.fields.items()
        },
    )


def _through(names: Names, options: Mapping[str, Any]) -> tuple[str, str]:
    """Link and field of a look-up as they are called now."""
    found = names.by_key.get(options["key"])
    if found is None:
        return options["link"], options["field"]
    link, _, field = found.name.partition(".")
    return link, field


def _rolled(objects: Mapping[str, ObjectType], options: dict[str, Any]) -> None:
    """What a roll-up counts as it is called now."""
    child = next((each for each in objects.values() if each.id == options["child"]), None)
    names = {each.id: each.name for each in child.fields.values()} if child is not None else {}
    if child is None or options["link_id"] not in names:
        return
    options |= {"from": child.name, "link": names[options["link_id"]]}
    if "measured" in options:
        options["field"] = names.get(options["measured"], options["field"])
    if "filter_by" in options and all(id in names for id in tested(options["filter_by"])):
        options["filter"] = renamed(options["filter_by"], names)


def _field(objects: Mapping[str, ObjectType], each: Field, names: Names) -> Field:
    options = dict(each.options)
    if "names_at" in options:
        options["formula"] = naming.respelled(options["formula"], options["names_at"], names)
    if "key" in options:
        options["link"], options["field"] = _through(names, options)
    if "child" in options:
        _rolled(objects, options)
    source = names.by_key.get(str(options.get("choices_of")))
    if source is not None:
        options["choices"] = [
            {"key": key, "label": label.json()} for key, label in (source.choices or {}).items()
        ]
        options["open"] = source.open_list
    return replace(each, options=options)

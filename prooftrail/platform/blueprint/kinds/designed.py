"""Objects and fields of a designer's own, by the browser's verbs: undo and history are theirs."""

from typing import Any

from prooftrail.platform.blueprint.components import Tree, object_tree
from prooftrail.platform.blueprint.kinds.kind import Ground, Kind
from prooftrail.platform.fields import Field
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema import ObjectType
from prooftrail.platform.schema.design import fields, objects
from prooftrail.platform.schema.design.actions import NameObject
from prooftrail.platform.schema.design.adding import Wanted, define_fields
from prooftrail.platform.schema.design.history import definition
from prooftrail.platform.schema.design.staging import stage_object
from prooftrail.platform.schema.design.uses import uses_of

FIXED = ("type", "personal")
"""What a field is made for; another one is another field."""


class Objects(Kind):
    """Kinds of records; their name never changes, and is their key."""

    name = "object"

    def read(self, ground: Ground) -> dict[str, Tree]:
        """Every designed object."""
        return {
            each.name: object_tree(each.label.json(), each.fields["name"].label.json(), each.staged)
            for each in ground.work.schema.objects.values()
            if each.custom
        }

    def write(self, ground: Ground, key: str, old: Tree | None, new: Tree) -> None:
        """Define it, bring it back, or call it something else."""
        if old is None and any(each.name == key for each in ground.work.schema.hidden.values()):
            objects.restore_object(ground.work, key)
        elif old is None:
            objects.define_object(ground.work, key, new["label"], new["title"])
        if old is not None or ground.work.schema.object(key).label.json() != new["label"]:
            objects.change_object(ground.work, key, new["label"], new["title"])
        if new.get("staged") and not ground.work.schema.object(key).staged:
            stage_object.run(ground.work, None, NameObject(object=key))

    def remove(self, ground: Ground, key: str) -> None:
        """Out of sight, with all its records."""
        objects.hide_object(ground.work, key)

    def used(self, ground: Ground, key: str) -> bool:
        """Whether it has records."""
        object = ground.work.schema.objects.get(key)
        if object is None:
            return False
        return ground.found(f"select 1 from {ground.work.place.schema}.{object.table.name}")


class Fields(Kind):
    """Fields of a designer's own: `object.key`."""

    name = "field"

    def read(self, ground: Ground) -> dict[str, Tree]:
        """Every designed field, with its name beside its key."""
        return {
            f"{object.name}.{ground.key_of(object, each)}": definition(each)
            for object in ground.work.schema.objects.values()
            for each in object.fields.values()
            if each.custom
        }

    def write(self, ground: Ground, key: str, old: Tree | None, new: Tree) -> None:
        """Define it, bring it back with its values, or describe it anew."""
        object, name = self._place(ground, key)
        found = ground.field_of(object, name)
        if found is None:
            found = self._again(ground, object, key) or self._define(ground, object, key, new)
        before = definition(found)
        if before == new:
            return
        if any(before[part] != new[part] for part in FIXED):
            facts = {"component": f"field/{key}", "label": found.label.json(), "type": new["type"]}
            raise Refusal("blueprint_retypes", "conflict", facts=facts)
        said: dict[str, Any] = {part: new[part] for part in ("name", "label", "required", "unique")}
        was = before["options"]
        assert isinstance(was, dict)
        said["options"] = {part: new["options"].get(part) for part in {**was, **new["options"]}
                           if was.get(part) != new["options"].get(part)}  # fmt: skip
        fields.change_field(ground.work, object.name, found.name, said)

    def remove(self, ground: Ground, key: str) -> None:
        """Out of sight; its values can be brought back for a while."""
        object, name = self._place(ground, key)
        found = ground.field_of(object, name)
        if found is not None:
            fields.hide_field(ground.work, object.name, found.name)

    def used(self, ground: Ground, key: str) -> bool:
        """Whether a record has a value in it."""
        return filled(ground, key) > 0

    def _place(self, ground: Ground, key: str) -> tuple[ObjectType, str]:
        object, _, name = key.partition(".")
        return ground.work.schema.object(object), name

    def _again(self, ground: Ground, object: ObjectType, key: str) -> Field | None:
        """The one that was removed here, where it can still be brought back."""
        id = ground.bound.get(f"field/{key}")
        held = next((each for each in object.hidden if each.id == id), None)
        if held is None:
            return None
        try:
            return fields.restore_field(ground.work, object.name, held.id)
        except Refusal as refusal:
            if refusal.code not in ("undo_too_late", "nothing_removed"):
                raise
            return None

    def _define(self, ground: Ground, object: ObjectType, key: str, new: Tree) -> Field:
        wanted = Wanted(new["name"], new["label"], new["type"], new["options"], new["required"],
                        new["unique"], new["personal"])  # fmt: skip
        made = define_fields(ground.work, object.name, [wanted])[0]
        ground.bound[f"field/{key}"] = made.id
        return made


def filled(ground: Ground, key: str) -> int:
    """How many records have a value in a field, counted so far as it matters."""
    name, _, own = key.partition(".")
    object = ground.work.schema.objects.get(name)
    found = None if object is None else ground.field_of(object, own)
    if object is None or found is None:
        return 0
    count = uses_of(ground.work, object, found)["filled"]
    assert isinstance(count, int)
    return count

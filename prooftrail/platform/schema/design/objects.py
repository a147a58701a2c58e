"""Objects of a designer's own: a table each, with owner, history, scope and search like any other."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from psycopg.types.json import Jsonb

from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema.ddl import create_object, field_indexes
from prooftrail.platform.schema.design import budgets, ground
from prooftrail.platform.schema.design.adding import Wanted, insert, read_wanted
from prooftrail.platform.schema.design.definition import Faults, check_label, check_name
from prooftrail.platform.schema.design.history import definition, difference, note
from prooftrail.platform.schema.design.names import short_id
from prooftrail.platform.schema.model import ObjectType
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def define_object(
    work: "Work", name: str, label: Any, title: Any = None, fields: Sequence[Wanted] = ()
) -> ObjectType:
    """A new object with its first fields; `title` is the label of its name field.

    Nobody has a row in it yet, so the indexes of these fields are there at once.
    """
    ground.begin(work)
    faults, id = Faults("object"), f"x_{short_id()}"
    check_name(faults, name)
    said = check_label(faults, label)
    titled = None if title is None else check_label(faults, title, "title")
    rows = read_wanted(work, faults, id, fields, 0, "fields")
    faults.settle()
    _check_free(work, name)
    work.execute(
        f"insert into {work.place.schema}._object (id, name, label, settings, created_at, created_by) "
        "values (%s, %s, %s, %s, %s, %s)",
        [id, name, Jsonb(said), Jsonb({"title": titled} if titled else {}), work.now, work.actor.person],
    )
    insert(work, rows)
    ground.reload(work)
    object = work.schema.object(name)
    budgets.check_objects(work)
    budgets.check_fields(object)
    budgets.check_columns(work, object, object.stored)
    budgets.check_indexes(work, object)
    ground.run_all(work, create_object(work.place.schema, work.place.role, object))
    _mark_built(work, object)
    note(work, "object_defined", object, changes={"name": [None, name], "label": [None, said]})
    for each in object.fields.values():
        if each.custom:
            note(work, "field_defined", object, each, difference({}, definition(each)))
    ground.finish(work)
    return work.schema.object(name)


def _mark_built(work: "Work", object: ObjectType) -> None:
    built = [
        ([index.purpose for index in field_indexes(object, each)], each.id)
        for each in object.fields.values()
        if each.custom and each.state == "building"
    ]
    if built:
        statement = f"update {work.place.schema}._field set state = 'live', built = %s where id = %s"
        work.connection.cursor().executemany(statement, built)
        ground.reload(work)


def change_object(work: "Work", name: str, label: Any = None, title: Any = None) -> ObjectType:
    """New labels; the API name stays, because records and shares name it."""
    ground.begin(work)
    object = ground.find_object(work, name, designed=True)
    faults = Faults(name)
    old: dict[str, Json] = {"label": object.label.json(), "title": object.fields["name"].label.json()}
    new = dict(old)
    for key, said in (("label", label), ("title", title)):
        if said is not None:
            new[key] = check_label(faults, said, key)
    faults.settle()
    work.execute(
        f"update {work.place.schema}._object set label = %s, settings = settings || %s where id = %s",
        [Jsonb(new["label"]), Jsonb({"title": new["title"]}), object.id],
    )
    ground.reload(work)
    note(work, "object_changed", object, changes=difference(old, new))
    ground.finish(work)
    return work.schema.object(name)


def hide_object(work: "Work", name: str) -> ObjectType:
    """Remove an object: its records stay, unseen, until the removal can no longer be undone."""
    ground.begin(work)
    object = ground.find_object(work, name, designed=True)
    using = [
        f"{other.name}.{each.name}"
        for other in work.schema.objects.values()
        for each in other.fields.values()
        if each.custom
        and name in (each.options.get("object"), each.options.get("from"))
        and other is not object
    ]
    if using:
        facts = {"object": name, "label": object.label.json(), "fields": using[:20]}
        raise Refusal("object_in_use", "conflict", facts=facts)
    work.execute(
        f"update {work.place.schema}._object set hidden_at = %s, hidden_by = %s where id = %s",
        [work.now, work.actor.person, object.id],
    )
    ground.reload(work)
    note(work, "object_hidden", object)
    ground.finish(work)
    return object


def restore_object(work: "Work", said: str) -> ObjectType:
    """Undo a removal: every record, value and share is as it was."""
    ground.begin(work)
    row = ground.hidden_row(work, "_object", said)
    work.execute(
        f"update {work.place.schema}._object set hidden_at = null, hidden_by = null where id = %s",
        [row["id"]],
    )
    ground.reload(work)
    budgets.check_objects(work)
    object = work.schema.object(row["name"])
    note(work, "object_restored", object)
    ground.finish(work)
    return object


def _check_free(work: "Work", name: str) -> None:
    """A removed object keeps its name, because rights are given by it."""
    spent = f"select 1 from {work.place.schema}._object where name = %s and dropped_at is not null"
    if work.execute(spent, [name]).fetchone() is not None:
        raise Refusal("name_spent", "conflict", facts={"name": name}, fields={"name": "name_spent"})
    held = next((each for each in work.schema.hidden.values() if each.name == name), None)
    if held is not None:
        raise Refusal("name_removed", "conflict", facts={"name": name}, fields={"name": "name_removed"})
    if name in work.schema.objects or name in work.schema.hidden or work.schema.by_id(name) is not None:
        raise Refusal("name_taken", "conflict", facts={"name": name}, fields={"name": "name_taken"})

"""New fields of a designer's own, one or many at once: the columns are there with the next transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from psycopg.types.json import Jsonb

from prooftrail.platform.derived.definition import complete
from prooftrail.platform.derived.filling import fill
from prooftrail.platform.derived.graph import check_chains
from prooftrail.platform.fields import Field, FieldFault, FieldType
from prooftrail.platform.fields.derived import Derived
from prooftrail.platform.refusal import Refusal
from prooftrail.platform.schema.build import designed_field
from prooftrail.platform.schema.ddl import add_fields, asks_indexes, make_sequences
from prooftrail.platform.schema.design import budgets, ground
from prooftrail.platform.schema.design.definition import (
    Faults,
    check_label,
    check_name,
    check_options,
    check_type,
)
from prooftrail.platform.schema.design.history import definition, difference, note
from prooftrail.platform.schema.design.names import short_id
from prooftrail.platform.schema.model import system_fields
from prooftrail.platform.values import Json

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


@dataclass(frozen=True)
class Wanted:
    """A field as a designer asks for it, unchecked."""

    name: Any
    label: Any
    type: Any
    options: Mapping[str, Any] = field(default_factory=dict)
    required: bool = False
    unique: bool = False
    personal: bool = False


def define_fields(work: "Work", object_name: str, wanted: Sequence[Wanted]) -> list[Field]:
    """New fields: there for everybody with the next transaction; their indexes are built after that."""
    ground.begin(work)
    object = ground.find_object(work, object_name)
    faults = Faults(object.name)
    rows = read_wanted(work, faults, object.id, wanted, len(object.stored))
    faults.settle()
    if taken := next((row["name"] for row in rows if row["name"] in object.fields), None):
        facts = {"object": object.name, "name": taken}
        raise Refusal("name_taken", "conflict", facts=facts, fields={"name": "name_taken"})
    insert(work, rows)
    ground.reload(work)
    object = work.schema.object(object_name)
    made = [object.field(row["name"]) for row in rows]
    budgets.check_fields(object)
    budgets.check_columns(work, object, made)
    budgets.check_indexes(work, object)
    ground.take_table(work, object)
    work.execute(add_fields(work.place.schema, object, made))
    ground.run_all(work, make_sequences(work.place.schema, work.place.role, object, made))
    check_chains(work.schema)
    fill(work, object, made)
    for each in made:
        note(work, "field_defined", object, each, difference({}, definition(each)))
    ground.finish(work)
    return made


def read_wanted(
    work: "Work", faults: Faults, object_id: str, wanted: Sequence[Wanted], position: int, within: str = ""
) -> list[dict[str, Any]]:
    """Rows of `_field` from what is asked for; faults are noted under `within` and the place in the list."""
    rows: list[dict[str, Any]] = []
    ids: set[str] = set()
    for at, each in enumerate(wanted):
        faults.within = f"{within}.{at}." if within else ""
        check_name(faults, each.name)
        if any(row["name"] == each.name for row in rows):
            faults.note("name", "name_taken", name=each.name)
        label, type = check_label(faults, each.label), check_type(faults, each.type)
        options: dict[str, Json] = {}
        if type is not None:
            options = check_options(faults, type, each.options)
            if isinstance(type, Derived) and not faults.fields:
                own = own_fields(work, object_id) | {row["name"]: designed_field(row) for row in rows}
                options = complete_options(work, faults, object_id, own, type, options)
            _check_target(work, faults, type, options)
            check_unique(faults, type, each.unique and not type.numbered)
        numbered = type is not None and type.numbered
        row = {
            "hidden_at": None,
            "id": fresh_id(work, ids), "object": object_id, "name": each.name, "label": label,
            "type": each.type, "options": stored_options(work, options),
            "required": each.required and not numbered, "is_unique": each.unique or numbered,
            "personal": each.personal, "built": [], "state": "live", "position": position + at,
            "created_at": work.now, "created_by": work.actor.person,
        }  # fmt: skip
        rows.append(row)
    faults.within = ""
    return rows


def insert(work: "Work", rows: Sequence[dict[str, Any]]) -> None:
    """Write checked rows; what asks for indexes waits for them."""
    if not rows:
        return
    marks = ", ".join(["%s"] * len(rows[0]))
    statement = f"insert into {work.place.schema}._field ({', '.join(rows[0])}) values ({marks})"
    for row in rows:
        row["state"] = "building" if asks_indexes(designed_field(row)) else "live"
    values = [[Jsonb(value) if isinstance(value, dict) else value for value in row.values()] for row in rows]
    work.connection.cursor().executemany(statement, values)


def own_fields(work: "Work", object_id: str) -> dict[str, Field]:
    """The fields of an object the designer may read; those every record has where it is not there yet."""
    object = work.schema.by_id(object_id)
    return system_fields(owned=True, staged=False) if object is None else work.access.readable(object)


def complete_options(
    work: "Work", faults: Faults, object_id: str, own: Mapping[str, Field], type: Derived,
    options: Mapping[str, Any],
) -> dict[str, Json]:  # fmt: skip
    """The options of a derived field as stored; without them where something is wrong."""
    try:
        return complete(work, object_id, own, type, options)
    except FieldFault as fault:
        faults.note(f"options.{fault.facts.pop('option', type.names()[0])}", fault.code, **fault.facts)
        return {**options, "like": "text"}


def check_unique(faults: Faults, type: FieldType, unique: bool) -> None:
    """Only values that can be compared exactly can be unique."""
    if unique and not type.uniquable:
        faults.note("unique", "not_uniquable", type=type.key)


def stored_options(work: "Work", options: Mapping[str, Json]) -> dict[str, Json]:
    """Options as stored: objects by id, so that they outlive a name."""
    target = work.schema.objects.get(str(options.get("object")))
    return dict(options) if target is None else dict(options) | {"object": target.id}


def _check_target(work: "Work", faults: Faults, type: FieldType, options: Mapping[str, Json]) -> None:
    """The object a reference is to point to is there, and the designer may read it."""
    target = options.get("object")
    if type.points_to is not None or not isinstance(target, str):
        return
    access = work.access
    if target not in work.schema.objects or not (access.unbound or access.grant(target).read != "none"):
        faults.note("options.object", "option_no_object")


def fresh_id(work: "Work", taken: set[str] | None = None) -> str:
    """An id no field of the workspace has; `taken` is filled at the first call and kept between them."""
    taken = set() if taken is None else taken
    if not taken:
        for object in (*work.schema.objects.values(), *work.schema.hidden.values()):
            taken |= {each.id for each in object.stored}
    while (id := short_id()) in taken:
        pass
    taken.add(id)
    return id

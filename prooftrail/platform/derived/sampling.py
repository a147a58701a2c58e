"""A look-up or roll-up tried out before it is a field: the value it would have for one record."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Uuid, bindparam, select

from prooftrail.platform.derived.graph import Rolled, read_rollup
from prooftrail.platform.derived.rolling import rolled_value
from prooftrail.platform.derived.trying import inputs, newest, row_of
from prooftrail.platform.derived.values import columns_for
from prooftrail.platform.fields import Field
from prooftrail.platform.fields.derived import Derived
from prooftrail.platform.formula.as_python import Clock, reader
from prooftrail.platform.formula.tree import read_node
from prooftrail.platform.schema.ddl import DIALECT
from prooftrail.platform.schema.model import ObjectType
from prooftrail.platform.values import Json, minor_unit

if TYPE_CHECKING:
    from prooftrail.platform.work import Work


def try_field(
    work: "Work", object: ObjectType, type: Any, said: Mapping[str, Any], record: UUID | None = None
) -> dict[str, Json]:
    """`{"type","value","counted","record"}` of a derived field that is described like a new one.

    `counted`: of how many records a roll-up is made. Refuses what could not become a field.
    """
    field = _described(work, object, type, said)
    found: dict[str, Json] = {"type": field.type.key, "value": None, "counted": None, "record": None}
    sample = record or newest(work, object)
    if sample is None:
        return found
    row = row_of(work, object, sample)
    rolled = read_rollup(work.schema, object, field)
    if rolled is not None:
        value, found["counted"] = _rolled(work, rolled, sample)
    else:
        tree, own = read_node(field.options["tree"]), work.access.readable(object)
        value = reader(tree)(inputs(work, own, tree, row), Clock(work.today, work.now, work.zone))
    found["value"] = field.value(columns_for(field, value, work.currency))
    title = object.title in work.access.readable(object)
    label = row[object.fields[object.title].column] if title else None
    return found | {"record": {"id": str(sample), "label": label}}


def _described(work: "Work", object: ObjectType, type: Any, said: Mapping[str, Any]) -> Field:
    from prooftrail.platform.schema.build import designed_field
    from prooftrail.platform.schema.design.adding import complete_options, own_fields
    from prooftrail.platform.schema.design.definition import Faults, check_options, check_type

    faults = Faults(object.name)
    kind = check_type(faults, type)
    if kind is not None and not isinstance(kind, Derived):
        faults.note("type", "unknown_type", types=["formula", "lookup", "rollup"])
    options = check_options(faults, kind, said) if isinstance(kind, Derived) else {}
    faults.settle()
    if isinstance(kind, Derived):
        options = complete_options(work, faults, object.id, own_fields(work, object.id), kind, options)
    faults.settle()
    return designed_field({
        "id": "tried", "name": "x_tried", "label": {"zh": "", "en": ""}, "type": type, "options": options,
        "built": [], "required": False, "is_unique": False, "personal": False, "state": "live",
    })  # fmt: skip


def _rolled(work: "Work", rolled: Rolled, record: UUID) -> tuple[Any, int]:
    """The value, and of how many records it is."""
    table = rolled.parent.table.alias()
    counted = Rolled(rolled.parent, rolled.field, rolled.child, rolled.link, "count", None, rolled.filter)
    asked = select(rolled_value(work, rolled, table), rolled_value(work, counted, table)).where(
        table.c.id == bindparam("record", type_=Uuid)
    )
    made = asked.compile(dialect=DIALECT, compile_kwargs={"render_postcompile": True})
    bound = {"record": record, "minor": minor_unit(work.currency)}
    values = {name: bound.get(name, value) for name, value in made.params.items()}
    row = work.execute(str(made), values).fetchone()
    assert row is not None
    return row[0], row[1]
